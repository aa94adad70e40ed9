// A polynomial with constant coefficients, written into a kernel.
import { type FunctionBody, f64x2, type V128 } from './assembler.js';

/**
 * Σ c_k x^k by Estrin's scheme: neighboring terms are joined to coefficients of a polynomial in x², and so on, so that
 * few products wait for each other.
 */
export function polynomial(f: FunctionBody, x: V128, coefficients: readonly number[]): V128 {
  let terms: V128[] = coefficients.map(f64x2.constant);
  let power = f.keep(x);
  for (;;) {
    const pairs: V128[] = [];
    for (let k = 0; k < terms.length; k += 2) {
      pairs.push(k + 1 < terms.length ? f64x2.add(terms[k], f64x2.mul(power, terms[k + 1])) : terms[k]);
    }
    terms = pairs;
    if (terms.length === 1) return terms[0];
    power = f.keep(f64x2.mul(power, power));
  }
}
