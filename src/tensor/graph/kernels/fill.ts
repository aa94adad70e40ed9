// Arrays that depend on shapes and attributes only, or that mark places: fills, sequences, one-hot rows, diagonals.
import { sizeOf } from '../../../foundation/nd-array.js';
import type { tf } from '../../tfjs.js';
import { defineKernel, recordedType, recordKernel } from '../backend.js';
import { constant, type RecordedValue, type Recording } from '../recording.js';
import { reshaped } from './shape.js';

defineKernel('Fill', ({ attributes }) => ({
  shape: [...(attributes.shape as number[])],
  type: recordedType(((attributes.dtype as tf.DataType | undefined) ?? 'float32') as tf.DataType),
  uniform: attributes.value as number,
}));

defineKernel('ZerosLike', ({ inputs }) => ({ shape: inputs.x!.shape, type: inputs.x!.type, uniform: 0 }));
defineKernel('OnesLike', ({ inputs }) => ({ shape: inputs.x!.shape, type: inputs.x!.type, uniform: 1 }));

/** `count` numbers from `start` on, `step` apart. */
function sequence(recording: Recording, start: number, step: number, count: number, dtype: tf.DataType): RecordedValue {
  const type = recordedType(dtype);
  const numbers = type === 'int32' ? new Int32Array(count) : new Float32Array(count);
  for (let index = 0; index < count; index++) numbers[index] = start + index * step;
  return constant(recording, numbers, [count], type);
}

defineKernel('Range', ({ recording, attributes }) => {
  const { start, stop, step, dtype } = attributes as unknown as tf.RangeAttrs;
  // TensorFlow.js counts downward by a step of 1 as by -1, and gives nothing where the step leads away.
  const signed = stop < start && step === 1 ? -1 : step;
  const count = Math.max(0, Math.ceil((stop - start) / signed));
  return sequence(recording, start, signed, count, dtype);
});

defineKernel('LinSpace', ({ recording, attributes }) => {
  const { start, stop, num } = attributes as unknown as tf.LinSpaceAttrs;
  return sequence(recording, start, num > 1 ? (stop - start) / (num - 1) : 0, num, 'float32');
});

defineKernel('OneHot', ({ recording, inputs, attributes }) => {
  const { depth, onValue, offValue, dtype } = attributes as unknown as tf.OneHotAttrs;
  const { indices } = inputs as Record<'indices', RecordedValue>;
  const type = recordedType(dtype);
  const places = sequence(recording, 0, 1, depth, 'int32');
  const column = reshaped(recording, indices, [...indices.shape, 1]);
  const hot = recordKernel(recording, 'Equal', { a: column, b: places });
  const value = (number: number): RecordedValue => ({ shape: hot.shape, type, uniform: number });
  return recordKernel(recording, 'Select', { condition: hot, t: value(onValue), e: value(offValue) });
});

defineKernel('Diag', ({ recording, inputs }) => {
  const x = inputs.x!;
  const size = sizeOf(x.shape);
  const places = sequence(recording, 0, 1, size, 'int32');
  const column = reshaped(recording, places, [size, 1]);
  const diagonal = recordKernel(recording, 'Equal', { a: column, b: places });
  const zeros: RecordedValue = { shape: [size, size], type: x.type, uniform: 0 };
  const row = reshaped(recording, x, [size]);
  const matrix = recordKernel(recording, 'Select', { condition: diagonal, t: row, e: zeros });
  return reshaped(recording, matrix, [...x.shape, ...x.shape]);
});
