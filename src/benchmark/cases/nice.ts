// A NICE flow (Dinh et al. 2014, arXiv 1410.8516) at the size of lattice field theory (Nicoli et al. 2021, arXiv
// 2007.07115): six additive couplings, each a tanh network of five layers of 1000, on 128 sites, batch 2000. The loss
// is the reverse Kullback-Leibler divergence to free Gaussian fields, up to a constant; additive couplings keep
// volumes.
import type { NdArray } from '../../foundation/nd-array.js';
import { applyDense, type DenseParameters, denseInit } from '../../nets/dense.js';
import { tf } from '../../tensor/tfjs.js';
import { normalArray } from '../normal-array.js';
import { stepFlops, type TrainingCase } from '../training-case.js';

const COUPLINGS = 6;
const SITES = 128;
const WIDTHS = [SITES / 2, 1000, 1000, 1000, 1000, 1000, SITES / 2] as const;

type Coupling<Leaf> = readonly DenseParameters<Leaf>[];

export function nice(): TrainingCase {
  const batchSize = 2000;
  const steps = WIDTHS.slice(1).map((width, layer) => batchSize * WIDTHS[layer]! * width);
  const layers = Array.from({ length: COUPLINGS }, (_, coupling) =>
    steps.map((multiplyAdds, layer) => ({ multiplyAdds, isFirst: coupling === 0 && layer === 0 })),
  ).flat();
  return {
    name: 'nice-128',
    batchSize,
    flops: stepFlops(layers),
    initial: (stream): Coupling<NdArray>[] =>
      Array.from({ length: COUPLINGS }, (_, coupling) =>
        WIDTHS.slice(1).map((width, layer) =>
          denseInit(stream.child(`coupling ${coupling} layer ${layer}`), WIDTHS[layer]!, width, 'tanh'),
        ),
      ),
    batch: (stream) => ({ noise: normalArray(stream, [batchSize, SITES]) }),
    loss: (parameters, { noise }) => {
      let [kept, moved] = tf.split(noise!, 2, 1) as [tf.Tensor, tf.Tensor];
      for (const coupling of parameters as Coupling<tf.Tensor>[]) {
        // Halves change places, so that each moves in turn.
        [kept, moved] = [tf.add(moved, shiftOf(coupling, kept)), kept];
      }
      const action = tf.mul(0.5, tf.sum(tf.square(tf.concat([kept, moved], 1)), 1));
      return tf.mean(action);
    },
  };
}

function shiftOf(coupling: Coupling<tf.Tensor>, kept: tf.Tensor): tf.Tensor {
  let current = kept;
  for (const [layer, parameters] of coupling.entries()) {
    const before = applyDense(parameters, current);
    current = layer === coupling.length - 1 ? before : tf.tanh(before);
  }
  return current;
}
