// What training a predictor leaves: plain data and arrays, as model folders hold them.
import type { NdArray } from '../../foundation/nd-array.js';
import type { Scaling } from '../../training/scaling.js';
import type { TrainingRecord } from '../trained-file.js';

/** A trained predictor: plain data and arrays. */
export interface TrainedPredictor extends TrainingRecord {
  readonly shape: { readonly latents: number };
  /** A tree of arrays. */
  readonly parameters: unknown;
  /** How time and parameters become inputs. */
  readonly inputs: PredictorInputs;
}

export type SimulationParameters = Readonly<Record<string, number>>;

/** How time (s) and parameters (SI) become inputs. The scalings belong to time and to the transformed parameters. */
export interface PredictorInputs {
  readonly parameterNames: readonly string[];
  /** Those whose decadic logarithm is taken. */
  readonly logarithmic: readonly string[];
  readonly time: { readonly offset: number; readonly scale: number };
  readonly parameters: Scaling<NdArray>;
}
