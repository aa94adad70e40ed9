// Exponentials of whole arrays, in WebAssembly with pairs of Float64: faster than Math.exp, and the same bits on every
// machine, which Math.exp does not promise.
//
//   e^x = 2^n e^r,   n = round(x / ln 2),   r = x - n ln 2,   |r| <= ½ ln 2
//
// ln 2 is subtracted in two parts, the first so short that n times it is exact. e^r is Taylor's polynomial of degree 13:
// what is left out, r¹⁴/14! < 5 · 10⁻¹⁸, is a twentieth of the rounding of the result. Against 36 digits the error of 10⁵
// exponentials was at most 0.93 units in the last place. What is too large becomes ∞, what is too small vanishes
// gradually, NaN stays NaN.
import { type FunctionBody, f64x2, i32, i64x2, type Local, type V128, wasmModule } from './assembler.js';
import { compileModule, instantiate, wasmMemory } from './web-assembly.js';

/** Numbers that the kernel takes at a time: they stay in the first-level cache. */
const BLOCK = 2048;
const NUMBER = 8;

/** ln 2 to 40 bits, and what is missing. */
const LN2_HIGH = Math.round(Math.LN2 * 2 ** 40) / 2 ** 40;
const LN2_LOW = -1.7239444525614835e-13;
/** Beyond, the exponential is ∞ or 0. */
const LARGEST = 710;
const SMALLEST = -746;
/** A number below 2⁵¹ to which this is added is rounded to an integer, and holds it in its last bits. */
const ROUNDING = 1.5 * 2 ** 52;
const MANTISSA_BITS = 52;
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
  const series = add(constant(1), add(rest, mul(square, polynomial(f, rest, square, taylorCoefficients()))));
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

/**
 * Σ c_k x^k, halved again and again (Estrin's scheme), so that few products wait for each other. `power` is x², for which
 * the pairs of terms are coefficients.
 */
function polynomial(f: FunctionBody, x: V128, power: Local<'v128'>, coefficients: readonly number[]): V128 {
  let terms: V128[] = coefficients.map(f64x2.constant);
  let factor = x;
  let next = power;
  for (;;) {
    const pairs: V128[] = [];
    for (let k = 0; k < terms.length; k += 2) {
      pairs.push(k + 1 < terms.length ? f64x2.add(terms[k], f64x2.mul(factor, terms[k + 1])) : terms[k]);
    }
    terms = pairs;
    if (terms.length === 1) return terms[0];
    factor = next;
    next = f.keep(f64x2.mul(next, next));
  }
}

/** 2^n of an integer n in the last bits, as `ROUNDING` leaves it. */
function powerOfTwo(n: V128): V128 {
  return i64x2.add(i64x2.shiftLeft(n, MANTISSA_BITS), f64x2.constant(1));
}

interface ExponentialKernels {
  /** Replaces the numbers up to an address (bytes), an even number of them, by their exponentials. */
  exponentiate(end: number): void;
}

function exponentialMachine() {
  const module = wasmModule();
  module.define('exponentiate', ['i32'], undefined, (f, end) => {
    const at = f.local('i32');
    f.while(i32.lessThan(at, end), () => {
      f.storeF64x2(at, exponential(f, f64x2.load(at)));
      f.set(at, i32.add(at, i32.constant(2 * NUMBER)));
    });
  });
  const memory = wasmMemory(BLOCK * NUMBER);
  const kernels = instantiate(compileModule(module.encode()), memory) as ExponentialKernels;
  return { kernels, block: new Float64Array(memory.buffer, 0, BLOCK) };
}

let machine: ReturnType<typeof exponentialMachine> | undefined;

/** Replaces the first `count` numbers by their exponentials. */
export function exponentiate(numbers: Float64Array, count = numbers.length): void {
  machine ??= exponentialMachine();
  const { kernels, block } = machine;
  for (let first = 0; first < count; first += BLOCK) {
    const part = numbers.subarray(first, Math.min(first + BLOCK, count));
    block.set(part);
    kernels.exponentiate(NUMBER * (part.length + (part.length & 1)));
    part.set(part.length === BLOCK ? block : block.subarray(0, part.length));
  }
}
