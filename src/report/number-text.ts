// Numbers as figures and tables show them: a true minus sign, superscript powers, as many digits as carry meaning.
import { secondsPerYear } from '../foundation/time-units.js';

/** One billion years in seconds. */
export const GYR = 1e9 * secondsPerYear;

/** Fixed decimals with a true minus sign; a dash for what is not a number. */
export function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return '–';
  const rounded = value.toFixed(digits);
  return (Number(rounded) === 0 ? rounded.replace('-', '') : rounded).replace('-', '−');
}

/** A time in s as Gyr: '1.50 Gyr'. */
export function gigayears(seconds: number): string {
  return `${fixed(seconds / GYR, 2)} Gyr`;
}

/** An integer power of ten: '10⁻³'. */
export function powerOfTen(exponent: number): string {
  return `10${superscript(exponent)}`;
}

/** Three significant digits, plain between 0.001 and 10,000 and as a power of ten elsewhere: '3.2·10⁻⁴'. */
export function significant(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e4)) {
    return String(Number(value.toPrecision(digits))).replace('-', '−');
  }
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  return `${mantissa!.replace('-', '−')}·${powerOfTen(Number(exponent))}`;
}

function superscript(value: number): string {
  return [...String(value)].map((digit) => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!)).join('');
}
