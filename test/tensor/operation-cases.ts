// The operations that docs/operations.md lists, each with a call to check it by. Arguments that are whole numbers name
// places.
import { tf } from '../../src/tensor/tfjs.js';
import { awayFromZero, indices, normals, positives, wholeNumbers } from './arrays.js';
import type { TensorFunction } from './both-engines.js';
import { type KernelCase, kernelCase, positive, type Values } from './kernel-case.js';

export type OperationGroups = Readonly<Record<string, readonly KernelCase[]>>;

type Unary = (x: tf.Tensor) => tf.Tensor;
type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** In (-0.6, 0.6). */
const fractions: Values = (shape, seed) => {
  const { data } = normals(shape, seed);
  return { shape, data: data.map((value) => 0.6 * Math.sin(value)) };
};

/** In [2.2, 4.2). */
const aboveOne: Values = (shape, seed) => ({ shape, data: positives(shape, seed).data.map((value) => value + 2) });

function unary(values: Values, functions: Readonly<Record<string, Unary>>): KernelCase[] {
  return Object.entries(functions).map(([name, fn]) => kernelCase(name, [values([2, 3])], fn as TensorFunction));
}

function binary(values: Values, functions: Readonly<Record<string, Binary>>): KernelCase[] {
  return Object.entries(functions).map(([name, fn]) =>
    kernelCase(name, [values([2, 3], 1), values([3], 2)], fn as TensorFunction),
  );
}

/** One image of two channels. */
const image = normals([1, 4, 3, 2]);
const four = (x: tf.Tensor | undefined): tf.Tensor4D => x as tf.Tensor4D;
const filter = normals([3, 2, 2, 2], 2);

const elementwise: readonly KernelCase[] = [
  ...unary(normals, {
    exp: tf.exp,
    expm1: tf.expm1,
    sin: tf.sin,
    cos: tf.cos,
    sinh: tf.sinh,
    cosh: tf.cosh,
    asinh: tf.asinh,
    atan: tf.atan,
    erf: tf.erf,
    square: tf.square,
    neg: tf.neg,
    clone: tf.clone,
  }),
  ...unary(fractions, { tan: tf.tan, asin: tf.asin, acos: tf.acos, atanh: tf.atanh }),
  ...unary(aboveOne, { acosh: tf.acosh }),
  ...unary(positives, {
    log: tf.log,
    log1p: tf.log1p,
    sqrt: tf.sqrt,
    rsqrt: tf.rsqrt,
    reciprocal: tf.reciprocal,
  }),
  ...unary(awayFromZero, {
    abs: tf.abs,
    sign: tf.sign,
    step: (x) => tf.step(x),
    clipByValue: (x) => tf.clipByValue(x, -0.4, 4),
    floor: (x) => tf.floor(tf.mul(x, 0.3)),
    ceil: (x) => tf.ceil(tf.mul(x, 0.3)),
    round: (x) => tf.round(tf.mul(x, 0.3)),
    isNaN: tf.isNaN,
    isInf: tf.isInf,
    isFinite: tf.isFinite,
    cast: (x) => tf.cast(x, 'int32'),
  }),
];

const activations: readonly KernelCase[] = [
  ...unary(normals, {
    sigmoid: tf.sigmoid,
    logSigmoid: tf.logSigmoid,
    tanh: tf.tanh,
    softplus: tf.softplus,
    softmax: (x) => tf.softmax(x),
    logSoftmax: (x) => tf.logSoftmax(x),
  }),
  ...unary(awayFromZero, {
    relu: tf.relu,
    relu6: tf.relu6,
    leakyRelu: (x) => tf.leakyRelu(x),
    elu: tf.elu,
    selu: tf.selu,
  }),
  ...binary(awayFromZero, { prelu: tf.prelu }),
];

