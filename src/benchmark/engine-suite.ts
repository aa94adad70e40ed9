// The engine suite: the networks that Tharsis trains, at the sizes of the papers.
import { deepAutoencoder, paperAutoencoder } from './cases/autoencoders.js';
import { nice } from './cases/nice.js';
import { paperPredictors } from './cases/predictors.js';
import type { TrainingCase } from './training-case.js';

/** The cases, in the order in which they are shown. */
export function engineSuite(): readonly TrainingCase[] {
  return [paperAutoencoder(64), paperAutoencoder(16), deepAutoencoder(), ...paperPredictors(), nice()];
}
