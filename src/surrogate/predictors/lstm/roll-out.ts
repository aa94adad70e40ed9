// The LSTM used autoregressively: from the first latent alone it predicts the second, from both the third, and so on.
import { type NdArray, ndArray } from '../../../foundation/nd-array.js';
import { constants } from '../../../tensor/constants.js';
import type { Compiled } from '../../../tensor/engine.js';
import type { tf } from '../../../tensor/tfjs.js';
import { normalizeRow } from '../../../training/normalization.js';
import { applyLstmPredictor, frameSize } from './network.js';
import type { TrainedLstm } from './training.js';
import { latentSequence, writeWindow } from './window.js';

/** The graph of one step: normalized windows (batch, window, frame size) → normalized latents (batch, latents). */
export function lstmStep(lstm: TrainedLstm): (windows: tf.Tensor) => tf.Tensor {
  return (windows) => applyLstmPredictor(constants(lstm.parameters), lstm.shape, windows);
}

/** Tolerance as a fraction of a step: times are rounded. */
const ROUNDING = 1e-9;

/** Maximum number of frames between two times beyond the training range: bounds the cost of a distant time. */
const EXTRA_FRAMES = 1000;

/**
 * The times of a roll-out, and those of `wanted` that come after their end, with frames between them so that no step is
 * longer than the network knows (a thousand of them at most).
 *
 * @param longestTimeStep of the training, in the same unit as the times
 */
export function extendedTimes(
  times: ArrayLike<number>,
  wanted: ArrayLike<number>,
  longestTimeStep: number,
): Float64Array {
  const extended = Array.from(times);
  const later = new Set(Array.from(wanted).filter((time) => time > times[times.length - 1]!));
  for (const time of [...later].sort((a, b) => a - b)) {
    const start = extended[extended.length - 1]!;
    const steps = Math.min(EXTRA_FRAMES, Math.ceil((time - start) / longestTimeStep - ROUNDING));
    for (let step = 1; step < steps; step++) extended.push(start + ((time - start) * step) / steps);
    extended.push(time);
  }
  return Float64Array.from(extended);
}

/**
 * Rolls the LSTM out over given times.
 *
 * @param step the compiled graph of `lstmStep`
 * @param first latent of the first frame, as the encoder gives it
 * @param times s, at least two
 * @returns (time, latents), as the encoder would give them; the first row is `first`
 */
export async function rollOut(
  lstm: TrainedLstm,
  step: Compiled<[tf.Tensor], tf.Tensor>,
  parameters: Readonly<Record<string, number>>,
  first: Float32Array,
  times: ArrayLike<number>,
): Promise<Float32Array> {
  const { shape, inputs, longestTimeStep } = lstm;
  const latents = new Float32Array(times.length * shape.latents);
  latents.set(normalizeRow(lstm.latents, first));
  const sequence = latentSequence(inputs, parameters, times, latents);
  const size = frameSize(shape);
  for (let last = 0; last < times.length - 1; last++) {
    const window = new Float32Array(shape.window * size);
    writeWindow(sequence, last, shape, inputs, longestTimeStep, window, 0);
    const { data } = await step.run(ndArray([1, shape.window, size], window));
    latents.set(data as Float32Array, (last + 1) * shape.latents);
  }
  return denormalized(latents, lstm.latents);
}

function denormalized(latents: Float32Array, { offset, scale }: { offset: NdArray; scale: NdArray }): Float32Array {
  const size = offset.data.length;
  return latents.map((value, index) => value * scale.data[index % size]! + offset.data[index % size]!);
}
