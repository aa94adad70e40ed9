// The kernel table's elementwise rows.
import { tf } from '../../src/tensor/tfjs.js';
import { normals, positives, wholeNumbers } from './arrays.js';
import {
  binaryCases,
  channelsFirst,
  type KernelTable,
  kernelCase,
  positive,
  unaryCases,
  wholeBinaryCases,
  wholeUnaryCases,
} from './kernel-case.js';

const smooth: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  Asinh: tf.asinh,
  Atan: tf.atan,
  Ceil: tf.ceil,
  Cos: tf.cos,
  Cosh: tf.cosh,
  Elu: tf.elu,
  Erf: tf.erf,
  Floor: tf.floor,
  Relu6: tf.relu6,
  Selu: tf.selu,
  Sigmoid: tf.sigmoid,
  Sin: tf.sin,
  Sinh: tf.sinh,
  Softplus: tf.softplus,
  Tanh: tf.tanh,
};

const ofPositives: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  Acosh: (x) => tf.acosh(tf.add(x, 1)),
  Log: tf.log,
  Reciprocal: tf.reciprocal,
  Rsqrt: tf.rsqrt,
  Sqrt: tf.sqrt,
};

/** On numbers between -1 and 1. */
const ofFractions: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  Acos: tf.acos,
  Asin: tf.asin,
  Atanh: tf.atanh,
  Tan: tf.tan,
};

/** Halves between whole numbers, and what lies beside them. */
const halves = { shape: [8], data: Float32Array.of(-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 1.4, -3.6) };

const exceptional = { shape: [5], data: Float32Array.of(0, Number.NaN, Infinity, -Infinity, 3.5) };

/** Numbers of all signs, with zeros among them. */
const quadrants = [
  { shape: [8], data: Float32Array.of(0, 0, 1, -1, 2, 2, -2, -2) },
  { shape: [8], data: Float32Array.of(1, -1, 0, 0, 3, -3, 3, -3) },
] as const;

const alsoWhole: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  Abs: tf.abs,
  Identity: tf.clone,
  Neg: tf.neg,
  Relu: tf.relu,
  Sign: tf.sign,
  Square: tf.square,
};

const arithmetic: Readonly<Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor>> = {
  Add: tf.add,
  Maximum: tf.maximum,
  Minimum: tf.minimum,
  Multiply: tf.mul,
  SquaredDifference: tf.squaredDifference,
  Sub: tf.sub,
};

const comparisons: Readonly<Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor>> = {
  Equal: tf.equal,
  Greater: tf.greater,
  GreaterEqual: tf.greaterEqual,
  Less: tf.less,
  LessEqual: tf.lessEqual,
  NotEqual: tf.notEqual,
};

const logic: Readonly<Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor>> = {
  LogicalAnd: tf.logicalAnd,
  LogicalOr: tf.logicalOr,
};

const tinyValues = { shape: [6], data: Float32Array.of(1e-7, -1e-7, 1e-5, -3e-4, 0, 0.5) };

/** Small numbers keep their relative precision: the reason why these two functions exist. */
const scaledUp = (fn: (x: tf.Tensor) => tf.Tensor) =>
  kernelCase('tiny numbers', [tinyValues], (x) => tf.mul(fn(x!), 1e7));

function mapCases<Fn>(functions: Readonly<Record<string, Fn>>, cases: (fn: Fn) => KernelTable[string]): KernelTable {
  return Object.fromEntries(Object.entries(functions).map(([kernel, fn]) => [kernel, cases(fn)]));
}

