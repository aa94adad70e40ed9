// Times may count from the start of the simulations, or back from the present: predictions are the same.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/archive/dataset.js';
import { encodeDataset } from '../../src/surrogate/latents.js';
import type { Model } from '../../src/surrogate/model-folder.js';
import { fitPredictorInputs } from '../../src/surrogate/predictors/predictor-inputs.js';
import { predictorNamed, predictors } from '../../src/surrogate/predictors/registry.js';
import { surrogateOf } from '../../src/surrogate/surrogate.js';
import type { Engine } from '../../src/tensor/engine.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import type { tf } from '../../src/tensor/tfjs.js';
import { tinyDataset } from './tiny-dataset.js';
import { tinyModel } from './tiny-model.js';

const sinceStart = tinyDataset(6, 8, 'origin');
/** The duration of the simulations: a power of two, so that times are shifted without rounding. */
const LAST = 2 ** 57;
const times = [0, 1 / 16, 1 / 8, 1 / 4, 3 / 8, 1 / 2, 3 / 4, 1].map((fraction) => fraction * LAST);

function from(origin: number): Dataset {
  const simulations = sinceStart.simulations.map((simulation) => ({
    ...simulation,
    times: Float64Array.from(times, (time) => time + origin),
  }));
  return { ...sinceStart, simulations };
}

const root = mkdtempSync(join(tmpdir(), 'tharsis-origin-'));
let engine: Engine;
let base: Model;
beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
  base = await tinyModel(from(0), engine, join(root, 'base'));
});
afterAll(async () => {
  await engine.dispose();
  rmSync(root, { recursive: true });
});

it('the span of the training simulations becomes [0, 1]', () => {
  expect(fitPredictorInputs(from(0)).time).toEqual({ offset: 0, scale: LAST });
  expect(fitPredictorInputs(from(-LAST)).time).toEqual({ offset: -LAST, scale: LAST });
  expect(fitPredictorInputs(from(-LAST / 2)).time).toEqual({ offset: -LAST / 2, scale: LAST });
});

it('a span that float32 does not resolve is refused', () => {
  expect(() => fitPredictorInputs(from(1024 * LAST))).toThrow(
    expect.objectContaining({ code: 'archive-times', exitCode: 2, remedy: expect.stringContaining('from the start') }),
  );
});

describe.each(Object.keys(predictors))('the predictor %s', (name) => {
  it('predicts the same whatever the origin of times', async () => {
    const member = predictorNamed(name);
    const defaults = member.schema.parse({}) as { epochs?: number };
    const section = member.schema.parse({ ...(defaults.epochs !== undefined && { epochs: 2, batchSize: 12 }) });
    const answers: Float32Array[] = [];
    const graphs: Float32Array[] = [];
    for (const origin of [0, -LAST]) {
      const dataset = from(origin);
      const latents = await encodeDataset(dataset, base.compressor, engine);
      const folder = join(root, `${name}${origin}`);
      const trained = await member.train(latents, section, { engine, folder, seed: 4 });
      const model: Model = {
        ...base,
        description: { ...base.description, times: times.map((time) => time + origin) },
        predictors: { [name]: trained },
      };
      const surrogate = surrogateOf(model, engine);
      const { parameters } = dataset.simulations[5]!;
      const asked = Float64Array.from([0.1, 0.5, 1], (fraction) => fraction * LAST + origin);
      const initialField = dataset.readTemperature(5, 0, 1);
      answers.push(await surrogate.predict(name, parameters, asked, { initialField }));
      await surrogate.dispose();
      if (member.startsFrom !== 'parameters') continue;
      const graph = engine.compile('graph', (moments: tf.Tensor, sets: tf.Tensor) =>
        member.graph!(trained, 3).apply(moments, sets),
      );
      const sets = Float32Array.from(
        { length: 6 },
        (_, index) => parameters[trained.inputs.parameterNames[index % 2]!]!,
      );
      const { data } = await graph.run({ shape: [3], data: Float32Array.from(asked) }, { shape: [3, 2], data: sets });
      graphs.push(data as Float32Array);
      await graph.dispose();
    }
    for (const [index, value] of answers[0]!.entries()) expect(answers[1]![index]).toBeCloseTo(value, 2);
    for (const [index, value] of (graphs[0] ?? []).entries()) expect(graphs[1]![index]).toBeCloseTo(value, 2);
  });
});
