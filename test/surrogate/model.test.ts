import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compressors } from '../../src/surrogate/compressors/registry.js';
import { encodeDataset } from '../../src/surrogate/latents.js';
import { modelCard } from '../../src/surrogate/model-card.js';
import {
  firstPredictor,
  loadModel,
  type Model,
  type ModelDescription,
  partsOf,
  saveModel,
} from '../../src/surrogate/model-folder.js';
import { exportOnnx } from '../../src/surrogate/onnx-export.js';
import { frameSize } from '../../src/surrogate/predictors/lstm/network.js';
import { extendedTimes } from '../../src/surrogate/predictors/lstm/roll-out.js';
import { latentSequence, writeWindow } from '../../src/surrogate/predictors/lstm/window.js';
import { predictors } from '../../src/surrogate/predictors/registry.js';
import { openSurrogate, type Surrogate, surrogateOf } from '../../src/surrogate/surrogate.js';
import type { Engine } from '../../src/tensor/engine.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { tinyDataset } from './tiny-dataset.js';
import { type TinyModel, tinyAutoencoder, tinyFnn, tinyLstm, tinyModel } from './tiny-model.js';

const dataset = tinyDataset();
const test = dataset.simulations[dataset.split.test[0]!]!;
const truth = dataset.readTemperature(dataset.split.test[0]!);
const cells = dataset.r.length * dataset.phi.length;
const root = mkdtempSync(join(tmpdir(), 'tharsis-model-'));
const folder = join(root, 'model');
let engine: Engine;
let model: TinyModel;
let surrogate: Surrogate;

beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
  model = await tinyModel(dataset, engine, join(root, 'checkpoints'));
  saveModel(folder, model);
  surrogate = surrogateOf(model, engine);
});
afterAll(async () => {
  await engine.dispose();
  rmSync(root, { recursive: true });
});

/** A copy of the saved model with one file changed. */
function damaged(file: string, change: (bytes: Buffer) => string | Uint8Array | undefined): string {
  const copy = mkdtempSync(join(root, 'damaged-'));
  cpSync(folder, copy, { recursive: true });
  const bytes = change(readFileSync(join(copy, file)));
  if (bytes === undefined) rmSync(join(copy, file));
  else writeFileSync(join(copy, file), bytes);
  return copy;
}

/** A description as somebody changes it by hand, without its seal. */
function unsealed(bytes: Buffer): Record<string, unknown> {
  const { 'tharsis:seal': _seal, ...document } = JSON.parse(bytes.toString()) as Record<string, unknown>;
  return document;
}

/** The model with one part replaced. */
function withPart(whole: TinyModel, name: string, trained: unknown): Model {
  if (name === whole.compressor.name) return { ...whole, compressor: { name, trained } } as Model;
  return { ...whole, predictors: { ...whole.predictors, [name]: trained } } as Model;
}

const partOf = (whole: TinyModel, name: string) => new Map(partsOf(whole)).get(name)!;

const meanError = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + Math.abs(value - b[index]!), 0) / a.length;

