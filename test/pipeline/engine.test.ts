// Which pipelines run on an engine without gradients of convolutions.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runPipeline } from '../../src/pipeline/run-pipeline.js';
import { temporaryFolder } from './temporary-folder.js';
import { tinyConfiguration } from './tiny-pipeline.js';

const run = (changes: Record<string, unknown>, out: string) =>
  runPipeline(tinyConfiguration(changes), { out, threads: 1, engine: 'wasm', signal: new AbortController().signal });

it('the engine wasm is refused where convolutions are trained, before anything is computed', async () => {
  const out = join(temporaryFolder(), 'run');
  await expect(run({}, out)).rejects.toMatchObject({
    code: 'engine-cannot-train',
    message: "the engine 'wasm' cannot train the autoencoder: it has no gradient of a convolution's filter",
    remedy: 'use --engine onnx, or a part without convolutions (compressor: pod)',
    exitCode: 2,
  });
  expect(existsSync(out)).toBe(false);
});

it('the engine wasm trains everything else', async () => {
  const out = join(temporaryFolder(), 'run');
  const predictors = ['gaussian-process', 'fnn', 'lstm'];
  const { metrics } = await run({ compressor: 'pod', pod: { compression: 24 }, predictors }, out);
  expect(JSON.stringify(metrics)).toContain('gaussian-process');
  for (const part of ['pod', ...predictors]) expect(existsSync(join(out, 'model', `${part}.safetensors`))).toBe(true);
}, 120_000);
