// Elementwise operations with broadcasting. They keep the channels-first layout of their inputs.
import { tf } from '../../tfjs.js';
import { defineKernel, recordedType } from '../backend.js';
import {
  appendOne,
  channelsFirstName,
  converted,
  integers,
  plainName,
  type RecordedType,
  type RecordedValue,
  type Recording,
  scalar,
} from '../recording.js';
import { withBias } from './bias.js';

export type NodeBuilder = (recording: Recording, names: readonly string[]) => string;

export const node =
  (operation: string): NodeBuilder =>
  (recording, names) =>
    appendOne(recording, operation, names);

/** Records an elementwise operation of any number of inputs. */
export function elementwise(
  recording: Recording,
  values: readonly RecordedValue[],
  type: RecordedType,
  build: NodeBuilder,
): RecordedValue {
  let shape: readonly number[] = [];
  for (const value of values) shape = tf.broadcast_util.assertAndGetBroadcastShape([...shape], [...value.shape]);
  // A repeated number broadcasts by itself, unless it alone gives the result its shape.
  const asScalar = (value: RecordedValue): boolean =>
    value.uniform !== undefined && values.some((other) => other.uniform === undefined && sameShape(other.shape, shape));
  const channelsFirst =
    shape.length === 4 && values.some((value) => value.channelsFirst !== undefined && value.plain === undefined);
  const names = values.map((value) => {
    if (asScalar(value)) return scalar(recording, value.uniform!, value.type);
    return channelsFirst ? broadcastChannelsFirst(recording, value) : plainName(recording, value);
  });
  const name = build(recording, names);
  return channelsFirst ? { shape, type, channelsFirst: name } : { shape, type, plain: name };
}