const binaries: readonly KernelCase[] = [
  ...binary(normals, { add: tf.add, sub: tf.sub, mul: tf.mul, squaredDifference: tf.squaredDifference }),
  kernelCase('addN', [normals([2, 3], 1), normals([2, 3], 2)], (a, b) => tf.addN([a!, b!])),
  ...binary(positives, {
    div: (a, b) => tf.div(a, tf.add(b, 1)),
    divNoNan: (a, b) => tf.divNoNan(a, tf.add(b, 1)),
    pow: tf.pow,
    atan2: (a, b) => tf.atan2(a, tf.add(b, 1)),
  }),
  ...binary(normals, {
    maximum: (a, b) => tf.maximum(tf.mul(a, 9), b),
    minimum: (a, b) => tf.minimum(tf.mul(a, 9), b),
    where: (a, b) => tf.where(tf.tensor1d([1, 0, 1], 'bool'), a, b),
    mod: (a, b) => tf.mod(a, tf.add(tf.square(b), 9)),
    floorDiv: (a, b) => tf.floorDiv(tf.mul(a, 9), b),
    equal: tf.equal,
    notEqual: tf.notEqual,
    less: tf.less,
    lessEqual: tf.lessEqual,
    greater: tf.greater,
    greaterEqual: tf.greaterEqual,
    logicalAnd: (a, b) => tf.logicalAnd(positive(a), positive(b)),
    logicalOr: (a, b) => tf.logicalOr(positive(a), positive(b)),
    logicalNot: (a) => tf.logicalNot(positive(a)),
    logicalXor: (a, b) => tf.logicalXor(positive(a), positive(b)),
  }),
];

const products: readonly KernelCase[] = [
  kernelCase('matMul', [normals([2, 3], 1), normals([3, 2], 2)], (a, b) => tf.matMul(a!, b!)),
  kernelCase('dot', [normals([3], 1), normals([3], 2)], (a, b) => tf.dot(a!, b!)),
  kernelCase('outerProduct', [normals([2], 1), normals([3], 2)], (a, b) =>
    tf.outerProduct(a as tf.Tensor1D, b as tf.Tensor1D),
  ),
  kernelCase('einsum', [normals([2, 3], 1), normals([3, 2], 2)], (a, b) => tf.einsum('ij,jk->ik', a!, b!)),
  kernelCase('norm', [normals([2, 3])], (x) => tf.norm(x!, 'euclidean', 1)),
  kernelCase('linalg.bandPart', [normals([3, 3])], (x) => tf.linalg.bandPart(x as tf.Tensor2D, 1, 0)),
  kernelCase('linalg.qr', [normals([3, 2])], (x) => tf.linalg.qr(x!)[1]),
  kernelCase('linalg.gramSchmidt', [normals([2, 3])], (x) => tf.linalg.gramSchmidt(x as tf.Tensor2D)),
  kernelCase('fused.matMul', [normals([2, 3], 1), normals([3, 2], 2), normals([2], 3)], (a, b, bias) =>
    tf.fused.matMul({ a: a!, b: b!, bias, activation: 'sigmoid' }),
  ),
];

const convolutions: readonly KernelCase[] = [
  kernelCase('conv1d', [normals([1, 5, 2]), normals([3, 2, 2], 2)], (x, weights) =>
    tf.conv1d(x as tf.Tensor3D, weights as tf.Tensor3D, 1, 'same'),
  ),
  kernelCase('conv2d', [image, filter], (x, weights) => tf.conv2d(four(x), four(weights), 2, 'same')),
  kernelCase('conv2d, dilated', [image, filter], (x, weights) =>
    tf.conv2d(four(x), four(weights), 1, 'same', 'NHWC', 2),
  ),
  kernelCase('conv2dTranspose', [normals([1, 2, 2, 2]), filter], (x, weights) =>
    tf.conv2dTranspose(four(x), four(weights), [1, 4, 3, 2], 2, 'same'),
  ),
  kernelCase('depthwiseConv2d', [image, filter], (x, weights) => tf.depthwiseConv2d(four(x), four(weights), 1, 'same')),
  kernelCase('separableConv2d', [image, filter, normals([1, 1, 4, 2], 3)], (x, depth, point) =>
    tf.separableConv2d(four(x), four(depth), four(point), 1, 'same'),
  ),
  kernelCase('conv3d', [normals([1, 2, 3, 2, 1]), normals([2, 2, 2, 1, 1], 2)], (x, weights) =>
    tf.conv3d(x as tf.Tensor5D, weights as tf.Tensor5D, 1, 'same'),
  ),
  kernelCase('fused.conv2d', [image, filter, normals([2], 3)], (x, weights, bias) =>
    tf.fused.conv2d({ x: four(x), filter: four(weights), strides: 1, pad: 'same', bias, activation: 'sigmoid' }),
  ),
  kernelCase('fused.depthwiseConv2d', [image, filter, normals([4], 3)], (x, weights, bias) =>
    tf.fused.depthwiseConv2d({
      x: four(x),
      filter: four(weights),
      strides: 1,
      pad: 'same',
      bias,
      activation: 'sigmoid',
    }),
  ),
];

