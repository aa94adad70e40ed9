// Gradients of zero: for piecewise constant functions and for indices. TensorFlow.js has none
// for most of these, and then refuses to differentiate a gradient that chooses by a comparison (max, where, leakyRelu,
// ...); for indices it offers whole numbers, which it then refuses itself; and floorDiv it takes for a quotient.
import type * as Tfjs from '@tensorflow/tfjs-core';

const binary = [
  'Equal',
  'FloorDiv',
  'Greater',
  'GreaterEqual',
  'Less',
  'LessEqual',
  'LogicalAnd',
  'LogicalOr',
  'NotEqual',
];
const unary = ['All', 'Any', 'ArgMax', 'ArgMin', 'IsFinite', 'IsInf', 'IsNan', 'LogicalNot'];

export function registerPiecewiseConstantGradients(tf: typeof Tfjs): void {
  const zeros = (tensor: Tfjs.Tensor) => (): Tfjs.Tensor => tf.fill(tensor.shape, 0, 'float32');
  for (const kernelName of binary) {
    tf.registerGradient({
      kernelName,
      inputsToSave: ['a', 'b'],
      gradFunc: (_, [a, b]) => ({ a: zeros(a!), b: zeros(b!) }),
    });
  }
  for (const kernelName of unary) {
    tf.registerGradient({ kernelName, inputsToSave: ['x'], gradFunc: (_, [x]) => ({ x: zeros(x!) }) });
  }
  const places = { GatherV2: 'indices', UnsortedSegmentSum: 'segmentIds' };
  for (const [kernelName, input] of Object.entries(places)) {
    const original = tf.getGradient(kernelName);
    const position = original.inputsToSave!.indexOf(input);
    tf.registerGradient({
      ...original,
      gradFunc: (dy, saved, attributes) => ({
        ...original.gradFunc(dy, saved, attributes),
        [input]: zeros(saved[position]!),
      }),
    });
  }
}