describe('training', () => {
  it('lowers the loss of all three networks', () => {
    for (const { history, validationLoss } of [model.compressor.trained, model.predictors.fnn, model.predictors.lstm]) {
      expect(validationLoss).toBeLessThan(0.5 * history[0]!.validationLoss);
    }
  });

  it('lets the autoencoder overfit a tiny set', async () => {
    const context = { engine, folder: join(root, 'overfit'), seed: 1 };
    const config = { ...tinyAutoencoder, batchSize: 4, epochs: 250, patience: 250 };
    const { history } = await compressors.autoencoder.train(tinyDataset(4, 6, 'overfit'), config, context);
    expect(Math.min(...history.map(({ trainingLoss }) => trainingLoss))).toBeLessThan(1e-2);
  });

  it('gives the same weights for the same seed', async () => {
    const again = await tinyModel(dataset, engine, join(root, 'again'));
    for (const name of ['autoencoder', 'fnn', 'lstm'] as const)
      expect(partOf(again, name).parameters).toEqual(partOf(model, name).parameters);
  });

  it('takes the same steps compiled as eagerly', async () => {
    const cpu = await openEngine('cpu');
    const small = tinyDataset(4, 5, 'engines');
    const losses = async (which: Engine, name: string) => {
      const context = { engine: which, folder: join(root, name), seed: 3 };
      const autoencoder = await compressors.autoencoder.train(small, { ...tinyAutoencoder, epochs: 2 }, context);
      const latents = await encodeDataset(small, { name: 'autoencoder', trained: autoencoder }, which);
      const fnn = await predictors.fnn.train(latents, { ...tinyFnn, epochs: 2 }, context);
      const lstm = await predictors.lstm.train(latents, { ...tinyLstm, epochs: 2 }, context);
      return [autoencoder, fnn, lstm].flatMap(({ history }) => history.map(({ validationLoss }) => validationLoss));
    };
    const compiled = await losses(engine, 'compiled');
    const eager = await losses(cpu, 'eager');
    for (const [index, loss] of compiled.entries()) expect(loss / eager[index]!).toBeCloseTo(1, 3);
  });

  it('does not resume a predictor on the latents of another autoencoder', async () => {
    const short = { ...tinyFnn, epochs: 2 };
    const shortLstm = { ...tinyLstm, epochs: 2 };
    const latentsAfter = async (epochs: number) => {
      const context = { engine, folder: join(root, `autoencoder of ${epochs}`), seed: 9 };
      const autoencoder = await compressors.autoencoder.train(dataset, { ...tinyAutoencoder, epochs }, context);
      return encodeDataset(dataset, { name: 'autoencoder', trained: autoencoder }, engine);
    };
    const [first, second] = [await latentsAfter(1), await latentsAfter(2)];
    expect(second.digest).not.toBe(first.digest);
    const shared = { engine, folder: join(root, 'shared'), seed: 9 };
    const fresh = { engine, folder: join(root, 'separate'), seed: 9 };
    await predictors.fnn.train(first, short, shared);
    await predictors.lstm.train(first, shortLstm, shared);
    expect((await predictors.fnn.train(second, short, shared)).parameters).toEqual(
      (await predictors.fnn.train(second, short, fresh)).parameters,
    );
    expect((await predictors.lstm.train(second, shortLstm, shared)).parameters).toEqual(
      (await predictors.lstm.train(second, shortLstm, fresh)).parameters,
    );
  });

  it('does not resume from the warm start of other weights with the same history', async () => {
    const latents = await encodeDataset(dataset, model.compressor, engine);
    const short = { ...tinyFnn, epochs: 1 };
    const other = {
      ...model.predictors.fnn,
      parameters: [model.predictors.fnn.parameters[1]!, model.predictors.fnn.parameters[1]!],
    };
    const shared = { engine, folder: join(root, 'warm shared'), seed: 9 };
    await predictors.fnn.train(latents, short, shared, model.predictors.fnn);
    const resumed = await predictors.fnn.train(latents, short, shared, other);
    const fresh = await predictors.fnn.train(latents, short, { ...shared, folder: join(root, 'warm separate') }, other);
    expect(resumed.parameters).toEqual(fresh.parameters);
  });

  it('continues from a warm start with weights and normalization kept', async () => {
    const latents = await encodeDataset(dataset, model.compressor, engine);
    const context = { engine, folder: join(root, 'warm'), seed: 2 };
    const warm = await predictors.fnn.train(
      latents,
      { ...tinyFnn, epochs: 1, learningRate: 1e-6 },
      context,
      model.predictors.fnn,
    );
    expect(warm.inputs).toEqual(model.predictors.fnn.inputs);
    expect(warm.latents).toEqual(model.predictors.fnn.latents);
    expect(warm.validationLoss).toBeCloseTo(model.predictors.fnn.validationLoss, 3);
  });
});

