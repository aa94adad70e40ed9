import { describe, expect, it } from 'vitest';
import { ndArray } from '../../src/foundation/nd-array.js';
import {
  fitPredictorInputs,
  parameterInputs,
  predictorInputTensor,
  timeInput,
} from '../../src/surrogate/predictors/predictor-inputs.js';
import { rangeWarnings } from '../../src/surrogate/range-warnings.js';
import type { tf } from '../../src/tensor/tfjs.js';
import {
  denormalize,
  minimumMaximumScaling,
  normalize,
  normalizeRow,
  standardScaling,
} from '../../src/training/normalization.js';
import type { Scaling } from '../../src/training/scaling.js';
import { runEagerly, valuesOf } from '../nets/run-eagerly.js';
import { tinyDataset } from '../surrogate/tiny-dataset.js';

const rows = [
  [1, 10, 7],
  [3, 30, 7],
  [5, 20, 7],
];

describe('scalings of columns', () => {
  it('bring each to [0, 1], a constant one to 0', () => {
    const scaling = minimumMaximumScaling(rows, 3);
    expect(rows.map((row) => [...normalizeRow(scaling, row)])).toEqual([
      [0, 0, 0],
      [0.5, 1, 0],
      [1, 0.5, 0],
    ]);
  });

  it('bring each to mean 0 and variance 1, a constant one to 0', () => {
    const scaled = rows.map((row) => [...normalizeRow(standardScaling(rows, 3), row)]);
    for (const column of [0, 1]) {
      const values = scaled.map((row) => row[column]!);
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6);
      expect(values.reduce((sum, value) => sum + value ** 2, 0) / 3).toBeCloseTo(1, 6);
    }
    expect(scaled.map((row) => row[2])).toEqual([0, 0, 0]);
  });

  it('come back from the round trip within a graph', async () => {
    const result = await runEagerly(
      (scaling: Scaling<tf.Tensor>, x: tf.Tensor) => denormalize(scaling, normalize(scaling, x)),
      standardScaling(rows, 3),
      ndArray([3, 3], rows.flat()),
    );
    for (const [index, value] of valuesOf(result).entries()) expect(value).toBeCloseTo(rows.flat()[index]!, 4);
  });
});

