// Numbers as pages show them.
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** As many significant digits, plain; '4.884'. */
export function digits(value, count) {
  return String(Number(value.toPrecision(count)));
}

/** With commas: 12,478. */
export function grouped(value) {
  return value.toLocaleString('en-US');
}

/** A power of ten in Markdown: 10²¹, 3 · 10⁻⁴. */
export function scientific(value, count = 2) {
  if (value === 0) return '0';
  const [mantissa, exponent] = value.toExponential(count - 1).split('e');
  const power = `10${[...String(Number(exponent))].map((sign) => (sign === '-' ? '⁻' : superscripts[sign])).join('')}`;
  return Number(mantissa) === 1 ? power : `${Number(mantissa)} · ${power}`;
}

/** A deviation in percent: '−0.33 %'. */
export function percent(ratio, decimals = 2) {
  const text = (100 * ratio).toFixed(decimals);
  return `${Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−')} %`;
}

/** One number or the two ends of a range. */
export function range(values, show = String) {
  return values.map(show).join(' to ');
}

export function fixed(value, decimals) {
  return value?.toFixed(decimals);
}