export const elementwiseCases: KernelTable = {
  ...mapCases(smooth, (fn) => unaryCases(normals, fn)),
  ...mapCases(ofPositives, (fn) => unaryCases(positives, fn)),
  ...mapCases(ofFractions, (fn) => unaryCases(normals, (x) => fn(tf.sin(x)))),
  ...mapCases({ IsNan: tf.isNaN, IsInf: tf.isInf, IsFinite: tf.isFinite }, (fn) => [
    ...unaryCases(normals, (x) => fn(tf.div(x, tf.relu(x)))),
    kernelCase('exceptional numbers', [exceptional], (x) => fn(x!)),
  ]),
  ...mapCases(alsoWhole, (fn) => [...unaryCases(normals, fn), ...wholeUnaryCases(fn)]),
  ...mapCases(arithmetic, (fn) => [...binaryCases(normals, fn), ...wholeBinaryCases(fn)]),
  ...mapCases(comparisons, (fn) => [...binaryCases(normals, fn), ...wholeBinaryCases(fn)]),
  ...mapCases(logic, (fn) => binaryCases(normals, (a, b) => fn(positive(a), positive(b)))),
  Exp: [...unaryCases(normals, tf.exp), ...wholeUnaryCases(tf.exp)],
  Expm1: [...unaryCases(normals, tf.expm1), scaledUp(tf.expm1)],
  Log1p: [...unaryCases(positives, tf.log1p), scaledUp(tf.log1p)],
  Round: [...unaryCases(normals, tf.round), kernelCase('halves', [halves], (x) => tf.round(x!))],
  Atan2: [
    ...binaryCases(normals, tf.atan2),
    kernelCase('all quadrants, and the origin', [...quadrants], (y, x) => tf.atan2(y!, x!)),
    kernelCase('the origin', [], () => tf.atan2(tf.zeros([1]), tf.zeros([1]))),
  ],
  FloorDiv: [
    ...binaryCases(normals, tf.floorDiv),
    ...wholeBinaryCases(tf.floorDiv),
    kernelCase('whole numbers by div', [wholeNumbers([40], 1, 9), wholeNumbers([40], 2, 4)], (a, b) => tf.div(a!, b!)),
  ],
  Mod: [
    ...binaryCases(normals, (a, b) => tf.mod(tf.mul(a, 3), b)),
    kernelCase('whole numbers', [wholeNumbers([40], 1, 9), wholeNumbers([40], 2, 4)], (a, b) => tf.mod(a!, b!)),
  ],
  RealDiv: binaryCases(positives, tf.div),
  Pow: [
    ...binaryCases(positives, tf.pow),
    kernelCase('int32', [wholeNumbers([3, 5])], (x) => tf.pow(x!, tf.scalar(3, 'int32'))),
  ],
  Step: [
    ...unaryCases(normals, (x) => tf.step(x)),
    ...unaryCases(normals, (x) => tf.step(x, -1)),
    ...wholeUnaryCases((x) => tf.step(x)),
  ],
  LogicalNot: unaryCases(normals, (x) => tf.logicalNot(positive(x))),
  LeakyRelu: [...unaryCases(normals, (x) => tf.leakyRelu(x, 0.3)), ...wholeUnaryCases((x) => tf.leakyRelu(x, 0.3))],
  ClipByValue: [
    ...unaryCases(normals, (x) => tf.clipByValue(x, -0.5, 1.25)),
    ...wholeUnaryCases((x) => tf.clipByValue(x, -1, 2)),
  ],
  Cast: [
    ...unaryCases(normals, (x) => tf.cast(tf.mul(x, 3), 'int32')),
    ...unaryCases(normals, (x) => tf.cast(tf.relu(x), 'bool')),
    ...wholeUnaryCases((x) => tf.cast(x, 'float32')),
    ...wholeUnaryCases((x) => tf.cast(x, 'bool')),
    ...unaryCases(normals, (x) => tf.cast(positive(x), 'float32')),
    ...unaryCases(normals, (x) => tf.cast(positive(x), 'int32')),
  ],
  AddN: [1, 2, 5].flatMap((count) => [
    kernelCase(
      `${count} arrays`,
      Array.from({ length: count }, (_, seed) => normals([3, 5], seed)),
      (...values) => tf.addN(values),
    ),
    kernelCase(
      `${count} channels-first arrays`,
      Array.from({ length: count }, (_, seed) => normals([2, 3, 4, 1], seed)),
      (...values) => tf.addN(values.map(channelsFirst)),
    ),
    kernelCase(`${count} arrays of one number`, [], () =>
      tf.addN(Array.from({ length: count }, (_, value) => tf.fill([2, 3], value + 1))),
    ),
  ]),
  Select: [
    ...binaryCases(normals, (a, b) => tf.where(tf.greater(a, b), a, b)),
    kernelCase('whole numbers', [normals([3, 5]), wholeNumbers([3, 5])], (x, whole) =>
      tf.where(positive(x!), whole!, tf.neg(whole!)),
    ),
    kernelCase('conditions', [normals([3, 5]), normals([3, 5], 2)], (x, y) =>
      tf.where(positive(x!), positive(y!), positive(x!)),
    ),
    kernelCase('a condition for each row', [normals([3]), normals([3, 5])], (x, y) =>
      tf.where(tf.reshape(positive(x!), [3, 1]), y!, tf.zerosLike(y!)),
    ),
    kernelCase('a constant condition', [normals([2, 2])], (x) =>
      tf.where(tf.tensor([1, 0, 0, 1], [2, 2], 'bool'), x!, tf.ones([2, 2])),
    ),
    kernelCase('ones and zeros', [normals([2, 2])], (x) => tf.where(positive(x!), tf.ones([2, 2]), tf.zeros([2, 2]))),
  ],
  Prelu: binaryCases(normals, tf.prelu),
};
