// What every predictor promises, whichever it is.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ndArray, sizeOf } from '../../src/foundation/nd-array.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { treeEntries } from '../../src/foundation/tree.js';
import { encodeDataset, type LatentDataset } from '../../src/surrogate/latents.js';
import { type Model, saveModel } from '../../src/surrogate/model-folder.js';
import type { Predictor } from '../../src/surrogate/predictors/predictor.js';
import { predictorNamed, predictors } from '../../src/surrogate/predictors/registry.js';
import type { TrainedPredictor } from '../../src/surrogate/predictors/trained-predictor.js';
import { openSurrogate, surrogateOf } from '../../src/surrogate/surrogate.js';
import { loadTrained, saveTrained } from '../../src/surrogate/trained-file.js';
import { checkWarmStart } from '../../src/surrogate/warm-start.js';
import { arrayTree, isNdArray } from '../../src/tensor/array-tree.js';
import { constants } from '../../src/tensor/constants.js';
import type { Engine } from '../../src/tensor/engine.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import type { tf } from '../../src/tensor/tfjs.js';
import { tinyDataset } from './tiny-dataset.js';
import { tinyModel } from './tiny-model.js';

const dataset = tinyDataset(8, 10, 'predictors');
const test = dataset.simulations[dataset.split.test[0]!]!;
const cells = dataset.r.length * dataset.phi.length;
const truth = dataset.readTemperature(dataset.split.test[0]!);
const start = { initialField: truth.slice(0, cells), rollTimes: test.times };
const root = mkdtempSync(join(tmpdir(), 'tharsis-predictors-'));
let engine: Engine;
let base: Model;
let latents: LatentDataset;

beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
  base = await tinyModel(dataset, engine, join(root, 'base'));
  latents = await encodeDataset(dataset, base.compressor, engine);
});
afterAll(async () => {
  await engine.dispose();
  rmSync(root, { recursive: true });
});

/** The section of a member, with few epochs where it has epochs. */
function section({ schema }: Predictor, changes: object = {}): object {
  const defaults = schema.parse({}) as { epochs?: number };
  return schema.parse({ ...(defaults.epochs !== undefined && { epochs: 3, batchSize: 12 }), ...changes });
}

const train = (member: Predictor, folder: string, warmStart?: TrainedPredictor) =>
  member.train(latents, section(member), { engine, folder: join(root, folder), seed: 4 }, warmStart);