const images: readonly KernelCase[] = [
  kernelCase('avgPool', [image], (x) => tf.avgPool(four(x), [2, 3], 2, 'same')),
  kernelCase('maxPool', [image], (x) => tf.maxPool(four(x), 2, 2, 'same')),
  kernelCase('maxPoolWithArgmax', [image], (x) => tf.maxPoolWithArgmax(four(x), 2, 2, 'same').result),
  kernelCase('batchNorm', [image, normals([2], 2), positives([2], 3), normals([2], 4), normals([2], 5)], (x, ...rest) =>
    tf.batchNorm(four(x), ...(rest as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D])),
  ),
  kernelCase('moments', [image], (x) => tf.moments(x!, [0, 1, 2]).variance),
  kernelCase('image.resizeBilinear', [image], (x) => tf.image.resizeBilinear(four(x), [6, 3])),
  kernelCase('image.resizeNearestNeighbor', [image], (x) => tf.image.resizeNearestNeighbor(four(x), [6, 3])),
  kernelCase('depthToSpace', [normals([1, 2, 3, 4])], (x) => tf.depthToSpace(four(x), 2)),
  kernelCase('spaceToBatchND', [normals([1, 4, 2, 1])], (x) =>
    tf.spaceToBatchND(
      x!,
      [2, 2],
      [
        [0, 0],
        [0, 0],
      ],
    ),
  ),
  kernelCase('batchToSpaceND', [normals([4, 2, 1, 1])], (x) =>
    tf.batchToSpaceND(
      x!,
      [2, 2],
      [
        [0, 0],
        [0, 0],
      ],
    ),
  ),
  kernelCase('localResponseNormalization', [image], (x) => tf.localResponseNormalization(four(x))),
];

const reductions: readonly KernelCase[] = [
  ...unary(normals, {
    sum: (x) => tf.sum(x, 1),
    mean: (x) => tf.mean(x, 1),
    prod: (x) => tf.prod(x, 1),
    max: (x) => tf.max(x, 1),
    min: (x) => tf.min(x, 1),
    logSumExp: (x) => tf.logSumExp(x, 1),
    all: (x) => tf.all(positive(x), 1),
    any: (x) => tf.any(positive(x), 1),
    argMax: (x) => tf.argMax(x, 1),
    argMin: (x) => tf.argMin(x, 1),
    cumsum: (x) => tf.cumsum(x, 1),
    cumprod: (x) => tf.cumprod(x, 1),
    topk: (x) => tf.topk(x, 2).values,
  }),
];

const structure: readonly KernelCase[] = [
  ...unary(normals, {
    reshape: (x) => tf.reshape(x, [3, 2]),
    expandDims: (x) => tf.expandDims(x, 1),
    squeeze: (x) => tf.squeeze(tf.expandDims(x, 1)),
    transpose: (x) => tf.transpose(x),
    concat: (x) => tf.concat([x, tf.ones([2, 1])], 1),
    stack: (x) => tf.stack([x, x], 1),
    unstack: (x) => tf.unstack(x, 1)[1]!,
    split: (x) => tf.split(x, [1, 2], 1)[1]!,
    slice: (x) => tf.slice(x, [0, 1], [2, 2]),
    stridedSlice: (x) => tf.stridedSlice(x, [0, 0], [2, 3], [1, 2]),
    reverse: (x) => tf.reverse(x, 1),
    pad: (x) =>
      tf.pad(x, [
        [1, 0],
        [0, 2],
      ]),
    mirrorPad: (x) =>
      tf.mirrorPad(
        x,
        [
          [1, 0],
          [2, 1],
        ],
        'reflect',
      ),
    tile: (x) => tf.tile(x, [2, 2]),
    broadcastTo: (x) => tf.broadcastTo(x, [2, 2, 3]),
    diag: (x) => tf.diag(x),
    onesLike: tf.onesLike,
    zerosLike: tf.zerosLike,
  }),
];

