// What the LSTM starts from where the training simulations started from a file, which a model does not hold.
import { expect, it } from 'vitest';
import { resolveEvolution } from '../../src/convection/evolution/evolution-config.js';
import { predictEvolution } from '../../src/query/prediction.js';
import type { Surrogate } from '../../src/surrogate/surrogate.js';
import { exampleParameters as parameters } from '../convection/example-parameters.js';

const ranges = Object.entries(parameters).map(([name, value]) => [
  name,
  { minimum: value, maximum: 2 * value, unit: '1', scale: 'linear' },
]);

it('is asked for, and not made up', async () => {
  const description = {
    name: 'model',
    grid: { r: [1, 2], phi: [0.1, 0.2] },
    times: [0, 1],
    parameters: Object.fromEntries(ranges),
    evolution: resolveEvolution({ initialState: { file: 'start.csv' } }),
  };
  const model = {
    description,
    predictors: { lstm: { inputs: { logarithmic: [] } }, fnn: { inputs: { logarithmic: [] } } },
  };
  await expect(
    predictEvolution({ model } as unknown as Surrogate, { parameters, predictor: 'lstm' }),
  ).rejects.toMatchObject({
    code: 'predict-initial-field',
    message: 'the training simulations of this model start from start.csv, which the model does not hold',
    remedy: expect.stringContaining('--initial-field FILE'),
  });
});