describe.each(Object.keys(predictors))('the predictor %s', (name) => {
  const member = predictorNamed(name);
  let trained: TrainedPredictor;
  let model: Model;

  beforeAll(async () => {
    trained = await train(member, `first ${name}`);
    const training = { ...base.description.training, [name]: section(member) };
    model = { ...base, description: { ...base.description, training }, predictors: { [name]: trained } };
  });

  it('has the name it is registered under, and a label', () => {
    expect(member.name).toBe(name);
    expect(member.label).not.toBe('');
  });

  it('gives the same bits for the same seed', async () => {
    const again = await train(member, `again ${name}`);
    expect({ ...again, seconds: 0, history: [] }).toEqual({ ...trained, seconds: 0, history: [] });
  });

  it('predicts finite fields, the same for one set as for that set among others', async () => {
    const surrogate = surrogateOf(model, engine);
    const one = await surrogate.predict(name, test.parameters, test.times, start);
    expect(one).toHaveLength(test.times.length * cells);
    expect(one.every(Number.isFinite)).toBe(true);
    const sets = [dataset.simulations[0]!.parameters, test.parameters];
    const both = await surrogate.predictMany(name, sets, test.times, start);
    expect(both).toHaveLength(2 * one.length);
    for (const [index, value] of one.entries()) expect(Math.abs(both[one.length + index]! - value)).toBeLessThan(0.01);
    await surrogate.dispose();
  });

  it('is saved and loaded to the same bits', async () => {
    const path = join(root, `${name}.safetensors`);
    saveTrained(path, name, trained);
    expect(loadTrained(path, name)).toEqual(trained);
    expect(() => loadTrained(path, 'other')).toThrow(`it holds the ${name}, not the other`);
    saveModel(join(root, name), model);
    const [saved, kept] = [openSurrogate(join(root, name), engine), surrogateOf(model, engine)];
    const predict = (surrogate: typeof saved) => surrogate.predict(name, test.parameters, test.times, start);
    expect(await predict(saved)).toEqual(await predict(kept));
    await saved.dispose();
    await kept.dispose();
  });

  it.runIf(member.network !== undefined)('has the network that it trains', async () => {
    const { settings, init, inputShape, apply, multiplyAdds } = member.network!;
    for (const config of [settings.paper, settings.small]) expect(member.schema.parse(config)).toEqual(config);
    const shape = member.shape(trained.inputs.parameterNames.length, trained.shape.latents, section(member));
    expect(shape).toEqual(trained.shape);
    const forms = (parameters: unknown) =>
      treeEntries(arrayTree(parameters), isNdArray).map(([path, array]) => [path, array.shape]);
    expect(forms(init(randomStream(1), shape))).toEqual(forms(trained.parameters));
    const inputs = [3, ...inputShape(shape)];
    const network = engine.compile(`network of ${name}`, (values: tf.Tensor) =>
      apply(constants(trained.parameters), shape, values),
    );
    const latents = await network.run(ndArray(inputs, new Float32Array(sizeOf(inputs)).fill(0.5)));
    expect(latents.shape).toEqual([3, trained.shape.latents]);
    expect(latents.data.every(Number.isFinite)).toBe(true);
    // Layers that a form does not have count zero.
    expect(multiplyAdds(shape).every((count) => Number.isSafeInteger(count) && count >= 0)).toBe(true);
    expect(multiplyAdds(shape)[0]).toBeGreaterThan(0);
    await network.dispose();
  });

  it.runIf(member.graph !== undefined && member.startsFrom === 'parameters')('exports what it predicts', async () => {
    const times = [...test.times].map((time, index) => time + index * 1e14);
    const { inputs, apply } = member.graph!(trained, times.length);
    expect(inputs.map((input) => input.name)).toEqual(['time', 'parameters']);
    const row = trained.inputs.parameterNames.map((parameter) => test.parameters[parameter]!);
    const graph = engine.compile(`${name} for a test`, apply);
    const { data } = await graph.run(
      ndArray([times.length], times),
      ndArray([times.length, row.length], new Array(times.length).fill(row).flat()),
    );
    const open = member.open(trained, engine);
    const expected = await open.latents([test.parameters], times);
    const spread = Math.max(...expected.map(Math.abs));
    for (const [index, value] of expected.entries()) expect(Math.abs(data[index]! - value)).toBeLessThan(1e-4 * spread);
    await graph.dispose();
    await open.dispose();
  });

  it('goes on from a warm start with its form and its normalization', async () => {
    const warm = await train(member, `warm ${name}`, trained);
    expect(warm.shape).toEqual(trained.shape);
    expect(warm.inputs).toEqual(trained.inputs);
    expect(warm.validationLoss).toBeLessThanOrEqual(trained.validationLoss * 1.01);
  });

  it('lets training start from it where the form is the same, and not with other latents', () => {
    expect(() => checkWarmStart(model, dataset, 'old/model', { [name]: section(member) })).not.toThrow();
    const other = { ...trained, shape: { ...trained.shape, latents: 99 } };
    const changed = { ...model, predictors: { [name]: other } };
    expect(() => checkWarmStart(changed, dataset, 'old/model', { [name]: section(member) })).toThrow(
      expect.objectContaining({ code: 'warm-start-architecture', message: expect.stringContaining(`the ${name} of`) }),
    );
  });
});

it('an unknown predictor is refused with the nearest name', () => {
  expect(() => predictorNamed('gausian-process')).toThrow(
    expect.objectContaining({ code: 'predictor-unknown', remedy: expect.stringContaining('gaussian-process') }),
  );
});
