// Gathers and scatters rows by index. Indices are whole numbers; they are not checked, as they are not known while
// recording.
import { sizeOf } from '../../../foundation/nd-array.js';
import { tf } from '../../tfjs.js';
import { defineKernel, recordKernel } from '../backend.js';
import {
  appendOne,
  constant,
  elementTypes,
  integers,
  plainName,
  type RecordedValue,
  type Recording,
} from '../recording.js';
import { reshaped } from './shape.js';

defineKernel('GatherV2', ({ recording, inputs, attributes }) => {
  const { x, indices } = inputs as Record<'x' | 'indices', RecordedValue>;
  const axis = tf.util.parseAxisParam(attributes.axis as number, [...x.shape])[0]!;
  const batchRank = (attributes.batchDims as number | undefined) ?? 0;
  const picked = indices.shape.slice(batchRank);
  const shape = [...x.shape.slice(0, axis), ...picked, ...x.shape.slice(axis + 1)];
  if (batchRank === 0) {
    const names = [plainName(recording, x), plainName(recording, indices)];
    return { shape, type: x.type, plain: appendOne(recording, 'Gather', names, { axis }) };
  }
  return gatherByBatch(recording, x, indices, axis, batchRank, shape);
});

/**
 * Gathers in each batch of `x` by that batch's own indices: all batches' rows lie in one table, one after the other.
 */
function gatherByBatch(
  recording: Recording,
  x: RecordedValue,
  indices: RecordedValue,
  axis: number,
  batchRank: number,
  shape: readonly number[],
): RecordedValue {
  const batches = sizeOf(x.shape.slice(0, batchRank));
  const outer = sizeOf(x.shape.slice(batchRank, axis));
  const length = x.shape[axis]!;
  const inner = sizeOf(x.shape.slice(axis + 1));
  const count = sizeOf(indices.shape.slice(batchRank));
  const blocks = reshaped(recording, x, [batches, outer, length, inner]);
  const rows = recordKernel(recording, 'Transpose', { x: blocks }, { perm: [0, 2, 1, 3] });
  const table = reshaped(recording, rows, [batches * length, outer, inner]);
  const firstRows = constant(
    recording,
    Int32Array.from({ length: batches }, (_, batch) => batch * length),
    [batches, 1],
    'int32',
  );
  const numbers = reshaped(recording, indices, [batches, count]);
  const places = recordKernel(recording, 'Add', { a: numbers, b: firstRows });
  const picked = recordKernel(recording, 'GatherV2', { x: table, indices: places }, { axis: 0 });
  const moved = recordKernel(recording, 'Transpose', { x: picked }, { perm: [0, 2, 1, 3] });
  return reshaped(recording, moved, shape);
}

/**
 * Puts or adds every row of `x` into the row of `base` that its whole number names; in order, so that the last one
 * stays.
 */
function scattered(
  recording: Recording,
  base: RecordedValue,
  rowNumbers: RecordedValue,
  x: RecordedValue,
  reduction: 'add' | 'none',
): RecordedValue {
  const { shape, type } = base;
  if (sizeOf(x.shape) === 0) return base;
  const column = reshaped(recording, rowNumbers, [sizeOf(rowNumbers.shape), ...x.shape.slice(1).map(() => 1)]);
  const rows = appendOne(recording, 'Expand', [plainName(recording, column), integers(recording, x.shape)]);
  const names = [plainName(recording, base), rows, plainName(recording, x)];
  return { shape, type, plain: appendOne(recording, 'ScatterElements', names, { axis: 0, reduction }) };
}

/** The transpose of gathering: adds every row of `x` to the row of the result that its whole number names. */
defineKernel('UnsortedSegmentSum', ({ recording, inputs, attributes }) => {
  const { x, segmentIds } = inputs as Record<'x' | 'segmentIds', RecordedValue>;
  const shape = [attributes.numSegments as number, ...x.shape.slice(1)];
  return scattered(recording, { shape, type: x.type, uniform: 0 }, segmentIds, x, 'add');
});

defineKernel('GatherNd', ({ recording, inputs }) => {
  const { params, indices } = inputs as Record<'params' | 'indices', RecordedValue>;
  const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(indices.shape.at(-1)!)];
  const places = appendOne(recording, 'Cast', [plainName(recording, indices)], { to: elementTypes.int64 });
  const names = [plainName(recording, params), places];
  return { shape, type: params.type, plain: appendOne(recording, 'GatherND', names) };
});

/** Scatters slices of an array whose leading coordinates the last axis of `indices` holds. */
function scatteredSlices(
  recording: Recording,
  base: RecordedValue,
  indices: RecordedValue,
  updates: RecordedValue,
  reduction: 'add' | 'none',
): RecordedValue {
  const rank = indices.shape.at(-1)!;
  const count = sizeOf(indices.shape.slice(0, -1));
  const leading = base.shape.slice(0, rank);
  const rest = sizeOf(base.shape.slice(rank));
  const strides = leading.map((_, axis) => sizeOf(leading.slice(axis + 1)));
  const weights = constant(recording, Int32Array.from(strides), [rank], 'int32');
  const coordinates = reshaped(recording, indices, [count, rank]);
  const weighted = recordKernel(recording, 'Multiply', { a: coordinates, b: weights });
  const rowNumbers = recordKernel(recording, 'Sum', { x: weighted }, { axis: 1 });
  const rows = reshaped(recording, base, [sizeOf(leading), rest]);
  const put = scattered(recording, rows, rowNumbers, reshaped(recording, updates, [count, rest]), reduction);
  return reshaped(recording, put, base.shape);
}

defineKernel('ScatterNd', ({ recording, inputs, attributes }) => {
  const { indices, updates } = inputs as Record<'indices' | 'updates', RecordedValue>;
  const zeros: RecordedValue = { shape: attributes.shape as number[], type: updates.type, uniform: 0 };
  return scatteredSlices(recording, zeros, indices, updates, 'add');
});

defineKernel('TensorScatterUpdate', ({ recording, inputs }) => {
  const { tensor, indices, updates } = inputs as Record<'tensor' | 'indices' | 'updates', RecordedValue>;
  return scatteredSlices(recording, tensor, indices, updates, 'none');
});
