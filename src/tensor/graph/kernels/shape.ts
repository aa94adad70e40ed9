// Operations that move numbers without changing them.
import { sizeOf } from '../../../foundation/nd-array.js';
import { tf } from '../../tfjs.js';
import { defineKernel } from '../backend.js';
import {
  append,
  appendOne,
  channelsFirstName,
  integers,
  plainName,
  type RecordedValue,
  type Recording,
  scalar,
} from '../recording.js';

/** The value in another shape of the same size. */
export function reshaped(recording: Recording, x: RecordedValue, shape: readonly number[]): RecordedValue {
  if (x.uniform !== undefined) return { shape, type: x.type, uniform: x.uniform };
  const name = appendOne(recording, 'Reshape', [plainName(recording, x), integers(recording, shape)]);
  return { shape, type: x.type, plain: name };
}

defineKernel('Reshape', ({ recording, inputs, attributes }) => {
  const x = inputs.x!;
  const size = sizeOf(x.shape);
  const shape = tf.util.inferFromImplicitShape([...(attributes.shape as number[])], size);
  if (sizeOf(shape) !== size) {
    throw new Error(`reshape: cannot turn the shape [${x.shape.join(', ')}] into [${shape.join(', ')}]`);
  }
  return tf.util.arraysEqual(shape, [...x.shape]) ? x : reshaped(recording, x, shape);
});

defineKernel('ExpandDims', ({ recording, inputs, attributes }) => {
  const { input } = inputs as Record<'input', RecordedValue>;
  const shape = [...input.shape];
  const dimension = attributes.dim as number;
  shape.splice(dimension < 0 ? shape.length + 1 + dimension : dimension, 0, 1);
  return reshaped(recording, input, shape);
});

defineKernel('Transpose', ({ recording, inputs, attributes }) => {
  const x = inputs.x!;
  const perm = [...(attributes.perm as number[])];
  const shape = perm.map((axis) => x.shape[axis]!);
  return { shape, type: x.type, plain: appendOne(recording, 'Transpose', [plainName(recording, x)], { perm }) };
});

defineKernel('Concat', ({ recording, inputs, attributes }) => {
  const values = Object.values(inputs);
  const axis = tf.util.parseAxisParam(attributes.axis as number, [...inputs[0]!.shape])[0]!;
  const shapes = values.map((value) => [...value.shape]);
  tf.backend_util.assertParamsConsistent(shapes, axis);
  const shape = tf.backend_util.computeOutShape(shapes, axis);
  const filled = values.filter((value) => sizeOf(value.shape) > 0);
  if (filled.length === 0) return { shape, type: values[0]!.type, uniform: 0 };
  const names = filled.map((value) => plainName(recording, value));
  return { shape, type: values[0]!.type, plain: appendOne(recording, 'Concat', names, { axis }) };
});

defineKernel('Pack', ({ recording, inputs, attributes }) => {
  const values = Object.values(inputs);
  const single = [...values[0]!.shape];
  for (const { shape } of values) tf.util.assertShapesMatch([...shape], single, 'stack: ');
  const given = attributes.axis as number;
  const axis = given < 0 ? given + single.length + 1 : given;
  single.splice(axis, 0, 1);
  const names = values.map((value) => plainName(recording, reshaped(recording, value, single)));
  const shape = single.with(axis, values.length);
  return { shape, type: values[0]!.type, plain: appendOne(recording, 'Concat', names, { axis }) };
});

defineKernel('Unpack', ({ recording, inputs, attributes }) => {
  const { value } = inputs as Record<'value', RecordedValue>;
  const axis = tf.util.parseAxisParam(attributes.axis as number, [...value.shape])[0]!;
  const count = value.shape[axis]!;
  const shape = value.shape.filter((_, index) => index !== axis);
  const pieces = split(recording, value, new Array<number>(count).fill(1), axis);
  return pieces.map((piece) => reshaped(recording, piece, shape));
});