const gathers: readonly KernelCase[] = [
  kernelCase('gather', [normals([4, 2]), indices([3], 4)], (x, at) => tf.gather(x!, at!)),
  kernelCase('gather, batchDims', [normals([2, 4]), indices([2, 3], 4)], (x, at) => tf.gather(x!, at!, 1, 1)),
  kernelCase('gatherND', [normals([3, 3]), indices([2, 2], 3)], (x, at) => tf.gatherND(x!, at!)),
  kernelCase('scatterND', [normals([4]), indices([4, 1], 3)], (x, at) => tf.scatterND(at!, x!, [3])),
  kernelCase('tensorScatterUpdate', [normals([4]), normals([2], 2)], (x, values) =>
    tf.tensorScatterUpdate(tf.neg(x!), tf.tensor2d([3, 1], [2, 1], 'int32'), values!),
  ),
  kernelCase('unsortedSegmentSum', [normals([4, 2]), indices([4], 3)], (x, at) =>
    tf.unsortedSegmentSum(x!, at as tf.Tensor1D, 3),
  ),
  kernelCase('oneHot', [indices([4], 3)], (at) => tf.oneHot(at!, 3, 1, 0, 'float32')),
];

const creations: readonly KernelCase[] = [
  kernelCase('zeros, ones, fill', [], () => tf.fill([2, 3], 1.5)),
  kernelCase('range', [], () => tf.range(0, 5)),
  kernelCase('linspace', [], () => tf.linspace(0, 1, 5)),
  kernelCase('eye', [], () => tf.eye(3)),
];

const networks: readonly KernelCase[] = [
  kernelCase(
    'basicLSTMCell',
    [normals([3, 8], 1), normals([8], 2), normals([1, 1], 3), normals([1, 2], 4), normals([1, 2], 5)],
    (kernel, bias, x, c, h) => {
      const [cell, output] = tf.basicLSTMCell(
        tf.scalar(1),
        kernel as tf.Tensor2D,
        bias as tf.Tensor1D,
        x as tf.Tensor2D,
        c as tf.Tensor2D,
        h as tf.Tensor2D,
      );
      return tf.add(cell, output);
    },
  ),
  kernelCase('losses.softmaxCrossEntropy', [normals([2, 3])], (x) =>
    tf.losses.softmaxCrossEntropy(tf.tensor2d([1, 0, 0, 0, 0, 1], [2, 3]), x!),
  ),
  kernelCase('losses.meanSquaredError', [normals([2, 3], 1), normals([2, 3], 2)], (a, b) =>
    tf.losses.meanSquaredError(a!, b!),
  ),
  kernelCase('losses.huberLoss', [normals([2, 3], 1), normals([2, 3], 2)], (a, b) => tf.losses.huberLoss(a!, b!)),
  kernelCase('losses.sigmoidCrossEntropy', [normals([2, 3])], (x) =>
    tf.losses.sigmoidCrossEntropy(tf.tensor2d([1, 0, 0, 0, 0, 1], [2, 3]), x!),
  ),
  kernelCase('spectral.fft', [normals([4])], (x) => tf.real(tf.spectral.fft(tf.complex(x!, tf.zerosLike(x!))))),
  kernelCase('whole numbers: add, mul, div, mod', [wholeNumbers([6], 1), wholeNumbers([6], 2)], (a, b) =>
    tf.addN([tf.add(a!, b!), tf.mul(a!, b!), tf.div(a!, b!), tf.mod(a!, b!)]),
  ),
];

export const operationGroups: OperationGroups = {
  'Elementwise, of one tensor': elementwise,
  Activations: activations,
  'Elementwise, of two tensors with broadcasting': binaries,
  'Linear algebra': products,
  Convolutions: convolutions,
  Images: images,
  'Reductions and scans': reductions,
  Structure: structure,
  'Gathering and scattering': gathers,
  Creation: creations,
  Compositions: networks,
};