describe('predictions', () => {
  it('are fields in K near the truth', async () => {
    for (const fields of [
      await surrogate.predict('fnn', test.parameters, test.times),
      await surrogate.predict('lstm', test.parameters, test.times, {
        initialField: truth.slice(0, cells),
        rollTimes: test.times,
      }),
      await surrogate.reconstruct(truth),
    ]) {
      expect(fields).toHaveLength(truth.length);
      expect(meanError(fields, truth)).toBeLessThan(100);
    }
  });

  it('of the LSTM use nothing of the truth but the first frame, and all of that', async () => {
    const predict = (initial: Float32Array) =>
      surrogate.predict('lstm', test.parameters, test.times, { initialField: initial, rollTimes: test.times });
    const known = truth.slice();
    const first = await predict(known.subarray(0, cells));
    known.fill(0, cells);
    expect(await predict(known.subarray(0, cells))).toEqual(first);
    const warmer = truth.slice(0, cells).map((value) => value + 50);
    expect(meanError(await predict(warmer), first)).toBeGreaterThan(1);
  });

  it('of the LSTM go on beyond the times of the training', async () => {
    const initial = truth.slice(0, cells);
    const last = test.times.at(-1)!;
    const step = model.predictors.lstm.longestTimeStep;
    const later = [last, last + step / 2, last + step];
    const predicted = await surrogate.predict('lstm', test.parameters, later, { initialField: initial });
    const rows = [0, 1, 2].map((row) => predicted.slice(row * cells, (row + 1) * cells));
    expect(meanError(rows[1]!, rows[0]!)).toBeGreaterThan(1e-3);
    expect(meanError(rows[2]!, rows[1]!)).toBeGreaterThan(1e-3);
    const rolled = await surrogate.predict('lstm', test.parameters, later, {
      initialField: initial,
      rollTimes: [...test.times, ...later.slice(1)],
    });
    expect(predicted).toEqual(rolled);
  });

  it('of the LSTM step no further at once than in training, however late the time, and never endlessly', () => {
    expect([...extendedTimes([0, 1, 3], [0.5, 3, 2], 2)]).toEqual([0, 1, 3]);
    expect([...extendedTimes([0, 1, 3], [9, 4, 1, 4], 2)]).toEqual([0, 1, 3, 4, 4 + 5 / 3, 4 + 10 / 3, 9]);
    expect(extendedTimes([0, 1], [1e30], 1)).toHaveLength(1002);
  });

  it('of the LSTM refuse an initial field of another grid', async () => {
    await expect(
      surrogate.predict('lstm', test.parameters, test.times, { initialField: new Float32Array(5) }),
    ).rejects.toMatchObject({
      code: 'predict-initial-field',
    });
  });

  it('of many parameter sets at once are those of each alone', async () => {
    const sets = dataset.simulations.slice(0, 5).map(({ parameters }) => parameters);
    const times = Array.from({ length: 40 }, (_, index) => index * 3e15);
    const all = await surrogate.predictMany('fnn', sets, times);
    const size = times.length * cells;
    for (const [index, parameters] of sets.entries()) {
      const alone = await surrogate.predict('fnn', parameters, times);
      expect(meanError(all.subarray(index * size, (index + 1) * size), alone)).toBeLessThan(1e-2);
    }
  });

  it('do not depend on how many times are asked for at once', async () => {
    const times = Float64Array.from({ length: 300 }, (_, index) => (1.4e17 * index) / 299);
    const all = await surrogate.predict('fnn', test.parameters, times);
    const some = await surrogate.predict('fnn', test.parameters, [times[0]!, times[200]!, times[299]!]);
    for (const [row, index] of [0, 200, 299].entries()) {
      const expected = some.subarray(row * cells, (row + 1) * cells);
      expect(meanError(all.subarray(index * cells, (index + 1) * cells), expected)).toBeLessThan(1e-2);
    }
  });
});

