// Functions whose gradients are checked: every differentiable operation that networks and surrogates use. Each takes
// tensors to a tensor; the checks weight its elements and sum them, so that every element counts differently.
import { tf } from '../../src/tensor/tfjs.js';
import { awayFromZero, normals, positives, wholeNumbers } from './arrays.js';
import { channelsFirst, type KernelCase, kernelCase, type Values } from './kernel-case.js';

const unary = (label: string, values: Values, fn: (x: tf.Tensor) => tf.Tensor): KernelCase[] => [
  kernelCase(label, [values([3, 4])], fn as KernelCase['fn']),
  kernelCase(`${label}, channels-first`, [values([2, 3, 2, 1])], (x) => fn(channelsFirst(x!))),
];

const binary = (label: string, values: Values, fn: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): KernelCase[] => [
  kernelCase(label, [values([3, 4], 1), values([3, 4], 2)], fn as KernelCase['fn']),
  kernelCase(`${label}, broadcasting`, [values([2, 3, 1], 1), values([4], 2)], fn as KernelCase['fn']),
  kernelCase(`${label}, channels-first with a bias`, [values([2, 2, 3, 1], 1), values([3], 2)], (a, b) =>
    fn(channelsFirst(a!), b!),
  ),
];

/** Functions that are differentiated twice; for most of them differentiable-gradients.ts replaces tfjs's gradient. */
export const twiceDifferentiableCases: readonly KernelCase[] = [
  ...unary('expm1', normals, tf.expm1),
  ...unary('softplus', normals, tf.softplus),
  ...unary('square', normals, tf.square),
  ...unary('log', positives, tf.log),
  ...unary('sqrt', positives, tf.sqrt),
  ...binary('mul', normals, tf.mul),
  ...binary('div', positives, (a, b) => tf.div(a, tf.add(b, 1))),
  ...unary('exp', normals, tf.exp),
  ...unary('tanh', normals, tf.tanh),
  ...unary('sigmoid', normals, tf.sigmoid),
  ...unary('elu', awayFromZero, tf.elu),
  ...unary('selu', awayFromZero, tf.selu),
];

const smoothCases: readonly KernelCase[] = [
  ...unary('log1p', positives, tf.log1p),
  ...unary('rsqrt', positives, tf.rsqrt),
  ...unary('reciprocal', positives, tf.reciprocal),
  ...unary('sin', normals, tf.sin),
  ...unary('cos', normals, tf.cos),
  ...unary('erf', normals, tf.erf),
  ...unary('neg', normals, tf.neg),
];

const kinkedCases: readonly KernelCase[] = [
  ...unary('abs', awayFromZero, tf.abs),
  ...unary('relu', awayFromZero, tf.relu),
  ...unary('leakyRelu', awayFromZero, (x) => tf.leakyRelu(x, 0.3)),
  ...unary('clipByValue', awayFromZero, (x) => tf.clipByValue(tf.mul(x, 3), -4, 5)),
  kernelCase('prelu', [awayFromZero([3, 4]), normals([4], 2)], (x, alpha) => tf.prelu(x!, alpha!)),
  kernelCase('maximum', [normals([3, 4], 1), positives([3, 4], 2)], (a, b) => tf.maximum(tf.mul(a!, 9), b!)),
  kernelCase('minimum', [normals([3, 4], 1), positives([3, 4], 2)], (a, b) => tf.minimum(tf.mul(a!, 9), b!)),
  kernelCase('max', [normals([3, 4])], (x) => tf.max(x!, 1)),
  kernelCase('min', [normals([3, 4])], (x) => tf.min(x!, 0)),
];

/** A condition that depends on no argument: tfjs cannot differentiate through one that does. */
function someOf(shape: number[]): tf.Tensor {
  const { data } = wholeNumbers(shape, 5);
  return tf.cast(
    tf.tensor(
      Int32Array.from(data, (value) => Math.abs(value % 2)),
      shape,
      'int32',
    ),
    'bool',
  );
}

const arithmeticCases: readonly KernelCase[] = [
  ...binary('add', normals, tf.add),
  ...binary('sub', normals, tf.sub),
  ...binary('pow', positives, tf.pow),
  kernelCase('squaredDifference', [normals([3, 4], 1), normals([3, 4], 2)], (a, b) => tf.squaredDifference(a!, b!)),
  ...binary('where', normals, (a, b) => {
    const product = tf.mul(a, b);
    return tf.where(someOf(product.shape), product, tf.add(a, b));
  }),
  kernelCase('addN', [normals([2, 3], 1), normals([2, 3], 2), normals([2, 3], 3)], (...all) => tf.addN(all)),
];

