// Questions that a surrogate does not answer: what is wrong with them, and the way out.
import { describe, expect, it } from 'vitest';
import { parameterProblem } from '../../src/convection/parameters/mantle-parameters.js';
import { planetOf } from '../../src/convection/planets/planet-choice.js';
import { predictEvolution, type Query } from '../../src/query/prediction.js';
import { rangeWarnings } from '../../src/surrogate/range-warnings.js';
import type { Surrogate } from '../../src/surrogate/surrogate.js';

const description = {
  name: 'foreign',
  grid: { r: [1, 2], phi: [0.1, 0.2] },
  times: [0, 1e16, 2e16],
  evolution: null,
  parameters: {
    activationEnergy: { minimum: 1e5, maximum: 5e5, unit: 'J/mol', scale: 'linear' },
    referenceViscosity: { minimum: 1e19, maximum: 1e22, unit: 'Pa s', scale: 'logarithmic' },
  },
};
const model = { description, predictors: { fnn: { inputs: { logarithmic: [] } } } };
/** Answers with -7e6 K; what is asked of it is checked before. */
const surrogate = {
  model,
  predict: async () => new Float32Array(12).fill(-7e6),
  rangeWarnings: (parameters: Record<string, number>) => rangeWarnings(description as never, parameters),
} as unknown as Surrogate;
const parameters = { activationEnergy: 3e5, referenceViscosity: 1e21 };

const refusal = (query: Partial<Query> & Record<string, unknown>) =>
  predictEvolution(surrogate, { parameters, ...query }).then(
    () => 'answered',
    (error: { code: string; message: string; remedy: string }) => `${error.message} (${error.remedy}) [${error.code}]`,
  );

describe('a query', () => {
  it.each([
    ['unsorted times', { times: Float64Array.of(2e16, 1e16) }, "'times' has 10000000000000000 at index 1, after 2"],
    ['a time given twice', { times: Float64Array.of(0, 1e16, 1e16) }, "'times' has 10000000000000000 at index 2"],
    ['a time before the start', { times: Float64Array.of(-1, 1e16) }, "'times' has -1 at index 0 (give increasing"],
    ['no times', { times: new Float64Array(0) }, "'times' is empty"],
    ['a time that is no number', { times: Float64Array.of(0, Number.NaN) }, "'times' has NaN at index 1"],
    ['a key that none has', { predicter: 'lstm' }, "a query has no key 'predicter' (did you mean 'predictor'?)"],
    ['an unknown predictor', { predictor: 'gan' }, "the model 'foreign' has no predictor 'gan'"],
    ['a predictor of the prototype', { predictor: 'toString' }, "the model 'foreign' has no predictor 'toString'"],
    ['no parameters', { parameters: undefined as never }, 'the parameters are undefined'],
    [
      'a parameter of the prototype',
      { parameters: { ...parameters, valueOf: 1 } as never },
      "unknown parameter 'valueOf'",
    ],
    [
      'kilojoules',
      { parameters: { ...parameters, activationEnergy: 300 } },
      'activationEnergy is 300, far from all trained values (100000 to 500000 J/mol): is it in J/mol? (give it in this unit, or --extrapolate',
    ],
    [
      'a logarithm',
      { parameters: { ...parameters, referenceViscosity: 21 } },
      'referenceViscosity is 21, far from all',
    ],
  ])('with %s is refused', async (_, query, text) => expect(await refusal(query)).toContain(text));

  it('far from the training is answered on request, and its answer checked', async () => {
    const far = { ...parameters, activationEnergy: 300 };
    expect(await refusal({ parameters: far, extrapolate: true })).toContain(
      'the surrogate answers with a temperature of -7.000e+6 K: the question is too far from its training; activationEnergy is 300, trained were 100000 to 500000',
    );
    // A factor of ten is an extrapolation, not another unit.
    expect(await refusal({ parameters: { ...parameters, activationEnergy: 1e4 } })).toContain('[predict-unphysical]');
    expect(await refusal({ parameters: { ...parameters, referenceViscosity: 1e24 } })).toContain(
      '[predict-unphysical]',
    );
  });
});

describe('a parameter of a simulation', () => {
  const mars = planetOf({ name: 'mars' });

  it.each([
    ['referenceViscosity', [1e10, 1e19, 1e40], [0, -1e21, 21, 1e41, Number.NaN]],
    ['activationEnergy', [0, 1e3, 3e5, 1e7], [300, 999, -1, 1e8, Number.POSITIVE_INFINITY]],
    ['activationVolume', [0, 6e-6, 1e-4], [6, -1e-6, 2e-4]],
    ['enrichment', [0.1, 1, 50, 1e4], [0, -1, 1e5]],
    ['initialTemperature', [mars.surfaceTemperature, 1700, 4000], [0, 1.7, 4001]],
  ] as const)('%s is one in its unit', (name, good, bad) => {
    for (const value of good) expect(parameterProblem(name, value, mars), `${value}`).toBeUndefined();
    for (const value of bad) expect(parameterProblem(name, value, mars), `${value}`).toMatch(/, for example /);
  });
});