describe('predictor inputs', () => {
  const dataset = tinyDataset();
  const inputs = fitPredictorInputs(dataset);

  it('span [0, 1] over the training simulations, the viscosity by its logarithm', () => {
    expect(inputs.logarithmic).toEqual(['referenceViscosity']);
    const training = dataset.split.training.map((index) =>
      parameterInputs(inputs, dataset.simulations[index]!.parameters),
    );
    for (const column of [0, 1]) {
      const values = training.map((row) => row[column]!);
      expect(Math.min(...values)).toBeCloseTo(0, 5);
      expect(Math.max(...values)).toBeCloseTo(1, 5);
    }
    const viscosities = dataset.split.training.map(
      (index) => dataset.simulations[index]!.parameters.referenceViscosity!,
    );
    const middle = Math.sqrt(Math.min(...viscosities) * Math.max(...viscosities));
    expect(parameterInputs(inputs, { referenceViscosity: middle, enrichment: 1 })[0]).toBeCloseTo(0.5, 4);
  });

  it('take no logarithm where the archive has no reference viscosity, unless asked to', () => {
    const names = ['viscosityContrast', 'enrichment'];
    const foreign = {
      ...dataset,
      parameterNames: names,
      simulations: dataset.simulations.map((simulation) => ({
        ...simulation,
        parameters: {
          viscosityContrast: simulation.parameters.referenceViscosity!,
          enrichment: simulation.parameters.enrichment!,
        },
      })),
    };
    expect(fitPredictorInputs(foreign).logarithmic).toEqual([]);
    expect(fitPredictorInputs(foreign, []).logarithmic).toEqual([]);
    expect(fitPredictorInputs(foreign, ['viscosityContrast']).logarithmic).toEqual(['viscosityContrast']);
    expect(() => fitPredictorInputs(foreign, ['viscosityContrasts'])).toThrow(
      expect.objectContaining({
        code: 'parameter-unknown',
        message: expect.stringContaining("'viscosityContrasts'"),
        remedy: "did you mean 'viscosityContrast'?",
      }),
    );
  });

  it.each([0, -3])('refuse a parameter of %s that enters by its logarithm, in any simulation', (value) => {
    for (const index of [dataset.split.training[1]!, dataset.split.validation[0]!, dataset.split.test[0]!]) {
      const spoiled = {
        ...dataset,
        simulations: dataset.simulations.map((simulation, position) =>
          position === index
            ? { ...simulation, parameters: { ...simulation.parameters, enrichment: value } }
            : simulation,
        ),
      };
      expect(fitPredictorInputs(spoiled).logarithmic).toEqual(['referenceViscosity']);
      expect(() => fitPredictorInputs(spoiled, ['enrichment'])).toThrow(
        expect.objectContaining({
          code: 'parameter-not-positive',
          message: expect.stringContaining(`simulation-${index} has enrichment = ${value}`),
          remedy: expect.stringContaining("'logarithmic'"),
        }),
      );
    }
  });

  it('know nothing of the test simulation', () => {
    const altered = {
      ...dataset,
      simulations: dataset.simulations.map((simulation, index) =>
        dataset.split.test.includes(index)
          ? {
              ...simulation,
              parameters: { referenceViscosity: 1e30, enrichment: 1e6 },
              times: Float64Array.of(0, 1e20),
            }
          : simulation,
      ),
    };
    expect(fitPredictorInputs(altered, ['referenceViscosity'])).toEqual(
      fitPredictorInputs(dataset, ['referenceViscosity']),
    );
  });

  it('are the same within a graph', async () => {
    const { parameters, times } = dataset.simulations[3]!;
    const row = [parameters.referenceViscosity!, parameters.enrichment!];
    const result = await runEagerly(
      (time: tf.Tensor, values: tf.Tensor) => predictorInputTensor(inputs, time, values),
      ndArray([2], [times[0]!, times[7]!]),
      ndArray([2, 2], [...row, ...row]),
    );
    const plain = [0, 7].flatMap((frame) => [timeInput(inputs, times[frame]!), ...parameterInputs(inputs, parameters)]);
    for (const [index, value] of valuesOf(result).entries()) expect(value).toBeCloseTo(plain[index]!, 4);
  });
});

describe('range warnings', () => {
  const parameters = {
    referenceViscosity: { minimum: 1e19, maximum: 1e22, unit: 'Pa s', scale: 'logarithmic' },
    enrichment: { minimum: 1, maximum: 51, unit: '1', scale: 'linear' },
  } as const;

  it('stay silent within the trained ranges, borders included', () => {
    expect(rangeWarnings({ parameters }, { referenceViscosity: 1e19, enrichment: 51 })).toEqual([]);
  });

  it('say by how much of the range a value lies outside, on its own scale', () => {
    const warnings = rangeWarnings({ parameters }, { referenceViscosity: 1e23, enrichment: -9 });
    expect(warnings.map(({ name }) => name)).toEqual(['referenceViscosity', 'enrichment']);
    expect(warnings[0]!.excessPercent).toBeCloseTo(100 / 3, 8);
    expect(warnings[1]!.excessPercent).toBeCloseTo(20, 8);
  });

  it('measure by the value where the training had one value only', () => {
    const constant = {
      enrichment: { minimum: 8, maximum: 8, unit: '1', scale: 'logarithmic' },
      offset: { minimum: 0, maximum: 0, unit: 'K', scale: 'linear' },
    } as const;
    const excess = (enrichment: number, offset: number) =>
      rangeWarnings({ parameters: constant }, { enrichment, offset }).map((w) => w.excessPercent);
    expect(excess(8, 0)).toEqual([]);
    expect(excess(10, 0.5)).toEqual([25, 100]);
    expect(excess(6, -3)).toEqual([25, 100]);
  });
});
