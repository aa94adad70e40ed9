// What fitting the processes leaves.
import type { NdArray } from '../../../foundation/nd-array.js';
import type { Kernel } from '../../../statistics/gaussian-process.js';
import type { Scaling } from '../../../training/scaling.js';
import type { TrainedPredictor } from '../trained-predictor.js';

/** One Gaussian process: the coefficient of one mode, in standard deviations. Points are those of the training. */
export interface CoefficientProcess {
  readonly kernel: Kernel;
  /** (points). */
  readonly weights: readonly number[];
  /** Standard deviation of the coefficient over the training simulations. */
  readonly scale: number;
}

export interface TrainedGaussianProcess extends TrainedPredictor {
  readonly shape: { readonly latents: number; readonly parameters: number };
  /** Of normalized latents: the mean evolution (time, latents), the modes (mode, time × latents). */
  readonly parameters: { readonly mean: NdArray; readonly modes: NdArray };
  /** Of latents, (latents). */
  readonly latents: Scaling<NdArray>;
  /** s: of the evolutions; between them latents are interpolated, beyond them held. */
  readonly times: readonly number[];
  /** (points, parameters), normalized. */
  readonly points: readonly (readonly number[])[];
  readonly processes: readonly CoefficientProcess[];
}