function split(recording: Recording, x: RecordedValue, sizes: readonly number[], axis: number): RecordedValue[] {
  if (sizes.length === 1) return [x];
  const names = append(
    recording,
    'Split',
    [plainName(recording, x), integers(recording, sizes)],
    { axis },
    sizes.length,
  );
  return names.map((name, index) => ({ shape: x.shape.with(axis, sizes[index]!), type: x.type, plain: name }));
}

defineKernel('SplitV', ({ recording, inputs, attributes }) => {
  const x = inputs.x!;
  const axis = tf.util.parseAxisParam(attributes.axis as number, [...x.shape])[0]!;
  const wanted = attributes.numOrSizeSplits as number | number[];
  return split(recording, x, tf.backend_util.prepareSplitSize(inputTensor(x), wanted, axis), axis);
});

/** tfjs's shape helpers use only the shape of a tensor. */
function inputTensor(value: RecordedValue): tf.Tensor {
  return { shape: [...value.shape] } as unknown as tf.Tensor;
}

/** Cuts out `size` elements from `begin` on along every axis, in the layout that the value is in. */
defineKernel('Slice', ({ recording, inputs, attributes }) => {
  const x = inputs.x!;
  const [begin, size] = tf.slice_util.parseSliceParams(
    inputTensor(x),
    attributes.begin as number[],
    attributes.size as number[],
  ) as [number[], number[]];
  if (x.uniform !== undefined) return { shape: size, type: x.type, uniform: x.uniform };
  const axes = size.map((_, axis) => axis).filter((axis) => size[axis] !== x.shape[axis]);
  if (axes.length === 0) return x;
  const channelsFirst = x.channelsFirst !== undefined && x.plain === undefined;
  const starts = integers(
    recording,
    axes.map((axis) => begin[axis]!),
  );
  const ends = integers(
    recording,
    axes.map((axis) => begin[axis]! + size[axis]!),
  );
  const physical = integers(
    recording,
    axes.map((axis) => (channelsFirst ? channelsFirstAxis[axis]! : axis)),
  );
  const source = channelsFirst ? channelsFirstName(recording, x) : plainName(recording, x);
  const name = appendOne(recording, 'Slice', [source, starts, ends, physical]);
  return channelsFirst
    ? { shape: size, type: x.type, channelsFirst: name }
    : { shape: size, type: x.type, plain: name };
});

/** Where the axes of (batch, height, width, channels) lie in channels-first order, and the reverse. */
const channelsFirstAxis = [0, 2, 3, 1] as const;
const plainAxis = [0, 3, 1, 2] as const;

defineKernel('PadV2', ({ recording, inputs, attributes }) => {
  const x = inputs.x!;
  const paddings = attributes.paddings as [number, number][];
  const shape = x.shape.map((length, axis) => length + paddings[axis]![0] + paddings[axis]![1]);
  const channelsFirst = x.channelsFirst !== undefined && x.plain === undefined;
  const ordered = channelsFirst ? plainAxis.map((axis) => paddings[axis]!) : paddings;
  const pads = integers(recording, [...ordered.map(([before]) => before), ...ordered.map(([, after]) => after)]);
  const source = channelsFirst ? channelsFirstName(recording, x) : plainName(recording, x);
  const filler = scalar(recording, attributes.constantValue as number, x.type);
  const name = appendOne(recording, 'Pad', [source, pads, filler]);
  return channelsFirst ? { shape, type: x.type, channelsFirst: name } : { shape, type: x.type, plain: name };
});

defineKernel('Tile', ({ recording, inputs, attributes }) => {
  const x = inputs.x!;
  const repetitions = attributes.reps as number[];
  const shape = x.shape.map((length, axis) => length * repetitions[axis]!);
  if (x.uniform !== undefined) return { shape, type: x.type, uniform: x.uniform };
  const name = appendOne(recording, 'Tile', [plainName(recording, x), integers(recording, repetitions)]);
  return { shape, type: x.type, plain: name };
});
