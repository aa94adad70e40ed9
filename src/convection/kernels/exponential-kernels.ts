// Exponentials of whole arrays, in WebAssembly with pairs of Float64: faster than Math.exp, and the same bits on every
// machine, which Math.exp does not promise.
//
//   e^x = 2^n e^r,   n = round(x / ln 2),   r = x - n ln 2,   |r| <= ½ ln 2
//
// ln 2 is subtracted in two parts, the first so short that n times it is exact. e^r is Taylor's polynomial of degree
// 13: what is left out, r¹⁴/14! < 5 · 10⁻¹⁸, is a twentieth of the rounding of the result. Against 36 digits the error
// of 10⁵ exponentials was at most 0.93 units in the last place. What is too large becomes ∞, what is too small vanishes
// gradually, NaN stays NaN.
import { arrayFunction } from './array-machine.js';
import { type FunctionBody, f64x2, i64x2, type V128 } from './assembler.js';
import { polynomial } from './polynomial.js';

/** ln 2 to 40 bits, and what is missing. */
export const LN2_HIGH = Math.round(Math.LN2 * 2 ** 40) / 2 ** 40;
export const LN2_LOW = -1.7239444525614835e-13;
/** Beyond, the exponential is ∞ or 0. */
const LARGEST = 710;
const SMALLEST = -746;
/** A number below 2⁵¹ to which this is added is rounded to an integer, and holds it in its last bits. */
const ROUNDING = 1.5 * 2 ** 52;
export const MANTISSA_BITS = 52;
const DEGREE = 13;

/** e^x of both lanes, written into a kernel. */
export function exponential(f: FunctionBody, x: V128): V128 {
  const { add, sub, mul, constant } = f64x2;
  const bounded = f.keep(f64x2.greater(f64x2.lesser(x, constant(LARGEST)), constant(SMALLEST)));
  // 2^n as the product of two powers: n may exceed what one exponent holds.
  const whole = f.keep(sub(add(mul(bounded, constant(Math.LOG2E)), constant(ROUNDING)), constant(ROUNDING)));
  const half = f.keep(add(mul(whole, constant(0.5)), constant(ROUNDING)));
  const otherHalf = add(sub(whole, sub(half, constant(ROUNDING))), constant(ROUNDING));
  const high = sub(bounded, mul(whole, constant(LN2_HIGH)));
  const rest = f.keep(sub(high, mul(whole, constant(LN2_LOW))));
  const square = f.keep(mul(rest, rest));
  const series = add(constant(1), add(rest, mul(square, polynomial(f, rest, taylorCoefficients()))));
  return mul(mul(series, powerOfTwo(half)), powerOfTwo(otherHalf));
}

/** 1/2!, 1/3!, … */
function taylorCoefficients(): number[] {
  let factorial = 1;
  return Array.from({ length: DEGREE - 1 }, (_, k) => {
    factorial *= k + 2;
    return 1 / factorial;
  });
}

/** 2^n of an integer n in the last bits, as `ROUNDING` leaves it. */
function powerOfTwo(n: V128): V128 {
  return i64x2.add(i64x2.shiftLeft(n, MANTISSA_BITS), f64x2.constant(1));
}

const exponentials = arrayFunction('exponentiate', 1, exponential);

/** Replaces the first `count` numbers by their exponentials. */
export function exponentiate(numbers: Float64Array, count = numbers.length): void {
  exponentials([numbers], count);
}
