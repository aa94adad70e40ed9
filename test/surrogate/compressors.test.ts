// What every compressor promises, whichever it is.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codec, compressionFactor } from '../../src/surrogate/codec.js';
import type { Compressor } from '../../src/surrogate/compressors/compressor.js';
import { compressorNamed, compressors } from '../../src/surrogate/compressors/registry.js';
import type { TrainedCompressor } from '../../src/surrogate/compressors/trained-compressor.js';
import { loadTrained, saveTrained } from '../../src/surrogate/trained-file.js';
import type { Engine } from '../../src/tensor/engine.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { tinyDataset } from './tiny-dataset.js';

const dataset = tinyDataset(6, 8, 'compressors');
const cells = dataset.r.length * dataset.phi.length;
const root = mkdtempSync(join(tmpdir(), 'tharsis-compressors-'));
let engine: Engine;

beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
});
afterAll(async () => {
  await engine.dispose();
  rmSync(root, { recursive: true });
});

/** The section of a member: 16-fold, with few epochs where it has epochs. */
function section({ schema }: Compressor): object {
  const defaults = schema.parse({}) as { epochs?: number };
  const short = { epochs: 20, batchSize: 8, channels: [4, 8] };
  return schema.parse({ compression: 16, ...(defaults.epochs !== undefined && short) });
}

describe.each(Object.keys(compressors))('the compressor %s', (name) => {
  const member = compressorNamed(name);
  const train = (folder: string, warmStart?: TrainedCompressor) =>
    member.train(dataset, section(member), { engine, folder: join(root, folder), seed: 4 }, warmStart);
  let trained: TrainedCompressor;

  beforeAll(async () => {
    trained = await train(`first ${name}`);
  });

  it('has the name it is registered under, a label, and the form that its section means', () => {
    expect(member.name).toBe(name);
    expect(member.label).not.toBe('');
    expect(trained.shape).toEqual(member.shape([dataset.r.length, dataset.phi.length], section(member)));
    expect(compressionFactor({ name, trained })).toBeGreaterThanOrEqual(16);
  });

  it('gives back fields near those it was given', async () => {
    const { encode, decode, dispose } = codec({ name, trained }, engine);
    const fields = dataset.readTemperature(dataset.split.training[0]!);
    const latents = await encode(fields);
    expect(latents).toHaveLength((fields.length / cells) * member.latentSize(trained.shape));
    const rebuilt = await decode(latents);
    const error = rebuilt.reduce((sum, value, index) => sum + Math.abs(value - fields[index]!), 0) / fields.length;
    expect(error).toBeLessThan(60);
    await dispose();
  });

  it('gives the same bits for the same seed', async () => {
    expect((await train(`again ${name}`)).parameters).toEqual(trained.parameters);
  });

  it('is saved and loaded to the same bits', () => {
    const path = join(root, `${name}.safetensors`);
    saveTrained(path, name, trained);
    expect(loadTrained(path, name)).toEqual(trained);
  });

  it('goes on from a warm start and gets no worse', async () => {
    const warm = await train(`warm ${name}`, trained);
    expect(warm.shape).toEqual(trained.shape);
    expect(warm.validationLoss).toBeLessThanOrEqual(trained.validationLoss * (1 + 1e-6));
  });

  it('refuses a compression that leaves nothing', () => {
    expect(() => member.shape([3, 4], section(member))).toThrow('a grid of 3 x 4 cannot be compressed 16-fold');
  });
});

it('POD loses to no autoencoder that is linear', async () => {
  const context = { engine, folder: join(root, 'linear'), seed: 4 };
  const linear = compressors.autoencoder.schema.parse({
    compression: 16,
    channels: [4],
    activation: 'linear',
    epochs: 60,
    batchSize: 8,
  });
  const errorOf = async (name: string, trained: TrainedCompressor) => {
    const { encode, decode, dispose } = codec({ name, trained }, engine);
    let sum = 0;
    for (const index of dataset.split.training) {
      const fields = dataset.readTemperature(index);
      const rebuilt = await decode(await encode(fields));
      for (const [i, value] of rebuilt.entries()) sum += (value - fields[i]!) ** 2;
    }
    await dispose();
    return sum;
  };
  const modes = await compressors.pod.train(dataset, compressors.pod.schema.parse({ compression: 16 }), context);
  const network = await compressors.autoencoder.train(dataset, linear, context);
  expect(await errorOf('pod', modes)).toBeLessThanOrEqual(await errorOf('autoencoder', network));
});

it('an unknown compressor is refused with the nearest name', () => {
  expect(() => compressorNamed('autoenkoder')).toThrow(
    expect.objectContaining({ code: 'compressor-unknown', remedy: expect.stringContaining('autoencoder') }),
  );
});