describe('a question that cannot be answered', () => {
  it.each([
    [
      'another predictor',
      () => surrogate.predict('gan', test.parameters, test.times),
      'predictor-unknown',
      'fnn, lstm',
    ],
    [
      'an unknown parameter',
      () => surrogate.predict('fnn', { ...test.parameters, viscosity: 1 }, test.times),
      'predict-parameter',
      "'viscosity'",
    ],
    [
      'a missing parameter',
      () => surrogate.predict('fnn', { enrichment: 12 }, test.times),
      'predict-parameter',
      "'referenceViscosity' is missing",
    ],
    [
      'a text for a number',
      () => surrogate.predict('fnn', { ...test.parameters, enrichment: '12' as never }, test.times),
      'predict-parameter',
      "enrichment is the text '12'",
    ],
    [
      'a parameter without logarithm',
      () => surrogate.predict('fnn', { ...test.parameters, referenceViscosity: 0 }, test.times),
      'predict-parameter',
      'referenceViscosity is 0',
    ],
    [
      'a text among the times',
      () => surrogate.predict('fnn', test.parameters, [0, '1e16' as never]),
      'predict-times',
      "'times' has the text '1e16' at index 1",
    ],
    [
      'a parameter in another unit',
      () => surrogate.predict('fnn', { ...test.parameters, referenceViscosity: 21 }, test.times),
      'predict-parameter',
      'referenceViscosity is 21, far from all trained values',
    ],
    [
      'no parameters',
      () => surrogate.predict('fnn', undefined as never, test.times),
      'predict-parameter',
      'give { name: value, ... }',
    ],
    [
      'no parameter sets',
      () => surrogate.predictMany('fnn', [], test.times),
      'predict-parameter',
      'the parameter sets are an empty list',
    ],
    [
      'a predictor of the prototype',
      () => surrogate.predict('constructor', test.parameters, test.times),
      'predictor-unknown',
      "'constructor'",
    ],
    [
      'an initial field that is not a number somewhere',
      () =>
        surrogate.predict('lstm', test.parameters, test.times, {
          initialField: truth.slice(0, cells).fill(Number.NaN, 3, 4),
        }),
      'predict-initial-field',
      'the initial field has NaN at index 3',
    ],
    [
      'a part of a field',
      () => surrogate.reconstruct(truth.slice(0, cells + 1)),
      'predict-initial-field',
      `the model's grid has ${cells} cells`,
    ],
    ['no times', () => surrogate.predict('fnn', test.parameters, []), 'predict-times', "'times' is empty"],
    [
      'no initial field',
      () => surrogate.predict('lstm', test.parameters, test.times),
      'predict-initial-field',
      "'initialField' is missing",
    ],
  ] as const)('names %s', async (_, ask, code, text) => {
    const error = await ask().then(
      () => undefined,
      (reason: unknown) => reason as Error & { code: string; remedy: string },
    );
    expect(error?.code).toBe(code);
    expect(`${error?.message} ${error?.remedy}`).toContain(text);
  });

  it('is one after dispose', async () => {
    const other = surrogateOf(model, engine);
    await other.dispose();
    await other.dispose();
    await expect(other.predict('fnn', test.parameters, test.times)).rejects.toMatchObject({
      code: 'surrogate-disposed',
    });
    await expect(other.reconstruct(truth)).rejects.toMatchObject({ code: 'surrogate-disposed' });
  });
});

describe('the window of the LSTM', () => {
  it('repeats frame 0 before the start, with mask 0, and holds the time step to the next frame', () => {
    const shape = { ...model.predictors.lstm.shape, window: 3, latents: 2 };
    const latents = Float32Array.of(1, 2, 3, 4, 5, 6);
    const times = [0, 1e16, 3e16];
    const sequence = latentSequence(model.predictors.lstm.inputs, test.parameters, times, latents);
    const size = frameSize(shape);
    const window = new Float32Array(1 + 3 * size);
    writeWindow(sequence, 1, shape, model.predictors.lstm.inputs, 2e16, window, 1);
    const frame = (slot: number) => [...window.subarray(1 + slot * size, 1 + (slot + 1) * size)];
    const latentOf = (slot: number) => frame(slot).slice(-2);
    expect([0, 1, 2].map((slot) => frame(slot)[0])).toEqual([0, 1, 1]);
    expect([0, 1, 2].map((slot) => frame(slot)[1])).toEqual([0.5, 0.5, 1]);
    expect([0, 1, 2].map(latentOf)).toEqual([
      [1, 2],
      [1, 2],
      [3, 4],
    ]);
    expect(frame(2).slice(3, -2)).toEqual([...sequence.parameters]);
  });
});

