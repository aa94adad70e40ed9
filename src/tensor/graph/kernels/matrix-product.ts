// Matrix products. Plain matrices become Gemm, which takes transposed operands as they lie; batches become MatMul.
import { tf } from '../../tfjs.js';
import { defineKernel } from '../backend.js';
import { appendOne, plainName, type RecordedValue } from '../recording.js';

defineKernel('BatchMatMul', ({ recording, inputs, attributes }): RecordedValue => {
  const { a, b } = inputs as Record<'a' | 'b', RecordedValue>;
  const transposeA = attributes.transposeA === true;
  const transposeB = attributes.transposeB === true;
  const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
  const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
  const rows = transposeA ? columnsA : rowsA;
  const columns = transposeB ? rowsB : columnsB;
  const innerA = transposeA ? rowsA : columnsA;
  const innerB = transposeB ? columnsB : rowsB;
  if (innerA !== innerB) {
    throw new Error(`matMul: the shapes [${a.shape.join(', ')}] and [${b.shape.join(', ')}] do not fit`);
  }
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const shape = [...batch, rows, columns];
  if (innerA === 0) return { shape, type: 'float32', uniform: 0 };
  if (batch.length === 0) {
    const names = [plainName(recording, a), plainName(recording, b)];
    const flags = { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 };
    return { shape, type: 'float32', plain: appendOne(recording, 'Gemm', names, flags) };
  }
  const operand = (value: RecordedValue, transpose: boolean): string => {
    const name = plainName(recording, value);
    if (!transpose) return name;
    const perm = value.shape.map((_, axis) => axis);
    perm.push(...perm.splice(-2).reverse());
    return appendOne(recording, 'Transpose', [name], { perm });
  };
  const names = [operand(a, transposeA), operand(b, transposeB)];
  return { shape, type: 'float32', plain: appendOne(recording, 'MatMul', names) };
});
