// How kernels see panels, and how their loops are written. A block is four rows by four columns; a panel is a row of
// blocks.
import { type FunctionBody, type I32, i32, type Local } from './assembler.js';

/** Bytes of a block and of one of its columns, in double and in single precision. */
export const BLOCK_BYTES = 128;
export const COLUMN_BYTES = 32;
export const SINGLE_BLOCK = BLOCK_BYTES / 2;
export const SINGLE_COLUMN = COLUMN_BYTES / 2;

/** Counts `index` from `first` to before `end` around the body. */
export function loop(f: FunctionBody, index: Local<'i32'>, first: I32, end: I32, step: number, body: () => void): void {
  f.set(index, first);
  f.while(i32.lessThan(index, end), () => {
    body();
    f.set(index, i32.add(index, i32.constant(step)));
  });
}

export function advance(f: FunctionBody, address: Local<'i32'>, by: number | I32): void {
  f.set(address, i32.add(address, typeof by === 'number' ? i32.constant(by) : by));
}

export function times(a: I32, factor: number): I32 {
  return i32.mul(a, i32.constant(factor));
}
