// The predictors that a pipeline may name, one line each.
import { TharsisError } from '../../foundation/errors.js';
import { suggestion } from '../../foundation/nearest-name.js';
import { fnn } from './fnn/index.js';
import { gaussianProcess } from './gaussian-process/index.js';
import { lstm } from './lstm/index.js';
import type { Predictor } from './predictor.js';

export const predictors = {
  fnn,
  lstm,
  'gaussian-process': gaussianProcess,
};

export type PredictorName = keyof typeof predictors;

export const predictorNames = Object.keys(predictors) as [PredictorName, ...PredictorName[]];

/** The default: the two predictors of the paper. */
export const defaultPredictors: readonly PredictorName[] = ['fnn', 'lstm'];

/** @throws TharsisError `predictor-unknown` */
export function predictorNamed(name: string): Predictor {
  const known: Readonly<Record<string, Predictor>> = predictors;
  if (Object.hasOwn(known, name)) return known[name]!;
  throw new TharsisError('predictor-unknown', `unknown predictor '${name}'`, suggestion(name, predictorNames));
}
