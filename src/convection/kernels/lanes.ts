// Loops over columns of numbers, two at a time. A column of odd length ends in a single number; so kernels are written
// once, for lanes, which are a pair of Float64 or one.
import { type Expression, type F64, type FunctionBody, f64, f64x2, type I32, i32 } from './assembler.js';
import { loop } from './panel-format.js';

export type LaneType = 'v128' | 'f64';

/** Operations on as many numbers as there are lanes. */
export interface Lanes<Type extends LaneType> {
  load(address: I32, offset?: number): Expression<Type>;
  store(f: FunctionBody, address: I32, value: Expression<Type>, offset?: number): void;
  /** The same number in all lanes. */
  splat(value: F64): Expression<Type>;
  constant(value: number): Expression<Type>;
  add(a: Expression<Type>, b: Expression<Type>): Expression<Type>;
  sub(a: Expression<Type>, b: Expression<Type>): Expression<Type>;
  mul(a: Expression<Type>, b: Expression<Type>): Expression<Type>;
  div(a: Expression<Type>, b: Expression<Type>): Expression<Type>;
  abs(a: Expression<Type>): Expression<Type>;
  lesser(a: Expression<Type>, b: Expression<Type>): Expression<Type>;
  greater(a: Expression<Type>, b: Expression<Type>): Expression<Type>;
  /** `positive` where `sign` > 0, else `otherwise`. */
  choose(sign: Expression<Type>, positive: Expression<Type>, otherwise: Expression<Type>): Expression<Type>;
}

/** Bytes of a number. */
export const NUMBER = 8;

const pairs: Lanes<'v128'> = {
  ...f64x2,
  store: (f, address, value, offset) => f.storeF64x2(address, value, offset),
  choose: (sign, positive, otherwise) => f64x2.select(positive, otherwise, f64x2.greaterThan(sign, f64x2.constant(0))),
};

const single: Lanes<'f64'> = {
  ...f64,
  splat: (value) => value,
  store: (f, address, value, offset) => f.storeF64(address, value, offset),
  choose: (sign, positive, otherwise) => f64.select(positive, otherwise, f64.greaterThan(sign, f64.constant(0))),
};

/** Runs over `count` numbers; `at` is the offset in bytes of the first lane. */
export function overNumbers(
  f: FunctionBody,
  count: number,
  body: <Type extends LaneType>(lanes: Lanes<Type>, at: I32) => void,
): void {
  const at = f.local('i32');
  loop(f, at, i32.constant(0), i32.constant((count - (count % 2)) * NUMBER), 2 * NUMBER, () => body(pairs, at));
  if (count % 2 === 1) body(single, at);
}
