// The LSTM's view of a simulation: frames of mask, time step, time, parameters and latent, in windows that end at a
// frame.

import { parameterInputs, timeInput } from '../predictor-inputs.js';
import type { PredictorInputs } from '../trained-predictor.js';
import { frameSize, type LstmPredictorShape } from './network.js';

/** What a window is made of: a sequence of normalized latents with its times and parameters. */
export interface LatentSequence {
  /** s. */
  readonly times: ArrayLike<number>;
  /** Normalized, as inputs. */
  readonly parameters: Float32Array;
  /** (time, latents), normalized. Only frames up to the window's last are read. */
  readonly latents: Float32Array;
}

/** Brings a simulation's parameters to network inputs. */
export function latentSequence(
  inputs: PredictorInputs,
  parameters: Readonly<Record<string, number>>,
  times: ArrayLike<number>,
  latents: Float32Array,
): LatentSequence {
  return { times, parameters: parameterInputs(inputs, parameters), latents };
}

/**
 * Writes the window that ends at frame `last` into `target` at `offset`: window × frame size numbers, oldest first.
 * Frames before the first repeat it, with mask 0. Each frame holds the time step to the next.
 */
export function writeWindow(
  sequence: LatentSequence,
  last: number,
  shape: LstmPredictorShape,
  inputs: PredictorInputs,
  longestTimeStep: number,
  target: Float32Array,
  offset: number,
): void {
  const size = frameSize(shape);
  for (let slot = 0; slot < shape.window; slot++) {
    const frame = last - shape.window + 1 + slot;
    const source = Math.max(0, frame);
    const start = offset + slot * size;
    const step = sequence.times[source + 1]! - sequence.times[source]!;
    target[start] = frame < 0 ? 0 : 1;
    target[start + 1] = step / longestTimeStep;
    target[start + 2] = timeInput(inputs, sequence.times[source]!);
    target.set(sequence.parameters, start + 3);
    const latent = sequence.latents.subarray(source * shape.latents, (source + 1) * shape.latents);
    target.set(latent, start + 3 + shape.parameters);
  }
}