const reductionCases: readonly KernelCase[] = [
  ...[undefined, 0, [0, 2]].flatMap((axis) => [
    kernelCase(`sum over ${axis ?? 'all'}`, [normals([2, 3, 2])], (x) => tf.sum(x!, axis)),
    kernelCase(`mean over ${axis ?? 'all'}`, [normals([2, 3, 2])], (x) => tf.mean(x!, axis)),
    kernelCase(`mean over ${axis ?? 'all'}, kept`, [normals([2, 3, 2])], (x) => tf.mean(x!, axis, true)),
  ]),
  kernelCase('mean over an image', [normals([2, 3, 4, 1])], (x) => tf.mean(channelsFirst(x!), [1, 2])),
  kernelCase('softmax', [normals([2, 5])], (x) => tf.softmax(x!)),
  kernelCase('logSoftmax', [normals([2, 5])], (x) => tf.logSoftmax(x!)),
  kernelCase('cumsum', [normals([2, 5])], (x) => tf.cumsum(x!, 1, true, true)),
];

const structuralCases: readonly KernelCase[] = [
  kernelCase('reshape', [normals([2, 6])], (x) => tf.reshape(x!, [3, 4])),
  kernelCase('expandDims', [normals([2, 3])], (x) => tf.expandDims(x!, 1)),
  kernelCase('transpose', [normals([2, 3, 2])], (x) => tf.transpose(x!, [2, 0, 1])),
  kernelCase('slice', [normals([3, 4])], (x) => tf.slice(x!, [1, 0], [2, 3])),
  kernelCase('slice, channels-first', [normals([2, 3, 4, 1])], (x) =>
    tf.slice(channelsFirst(x!), [0, 1, 1, 1], [2, 2, 2, 2]),
  ),
  kernelCase('concat', [normals([2, 3], 1), normals([2, 2], 2)], (a, b) => tf.concat([a!, b!], 1)),
  kernelCase('stack', [normals([2, 3], 1), normals([2, 3], 2)], (a, b) => tf.stack([a!, b!], 1)),
  kernelCase('unstack', [normals([2, 3])], (x) => tf.unstack(x!, 1)[1]!),
  kernelCase('split', [normals([2, 5])], (x) => tf.mul(...(tf.split(x!, [2, 2, 1], 1).slice(0, 2) as Pair))),
  kernelCase('pad', [normals([2, 3])], (x) =>
    tf.pad(x!, [
      [1, 0],
      [0, 2],
    ]),
  ),
  kernelCase('tile', [normals([2, 3])], (x) => tf.tile(x!, [2, 2])),
  kernelCase('broadcastTo', [normals([2, 1])], (x) => tf.broadcastTo(x!, [3, 2, 4])),
  kernelCase('clone', [normals([3])], (x) => tf.clone(x!)),
];

type Pair = [tf.Tensor, tf.Tensor];

const productCases: readonly KernelCase[] = [
  ...[false, true].flatMap((first) =>
    [false, true].map((second) =>
      kernelCase(
        `matMul${first ? ', first transposed' : ''}${second ? ', second transposed' : ''}`,
        [normals(first ? [4, 3] : [3, 4], 1), normals(second ? [2, 4] : [4, 2], 2)],
        (a, b) => tf.matMul(a!, b!, first, second),
      ),
    ),
  ),
  kernelCase('matMul of batches', [normals([2, 3, 4], 1), normals([2, 4, 2], 2)], (a, b) => tf.matMul(a!, b!)),
  ...(['same', 'valid'] as const).flatMap((pad) =>
    ([1, 2, [2, 1]] as const).flatMap((stride) => [
      kernelCase(
        `conv2d, stride ${stride}, ${pad}`,
        [normals([2, 5, 4, 2], 1), normals([3, 2, 2, 3], 2)],
        (x, filter) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride as number, pad),
      ),
      kernelCase(
        `conv2dTranspose, stride ${stride}, ${pad}`,
        [normals([2, ...smaller(stride, pad), 3], 1), normals([3, 2, 2, 3], 2)],
        (x, filter) => tf.conv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, [2, 5, 4, 2], stride as number, pad),
      ),
    ]),
  ),
];

/** The height and width that an image of 5 by 4 becomes under a filter of 3 by 2. */
function smaller(stride: number | readonly [number, number], pad: 'same' | 'valid'): readonly number[] {
  return tf.backend_util.computeConv2DInfo([1, 5, 4, 1], [3, 2, 1, 1], stride as number, 1, pad).outShape.slice(1, 3);
}

const gatherCases: readonly KernelCase[] = [0, 1].map((axis) =>
  kernelCase(`gather along ${axis}`, [normals([3, 3])], (x) => tf.gather(x!, tf.tensor1d([2, 0, 2, 1], 'int32'), axis)),
);

export const gradientCases: readonly KernelCase[] = [
  ...twiceDifferentiableCases,
  ...smoothCases,
  ...kinkedCases,
  ...arithmeticCases,
  ...reductionCases,
  ...structuralCases,
  ...productCases,
  ...gatherCases,
];
