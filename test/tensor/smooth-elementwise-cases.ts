// The table of higher derivatives: elementwise operations.
import { tf } from '../../src/tensor/tfjs.js';
import { type KernelTable, kernelCase, type Values } from './kernel-case.js';
import { apart, between, curved, eitherSide, gentle } from './smooth-case.js';

type Unary = (x: tf.Tensor) => tf.Tensor;
type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const unary = (values: Values, fn: Unary) => [kernelCase('[2,3]', [values([2, 3])], (x) => fn(x!))];
const kinked = (fn: Unary) => [curved('[2,3]', [eitherSide([2, 3])], (x) => fn(x!))];
const both = (valuesA: Values, valuesB: Values, fn: Binary) => [
  kernelCase('of equal shapes', [valuesA([2, 2], 1), valuesB([2, 2], 2)], (a, b) => fn(a!, b!)),
  kernelCase('broadcasting', [valuesA([2, 1], 1), valuesB([3], 2)], (a, b) => fn(a!, b!)),
  kernelCase('broadcasting the second', [valuesA([2, 2], 1), valuesB([], 2)], (a, b) => fn(a!, b!)),
];
const curvedBoth = (valuesA: Values, valuesB: Values, fn: Binary) => [
  curved('of equal shapes', [valuesA([2, 2], 1), valuesB([2, 2], 2)], (a, b) => fn(a!, b!)),
  curved('broadcasting', [valuesA([2, 1], 1), valuesB([3], 2)], (a, b) => fn(a!, b!)),
];

const upright = between(0.8, 2.2);
const small = between(-0.6, 0.6);

export const smoothElementwiseCases: KernelTable = {
  Abs: kinked(tf.abs),
  Acos: unary(small, tf.acos),
  Acosh: unary(between(1.8, 3), tf.acosh),
  Asin: unary(small, tf.asin),
  Asinh: unary(gentle, tf.asinh),
  Atan: unary(gentle, tf.atan),
  Atanh: unary(small, tf.atanh),
  Cast: [curved('to float32', [gentle([3])], (x) => tf.cast(x!, 'float32'))],
  ClipByValue: [curved('[2,3]', [apart([2, 3])], (x) => tf.clipByValue(x!, -0.38, 0.52))],
  Cos: unary(gentle, tf.cos),
  Cosh: unary(gentle, tf.cosh),
  Elu: unary(eitherSide, tf.elu),
  Erf: unary(gentle, tf.erf),
  Exp: unary(gentle, tf.exp),
  Expm1: unary(gentle, tf.expm1),
  Identity: [curved('clone', [gentle([3])], (x) => tf.clone(x!))],
  LeakyRelu: kinked((x) => tf.leakyRelu(x, 0.3)),
  Log: unary(upright, tf.log),
  Log1p: unary(between(0, 1.5), tf.log1p),
  Neg: [curved('[2,3]', [gentle([2, 3])], (x) => tf.neg(x!))],
  Reciprocal: unary(upright, tf.reciprocal),
  Relu: kinked(tf.relu),
  Relu6: [curved('[2,3]', [eitherSide([2, 3])], (x) => tf.relu6(tf.add(x!, tf.mul(3, tf.step(x!)))))],
  Rsqrt: unary(upright, tf.rsqrt),
  Selu: unary(eitherSide, tf.selu),
  Sigmoid: unary(gentle, tf.sigmoid),
  Sin: unary(gentle, tf.sin),
  Sinh: unary(gentle, tf.sinh),
  Softplus: unary(gentle, tf.softplus),
  Sqrt: unary(upright, tf.sqrt),
  Square: [curved('[2,3]', [gentle([2, 3])], (x) => tf.square(x!))],
  Tan: unary(small, tf.tan),
  Tanh: unary(gentle, tf.tanh),

  Add: curvedBoth(gentle, gentle, tf.add),
  AddN: [curved('of three', [gentle([3], 1), gentle([3], 2), gentle([3], 3)], (...all) => tf.addN(all))],
  Atan2: both(upright, eitherSide, tf.atan2),
  Maximum: curvedBoth(apart, gentle, (a, b) => tf.maximum(a, tf.sub(tf.mul(b, 0.01), 0.08))),
  Minimum: curvedBoth(apart, gentle, (a, b) => tf.minimum(a, tf.sub(tf.mul(b, 0.01), 0.08))),
  Mod: curvedBoth(between(1.9, 2.2), between(1.4, 1.6), tf.mod),
  Multiply: curvedBoth(gentle, gentle, tf.mul),
  Pow: [
    ...both(upright, upright, tf.pow),
    kernelCase('of numbers of both signs by constants', [eitherSide([2, 3])], (x) =>
      tf.addN([0, 1, 2, 3, 4].map((exponent) => tf.pow(x!, exponent))),
    ),
    kernelCase('of zero by constants', [between(0, 0)([2])], (x) =>
      tf.addN([0, 1, 2, 3, 4].map((exponent) => tf.pow(x!, tf.fill([2], exponent)))),
    ),
  ],
  Prelu: [
    curved('with slopes', [eitherSide([2, 3], 1), gentle([3], 2)], (x, alpha) => tf.prelu(x!, alpha!)),
    curved('with a slope for each number', [eitherSide([3], 1), gentle([2, 3], 2)], (x, alpha) => tf.prelu(x!, alpha!)),
  ],
  RealDiv: both(gentle, upright, tf.div),
  Select: [
    kernelCase('by a condition on the numbers themselves', [eitherSide([2, 3])], (x) =>
      tf.where(tf.greater(x!, 0), tf.sin(x!), tf.mul(x!, tf.square(x!))),
    ),
    curved('between two that broadcast', [gentle([3], 1), gentle([2, 1], 2)], (a, b) =>
      tf.where(tf.tensor([1, 0, 1], [3], 'bool'), a!, b!),
    ),
  ],
  SquaredDifference: [
    ...curvedBoth(gentle, gentle, tf.squaredDifference),
    ...both(gentle, gentle, (a, b) => tf.squaredDifference(tf.exp(a), b)),
  ],
  Sub: curvedBoth(gentle, gentle, tf.sub),
};
