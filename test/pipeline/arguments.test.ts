// The public functions that scripts call first, with arguments of the wrong kind: one line that names them.
import { readdirSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { ingestArchive } from '../../src/archive/ingest.js';
import { readManifest } from '../../src/archive/manifest.js';
import { resolveEvolution } from '../../src/convection/evolution/evolution-config.js';
import { activate } from '../../src/nets/activations.js';
import { loadConfiguration, resolveConfiguration } from '../../src/pipeline/configuration.js';
import { planPipeline, runPipeline } from '../../src/pipeline/run-pipeline.js';
import { predictEvolution } from '../../src/query/prediction.js';
import { openRunFolder } from '../../src/runs/run-folder.js';
import { loadModel } from '../../src/surrogate/model-folder.js';
import { openSurrogate, surrogateOf } from '../../src/surrogate/surrogate.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { temporaryFolder } from './temporary-folder.js';
import { tinyConfiguration, tinyPipeline } from './tiny-pipeline.js';

const home = process.cwd();
process.chdir(temporaryFolder());
afterAll(() => process.chdir(home));

/** As from JavaScript. */
const any = (value: unknown): never => value as never;

it.each<readonly [string, () => unknown, string, string]>([
  ['a text for paths', () => ingestArchive(any('archive'), any({})), 'argument-invalid', "the text 'archive'"],
  ['no options of an ingest', () => ingestArchive([], any(undefined)), 'argument-invalid', 'undefined'],
  ['no path of a manifest', () => readManifest(any(undefined)), 'manifest-missing', 'undefined'],
  ['no folder of a model', () => loadModel(any(undefined)), 'argument-invalid', 'loadModel(folder) got undefined'],
  ['an empty folder', () => openSurrogate('', any({})), 'argument-invalid', "loadModel(folder) got the text ''"],
  ['no engine', () => surrogateOf(any({}), any('onnx')), 'argument-invalid', 'what openEngine gives'],
  ['no surrogate', () => predictEvolution(any('runs/x'), any({})), 'argument-invalid', 'what openSurrogate gives'],
  ['no folder of a run', () => openRunFolder(any(3), {}), 'argument-invalid', 'openRunFolder(path) got 3'],
  ['a raw configuration', () => planPipeline(any({ name: 'x' })), 'argument-invalid', 'an object with the keys name'],
  ['a raw pipeline', () => runPipeline(any({}), any({})), 'argument-invalid', 'the keys (none)'],
  [
    'no options of a run',
    () => runPipeline(tinyConfiguration(), any(undefined)),
    'argument-invalid',
    'engine and signal',
  ],
  ['no file', () => loadConfiguration(any(undefined)), 'configuration-missing', 'undefined'],
  ['a list for a configuration', () => resolveConfiguration([]), 'configuration-invalid', 'configuration: the file is'],
  ['a text for an evolution', () => resolveEvolution(any('mars')), 'convection-config', 'mars'],
  ['an unknown engine', () => openEngine(any('bogus')), 'engine-unknown', "unknown engine 'bogus'"],
  ['an unknown activation', () => activate(any('toString'), any(0)), 'argument-invalid', 'one of linear, elu, relu'],
])('%s', async (_, call, code, text) => {
  const error = await (async () => call())().then(
    () => undefined,
    (reason: unknown) => reason as { code: string; message: string; remedy: string },
  );
  expect(error).toMatchObject({ name: 'TharsisError', code, exitCode: 2 });
  expect(`${error!.message} ${error!.remedy}`).toContain(text);
});

it('leaves nothing behind', () => {
  expect(resolveConfiguration(tinyPipeline).name).toBe('tiny');
  expect(readdirSync('.')).toEqual([]);
});