describe('a model folder', () => {
  it('gives identical predictions after saving and loading', async () => {
    const loaded = openSurrogate(folder, engine);
    expect(loadModel(folder)).toEqual(model);
    expect(await loaded.predict('fnn', test.parameters, test.times)).toEqual(
      await surrogate.predict('fnn', test.parameters, test.times),
    );
    const initial = truth.slice(0, cells);
    expect(await loaded.predict('lstm', test.parameters, test.times, { initialField: initial })).toEqual(
      await surrogate.predict('lstm', test.parameters, test.times, { initialField: initial }),
    );
    await loaded.dispose();
  });

  it('that does not exist is named', () => {
    expect(() => loadModel(root)).toThrow(
      expect.objectContaining({
        code: 'model-missing',
        remedy: expect.stringContaining(`give that of its model, ${folder}`),
      }),
    );
    expect(() => loadModel(join(root, 'nowhere'))).toThrow(/there is no .*nowhere.model.json/);
  });

  it.each([
    ['model.json', (bytes: Buffer) => bytes.subarray(0, 50), 'model-malformed'],
    ['model.json', (bytes: Buffer) => bytes.toString().replace('tharsis-model', 'other'), 'model-malformed'],
    ['model.json', (bytes: Buffer) => bytes.toString().replace('"version": 2', '"version": 99'), 'model-version'],
    ['fnn.safetensors', () => undefined, 'network-missing'],
    ['fnn.safetensors', (bytes: Buffer) => bytes.subarray(0, bytes.length - 3), 'safetensors-malformed'],
    ['lstm.safetensors', () => 'not a network', 'safetensors-malformed'],
    ['lstm.safetensors', () => readFileSync(join(folder, 'fnn.safetensors')), 'model-malformed'],
    ['autoencoder.safetensors', () => readFileSync(join(folder, 'lstm.safetensors')), 'model-malformed'],
  ])('with a damaged %s is refused (case %#)', (file, change, code) => {
    const copy = damaged(file, change);
    expect(() => loadModel(copy)).toThrow(expect.objectContaining({ code }));
    expect(() => loadModel(copy)).toThrow(join(copy, file));
  });

  it.each([
    [
      'another format',
      { format: 'other' },
      "cannot be used: 'format' is \"other\": expected 'tharsis-model'",
      'restore the model, or train it again',
    ],
    [
      'no times',
      { times: undefined },
      "cannot be used: 'times' is missing: expected a list",
      'restore the model, or train it again',
    ],
    [
      'one time',
      { times: [0] },
      "cannot be used: 'times' is [0]: expected at least 2 items",
      'restore the model, or train it again',
    ],
    [
      'a newer version',
      { version: 3 },
      'was written by a newer version of Tharsis: its format has the version 3, this Tharsis reads up to 2',
      'install the version of Tharsis that wrote it, or a later one',
    ],
  ])('with a description of %s is refused in plain words', (_, changes, problem, remedy) => {
    const copy = damaged('model.json', (bytes) => JSON.stringify({ ...JSON.parse(bytes.toString()), ...changes }));
    const message = `${join(copy, 'model.json')} ${problem}`;
    expect(() => loadModel(copy)).toThrow(expect.objectContaining({ message, remedy, exitCode: 2 }));
  });

  it.each(['model.json', 'fnn.safetensors'])('with a folder for its %s is refused', (file) => {
    const copy = damaged(file, () => undefined);
    const path = join(copy, file);
    mkdirSync(path);
    expect(() => loadModel(copy)).toThrow(
      expect.objectContaining({
        code: 'model-unreadable',
        message: `cannot read ${path}: it is a folder`,
        remedy: 'restore the model, or train it again',
        exitCode: 2,
      }),
    );
  });

  it('answers by its other predictors where one is damaged and that is allowed', async () => {
    const copy = damaged('fnn.safetensors', () => {
      const bytes = readFileSync(join(folder, 'fnn.safetensors'));
      bytes[bytes.length - 1]! ^= 1;
      return bytes;
    });
    const refusal = expect.objectContaining({ code: 'safetensors-malformed', exitCode: 2 });
    expect(() => openSurrogate(copy, engine)).toThrow(refusal);
    const opened = openSurrogate(copy, engine, { withoutDamaged: true });
    expect(opened.model.damaged).toEqual([{ name: 'fnn', error: refusal, isFirst: true }]);
    const start = { initialField: truth.slice(0, cells) };
    expect(await opened.predict('lstm', test.parameters, test.times, start)).toEqual(
      await surrogate.predict('lstm', test.parameters, test.times, start),
    );
    await expect(opened.predict('fnn', test.parameters, test.times)).rejects.toEqual(refusal);
    expect(firstPredictor(opened.model)).toBe('fnn');
    await opened.dispose();
  });

  it('with a damaged compressor, or no predictor that is whole, is refused', () => {
    const broken = (name: string) => damaged(name, () => Buffer.from('no weights'));
    expect(() => loadModel(broken('autoencoder.safetensors'), { withoutDamaged: true })).toThrow('autoencoder');
    const copy = broken('fnn.safetensors');
    writeFileSync(join(copy, 'lstm.safetensors'), 'no weights');
    expect(() => loadModel(copy, { withoutDamaged: true })).toThrow(join(copy, 'fnn.safetensors'));
  });

  it.each(['autoencoder', 'fnn', 'lstm'] as const)(
    'with the %s of another model of the same form is refused',
    (name) => {
      const other = mkdtempSync(join(root, 'other-'));
      const network = partOf(model, name);
      const changed = { ...network, history: network.history.slice(1) };
      saveModel(other, withPart(model, name, changed));
      const copy = damaged(`${name}.safetensors`, () => readFileSync(join(other, `${name}.safetensors`)));
      expect(() => loadModel(copy)).toThrow(expect.objectContaining({ code: 'model-mixed' }));
      expect(() => loadModel(copy)).toThrow(join(copy, `${name}.safetensors`));
    },
  );

  it('without checksums, as they were written once, is read', () => {
    const copy = damaged('model.json', (bytes) => {
      const { parts: _parts, ...document } = unsealed(bytes);
      return JSON.stringify(document);
    });
    expect(loadModel(copy)).toEqual(model);
  });

  it('without a geometry is of a cylinder', () => {
    const copy = damaged('model.json', (bytes) => {
      const { geometry: _geometry, ...document } = unsealed(bytes);
      return JSON.stringify(document);
    });
    expect(loadModel(copy).description.geometry).toBe('cylinder');
    const other = damaged('model.json', (bytes) => bytes.toString().replace('"cylinder"', '"annulus"'));
    expect(() => loadModel(other)).toThrow(expect.objectContaining({ code: 'model-malformed' }));
  });

  const withRadii = (change: (r: number[]) => unknown[]) => (document: ModelDescription) => ({
    grid: { ...document.grid, r: change(document.grid.r) },
  });
  const withRange = (range: object) => (document: ModelDescription) => {
    const [name] = Object.keys(document.parameters);
    return { parameters: { ...document.parameters, [name!]: { ...document.parameters[name!], ...range } } };
  };
  const withTimes =
    (...times: unknown[]) =>
    () => ({ times });

  it.each<[string, (document: ModelDescription) => object, string]>([
    ['reversed radii', withRadii((r) => r.toReversed()), "'grid.r' is"],
    ['constant radii', withRadii((r) => r.map(() => 2e6)), "'grid.r' is"],
    ['negative radii', withRadii((r) => r.map((radius) => radius - 1e9)), "'grid.r' is"],
    ['an empty radius', withRadii((r) => [...r.slice(1), null]), "'grid.r."],
    ['unsorted times', withTimes(0, 2, 1), "'times' is [0,2,1]"],
    ['equal times', withTimes(0, 1, 1), "'times' is [0,1,1]"],
    ['a time beyond all numbers', withTimes(0, '1e999'), "'times.1' is Infinity"],
    ['no training', ({ dataset }) => ({ dataset: { ...dataset, trainingSimulations: 0 } }), "'dataset.trainingSimul"],
    ['a range in reverse', withRange({ minimum: 2, maximum: 1 }), "'parameters."],
    ['the logarithm of zero', withRange({ minimum: 0, scale: 'logarithmic' }), "'parameters."],
  ])('without a seal and with %s is refused', (_, changes, problem) => {
    const copy = damaged('model.json', (bytes) => {
      const document = unsealed(bytes) as unknown as ModelDescription;
      return JSON.stringify({ ...document, ...changes(document) }).replace('"1e999"', '1e999');
    });
    expect(() => loadModel(copy)).toThrow(expect.objectContaining({ code: 'model-malformed', exitCode: 2 }));
    expect(() => loadModel(copy)).toThrow(`${join(copy, 'model.json')} cannot be used: ${problem}`);
  });

  it('whose description somebody changed is refused until it has no seal', () => {
    const renamed = (bytes: Buffer) => bytes.toString().replace('"name": "tiny"', '"name": "mine"');
    expect(() => loadModel(damaged('model.json', renamed))).toThrow(
      expect.objectContaining({
        code: 'model-malformed',
        remedy: "restore the model, or train it again; if you changed it on purpose, take its key 'tharsis:seal' out",
      }),
    );
    const copy = damaged('model.json', (bytes) => JSON.stringify({ ...unsealed(bytes), name: 'mine' }));
    expect(loadModel(copy).description.name).toBe('mine');
  });

  it('with a weight that is not finite is refused, sealed or not', () => {
    const other = mkdtempSync(join(root, 'infinite-'));
    const { fnn } = model.predictors;
    const { offset } = fnn.inputs.parameters;
    const parameters = { ...fnn.inputs.parameters, offset: { ...offset, data: offset.data.map(() => Number.NaN) } };
    saveModel(other, withPart(model, 'fnn', { ...fnn, inputs: { ...fnn.inputs, parameters } }));
    expect(() => loadModel(other)).toThrow(
      `${join(other, 'fnn.safetensors')} cannot be used: 'inputs.parameters.offset'`,
    );
  });

  it('without scales of its parameters takes them from the inputs of its predictors', () => {
    const copy = damaged('model.json', (bytes) =>
      JSON.stringify(unsealed(bytes), (key, value) => (key === 'scale' ? undefined : value)),
    );
    expect(readFileSync(join(copy, 'model.json'), 'utf8')).not.toContain('"scale"');
    expect(loadModel(copy)).toEqual(model);
  });

  it('of version 1, which did not name its parts, is read and predicts what it did', async () => {
    const old = 'test/surrogate/fixtures/model-version-1';
    const loaded = openSurrogate(old, engine);
    expect(loaded.model.compressor.name).toBe('autoencoder');
    expect(Object.keys(loaded.model.predictors)).toEqual(['fnn', 'lstm']);
    const start = { initialField: truth.slice(0, cells), rollTimes: test.times };
    const known = JSON.parse(readFileSync(join(old, 'predictions.json'), 'utf8')) as Record<string, number[]>;
    for (const [name, expected] of Object.entries(known)) {
      const fields = await loaded.predict(name, test.parameters, test.times, start);
      const last = fields.subarray(11 * cells, 11 * cells + 9);
      for (const [index, value] of expected.entries()) expect(last[index]! / value).toBeCloseTo(1, 6);
    }
    await loaded.dispose();
  });

  it('exports graphs in physical units that ONNX Runtime runs alone', async () => {
    const files = await exportOnnx(folder, model, engine);
    expect(files.map((file) => file.slice(folder.length + 1)).sort()).toEqual([
      'decoder.onnx',
      'encoder.onnx',
      'fnn.onnx',
      'lstm.onnx',
      'surrogate.onnx',
    ]);
    const session = await InferenceSession.create(join(folder, 'surrogate.onnx'));
    const frames = test.times.length;
    const row = dataset.parameterNames.map((name) => test.parameters[name]!);
    const { temperature } = await session.run({
      time: new Tensor('float32', Float32Array.from(test.times), [frames]),
      parameters: new Tensor('float32', Float32Array.from(new Array(frames).fill(row).flat()), [frames, row.length]),
    });
    expect(temperature!.dims).toEqual([frames, dataset.r.length, dataset.phi.length]);
    const expected = await surrogate.predict('fnn', test.parameters, test.times);
    expect(meanError(temperature!.data as Float32Array, expected)).toBeLessThan(1e-2);
  });

  it('is not asked for a parameter without logarithm where only a later predictor takes one', async () => {
    const { lstm } = model.predictors;
    const inputs = { ...lstm.inputs, logarithmic: [...lstm.inputs.logarithmic, 'enrichment'] };
    const mixed = surrogateOf({ ...model, predictors: { ...model.predictors, lstm: { ...lstm, inputs } } }, engine);
    const start = { initialField: truth.slice(0, cells) };
    for (const predictor of ['fnn', 'lstm']) {
      await expect(mixed.predict(predictor, { ...test.parameters, enrichment: 0 }, test.times, start)).rejects.toThrow(
        expect.objectContaining({
          code: 'predict-parameter',
          message: 'enrichment is 0',
          remedy: expect.stringContaining('a positive number'),
        }),
      );
    }
    await mixed.dispose();
  });

  it('has a card that names its data, ranges, scores and limits', () => {
    const card = modelCard(model, [{ name: 'fnn', accuracy: 98.7654 }]);
    expect(card).not.toContain('Warning');
    const scores = { predictors: { fnn: 98, lstm: 97 }, baselines: [{ label: 'training mean', accuracy: 97.5 }] };
    const warned = modelCard({ ...model, scores }, []);
    expect(warned).toContain('\n> **Warning:** the LSTM does no better on held-out simulations than the training mean');
    expect(warned.indexOf('Warning')).toBeLessThan(warned.indexOf('## Use'));
    expect(warned.match(/Warning/g)).toHaveLength(1);
    for (const text of [
      '2108.10105',
      '6 simulations',
      'referenceViscosity',
      '98.765',
      'Limits',
      '7 × 9',
      ': a convolutional autoencoder compresses fields',
    ]) {
      expect(card).toContain(text);
    }
  });

  it('has a card that shows text from outside as it is', () => {
    const { description } = model;
    const nasty = '<script>x</script>\n| [a](b) `c` \u001b[2J\u202e';
    const { referenceViscosity, ...others } = description.parameters;
    const parameters = { ...others, [nasty]: { ...referenceViscosity!, unit: nasty } };
    const predictors = Object.fromEntries(
      Object.entries(model.predictors).map(([name, trained]) => [
        name,
        { ...trained, inputs: { ...trained.inputs, parameterNames: Object.keys(parameters) } },
      ]),
    );
    const dataset = { ...description.dataset, name: nasty };
    const described = { ...description, name: nasty, description: nasty, dataset, parameters };
    const card = modelCard({ ...model, predictors, description: described } as unknown as Model, [
      { name: nasty, accuracy: 1 },
    ]);
    const shown = '&lt;script&gt;x&lt;/script&gt; \\| \\[a\\](b) \\`c\\` \\\\u001b\\[2J\\\\u202e';
    expect(card.split('\n')[0]).toBe(`# ${shown}`);
    expect(card).toContain(`simulations of ${shown} (manifest`);
    expect(card).toContain(`| ${shown} | 1.000 |`);
    expect(card.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(card.replace(/```[\s\S]*?```/, '')).not.toContain('<script');
  });

  it('has a card that lists parameters in the order of the exported graph, and states that initial weights were kept', () => {
    const { description, predictors: trained } = model;
    const reversed = Object.fromEntries(Object.entries(description.parameters).reverse());
    const card = modelCard(
      {
        ...model,
        predictors: { ...trained, fnn: { ...trained.fnn, bestEpoch: -1 } },
        description: { ...description, parameters: reversed },
      },
      [],
    );
    expect(card.match(/^\| (referenceViscosity|enrichment) /gm)).toEqual(['| referenceViscosity ', '| enrichment ']);
    expect(card).toMatch(/\| FNN \| \d+ \| initial weights \|/);
  });
});
