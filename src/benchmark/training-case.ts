// A case of the engine suite: a network, a batch, a loss. What is timed is a whole training step: loss, gradient, Adam.
import type { NdArray } from '../foundation/nd-array.js';
import type { RandomStream } from '../foundation/random-stream.js';
import type { Tensors } from '../tensor/array-tree.js';
import type { tf } from '../tensor/tfjs.js';

/** A network with its batch and its loss. `Parameters` is a tree of arrays. */
export interface TrainingCase<Parameters = unknown> {
  readonly name: string;
  /** Samples a step. */
  readonly batchSize: number;
  /** Floating-point operations of a step's matrix products and convolutions, forward and backward; see `stepFlops`. */
  readonly flops: number;
  initial(stream: RandomStream): Parameters;
  batch(stream: RandomStream): Readonly<Record<string, NdArray>>;
  loss(parameters: Tensors<Parameters>, batch: Readonly<Record<string, tf.Tensor>>): tf.Scalar;
}

/** Multiply-adds of a layer's forward pass; the first layer needs no gradient of its input. */
export interface LayerWork {
  readonly multiplyAdds: number;
  readonly isFirst?: boolean;
}

/**
 * Two operations a multiply-add, for the output, the gradient of the weights and (but for the first layer) of the
 * input.
 */
export function stepFlops(layers: readonly LayerWork[]): number {
  return layers.reduce((sum, { multiplyAdds, isFirst }) => sum + 2 * multiplyAdds * (isFirst ? 2 : 3), 0);
}