/** A name that broadcasts against channels-first arrays of rank 4 as the value does against plain ones. */
function broadcastChannelsFirst(recording: Recording, value: RecordedValue): string {
  const { shape } = value;
  if (shape.length === 4) return channelsFirstName(recording, value);
  if (shape.length === 0) return plainName(recording, value);
  if (shape.length === 1) {
    return appendOne(recording, 'Reshape', [plainName(recording, value), integers(recording, [shape[0]!, 1, 1])]);
  }
  const full = [...new Array<number>(4 - shape.length).fill(1), ...shape];
  const reshaped = appendOne(recording, 'Reshape', [plainName(recording, value), integers(recording, full)]);
  return appendOne(recording, 'Transpose', [reshaped], { perm: [0, 3, 1, 2] });
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

const unary: Record<string, NodeBuilder> = {
  Abs: node('Abs'),
  Acos: node('Acos'),
  Acosh: node('Acosh'),
  Asin: node('Asin'),
  Asinh: node('Asinh'),
  Atan: node('Atan'),
  Atanh: node('Atanh'),
  Ceil: node('Ceil'),
  Cos: node('Cos'),
  Cosh: node('Cosh'),
  Elu: node('Elu'),
  Erf: node('Erf'),
  Exp: node('Exp'),
  Floor: node('Floor'),
  Identity: node('Identity'),
  Log: node('Log'),
  Neg: node('Neg'),
  Reciprocal: node('Reciprocal'),
  Relu: node('Relu'),
  Round: node('Round'),
  Selu: node('Selu'),
  Sigmoid: node('Sigmoid'),
  Sign: node('Sign'),
  Sin: node('Sin'),
  Sinh: node('Sinh'),
  Softplus: node('Softplus'),
  Sqrt: node('Sqrt'),
  Tan: node('Tan'),
  Tanh: node('Tanh'),
  Expm1: expm1,
  Log1p: log1p,
  Relu6: (recording, [x]) => appendOne(recording, 'Clip', [x!, scalar(recording, 0), scalar(recording, 6)]),
  Rsqrt: (recording, [x]) => appendOne(recording, 'Reciprocal', [appendOne(recording, 'Sqrt', [x!])]),
  Square: (recording, [x]) => appendOne(recording, 'Mul', [x!, x!]),
};

/** exp(x) - 1 = tanh(x / 2) (exp(x) + 1), without the cancellation near zero. */
function expm1(recording: Recording, [x]: readonly string[]): string {
  const half = appendOne(recording, 'Mul', [x!, scalar(recording, 0.5)]);
  const plusOne = appendOne(recording, 'Add', [appendOne(recording, 'Exp', [x!]), scalar(recording, 1)]);
  return appendOne(recording, 'Mul', [appendOne(recording, 'Tanh', [half]), plusOne]);
}

/**
 * log(1 + x), less what rounding added to 1 + x; nothing is taken off where nothing was rounded, as at -1 and infinity.
 */
function log1p(recording: Recording, [x]: readonly string[]): string {
  const sum = appendOne(recording, 'Add', [x!, scalar(recording, 1)]);
  const logarithm = appendOne(recording, 'Log', [sum]);
  const rounded = appendOne(recording, 'Sub', [sum, scalar(recording, 1)]);
  const excess = appendOne(recording, 'Div', [appendOne(recording, 'Sub', [rounded, x!]), sum]);
  const corrected = appendOne(recording, 'Sub', [logarithm, excess]);
  return appendOne(recording, 'Where', [appendOne(recording, 'Equal', [rounded, x!]), logarithm, corrected]);
}

/** The ones that take whole numbers to whole numbers; the others give float32. */
const ofWholeNumbers = new Set(['Abs', 'Identity', 'Neg', 'Relu', 'Sign', 'Square']);

for (const [kernel, build] of Object.entries(unary)) {
  defineKernel(kernel, ({ recording, inputs }) => {
    const x = ofWholeNumbers.has(kernel) ? inputs.x! : converted(recording, inputs.x!, 'float32');
    return kernel === 'Identity' ? x : elementwise(recording, [x], x.type, build);
  });
}

defineKernel('LogicalNot', ({ recording, inputs }) => elementwise(recording, [inputs.x!], 'bool', node('Not')));

// A ramp so steep that every number but the denormal ones (which are taken as zero) is beyond it: exactly the step,
// passing on NaN, in one pass. A selection takes six times as long.
const STEEP = { alpha: { float: 1e38 }, beta: { float: 0 } };

defineKernel('Step', ({ recording, inputs, attributes }) => {
  const { type } = inputs.x!;
  if (type === 'float32' && attributes.alpha === 0) {
    return elementwise(recording, [inputs.x!], type, (_, names) => appendOne(recording, 'HardSigmoid', names, STEEP));
  }
  return elementwise(recording, [inputs.x!], type, (_, [x]) => {
    const positive = appendOne(recording, 'Greater', [x!, scalar(recording, 0, type)]);
    const otherwise = scalar(recording, attributes.alpha as number, type);
    return appendOne(recording, 'Where', [positive, scalar(recording, 1, type), otherwise]);
  });
});

defineKernel('LeakyRelu', ({ recording, inputs, attributes }) =>
  elementwise(recording, [converted(recording, inputs.x!, 'float32')], 'float32', (_, names) =>
    appendOne(recording, 'LeakyRelu', names, { alpha: { float: attributes.alpha as number } }),
  ),
);

defineKernel('ClipByValue', ({ recording, inputs, attributes }) =>
  elementwise(recording, [inputs.x!], inputs.x!.type, (_, [x]) => {
    const bound = (key: string) => scalar(recording, attributes[key] as number, inputs.x!.type);
    return appendOne(recording, 'Clip', [x!, bound('clipValueMin'), bound('clipValueMax')]);
  }),
);

defineKernel('Cast', ({ recording, inputs, attributes }) =>
  converted(recording, inputs.x!, recordedType(attributes.dtype as tf.DataType)),
);

const arithmetic: Record<string, NodeBuilder> = {
  Add: node('Add'),
  Maximum: node('Max'),
  Minimum: node('Min'),
  Multiply: node('Mul'),
  Pow: node('Pow'),
  RealDiv: node('Div'),
  Sub: node('Sub'),
  SquaredDifference: (recording, names) => {
    const difference = appendOne(recording, 'Sub', names);
    return appendOne(recording, 'Mul', [difference, difference]);
  },
};

/** The number that leaves the other operand as it is. */
const neutral: Record<string, number> = { Add: 0, Multiply: 1 };

for (const [kernel, build] of Object.entries(arithmetic)) {
  defineKernel(kernel, ({ recording, inputs }) => {
    const a = inputs.a!;
    const b = inputs.b!;
    const shape = tf.broadcast_util.assertAndGetBroadcastShape([...a.shape], [...b.shape]);
    for (const [value, other] of [
      [a, b],
      [b, a],
    ] as const) {
      if (other.uniform === neutral[kernel] && other.uniform !== undefined && sameShape(value.shape, shape))
        return value;
    }
    const fused = kernel === 'Add' ? withBias(recording, a, b) : undefined;
    return fused ?? elementwise(recording, [a, b], a.type, build);
  });
}

const comparisons: Record<string, NodeBuilder> = {
  Equal: node('Equal'),
  Greater: node('Greater'),
  GreaterEqual: node('GreaterOrEqual'),
  Less: node('Less'),
  LessEqual: node('LessOrEqual'),
  LogicalAnd: node('And'),
  LogicalOr: node('Or'),
  NotEqual: (recording, names) => appendOne(recording, 'Not', [appendOne(recording, 'Equal', names)]),
};

for (const [kernel, build] of Object.entries(comparisons)) {
  defineKernel(kernel, ({ recording, inputs }) => elementwise(recording, [inputs.a!, inputs.b!], 'bool', build));
}

// ONNX Runtime's sum of several is for float32 only.
const sumOfWholeNumbers: NodeBuilder = (recording, names) =>
  names.reduce((sum, name) => appendOne(recording, 'Add', [sum, name]));

defineKernel('AddN', ({ recording, inputs }) => {
  const values = Object.values(inputs);
  const { type } = values[0]!;
  return elementwise(recording, values, type, type === 'int32' ? sumOfWholeNumbers : node('Sum'));
});

/** Where, for booleans, which ONNX Runtime does not choose between. */
function chooseCondition(recording: Recording, [condition, t, e]: readonly string[]): string {
  const first = appendOne(recording, 'And', [condition!, t!]);
  const second = appendOne(recording, 'And', [appendOne(recording, 'Not', [condition!]), e!]);
  return appendOne(recording, 'Or', [first, second]);
}

defineKernel('Select', ({ recording, inputs }) => {
  const { condition, t, e } = inputs as Record<'condition' | 't' | 'e', RecordedValue>;
  return elementwise(recording, [condition, t, e], t.type, t.type === 'bool' ? chooseCondition : node('Where'));
});

defineKernel('Prelu', ({ recording, inputs }) =>
  elementwise(recording, [inputs.x!, inputs.alpha!], 'float32', (_, [x, alpha]) => {
    const zero = scalar(recording, 0);
    const negative = appendOne(recording, 'Mul', [alpha!, appendOne(recording, 'Min', [x!, zero])]);
    return appendOne(recording, 'Add', [appendOne(recording, 'Max', [x!, zero]), negative]);
  }),
);
