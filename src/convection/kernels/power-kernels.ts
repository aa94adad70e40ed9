// Powers of whole arrays of positive numbers, x^y = e^(y ln x), in WebAssembly with pairs of Float64: faster than **,
// and the same bits on every machine.
//
//   ln x = n ln 2 + ln m,   √½ <= m < √2,   ln m = 2 artanh s = 2 s (1 + s²/3 + s⁴/5 + …),   s = (m - 1) / (m + 1)
//
// |s| < 0.172, so that eleven terms leave out less than 10⁻¹⁸ of the sum. The error of a power is some units in the last
// place, and grows with |y ln x| as that of any power from a rounded logarithm does.
import { arrayFunction } from './array-machine.js';
import { type FunctionBody, f64x2, i64x2, type V128 } from './assembler.js';
import { exponential, LN2_HIGH, LN2_LOW, MANTISSA_BITS } from './exponential-kernels.js';
import { polynomial } from './polynomial.js';

const TERMS = 11;
/** Added to n, so that it is never negative. */
const SHIFT = 1024;
const SHIFTED = BigInt(SHIFT) << BigInt(MANTISSA_BITS);
/** With an integer below 2⁵² in its last bits, this number is larger by as much. */
const INTEGERS = 2 ** MANTISSA_BITS;

/** ln x of both lanes, of normal numbers; NaN where x is not positive. */
function logarithm(f: FunctionBody, x: V128): V128 {
  const { add, sub, mul, div, constant } = f64x2;
  const aboveRootHalf = i64x2.add(x, i64x2.constant(SHIFTED - bitsOf(Math.SQRT1_2)));
  const shifted = f.keep(i64x2.shiftRight(aboveRootHalf, MANTISSA_BITS));
  const exponent = f.keep(sub(i64x2.add(shifted, constant(INTEGERS)), constant(INTEGERS + SHIFT)));
  const power = i64x2.sub(i64x2.shiftLeft(shifted, MANTISSA_BITS), i64x2.constant(SHIFTED));
  const mantissa = f.keep(i64x2.sub(x, power));
  const slope = f.keep(div(sub(mantissa, constant(1)), add(mantissa, constant(1))));
  const terms = Array.from({ length: TERMS }, (_, k) => 2 / (2 * k + 1));
  const rest = mul(slope, polynomial(f, mul(slope, slope), terms));
  const sum = add(mul(exponent, constant(LN2_HIGH)), add(mul(exponent, constant(LN2_LOW)), rest));
  return f64x2.select(sum, constant(Number.NaN), f64x2.greaterThan(x, constant(0)));
}

function bitsOf(number: number): bigint {
  return new BigInt64Array(Float64Array.of(number).buffer)[0];
}

const raise = arrayFunction('raise', 2, (f, base, power) => exponential(f, f64x2.mul(power, logarithm(f, base))));

/** Raises the first `count` numbers, which are positive, to the powers that the other array has. */
export function raiseToPowers(numbers: Float64Array, powers: Float64Array, count = numbers.length): void {
  raise([numbers, powers], count);
}
