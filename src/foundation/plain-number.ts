// Numbers in plain text (documentation, messages, descriptions of keys): as people type them, so that they can be
// copied into a pipeline file.

/** All digits of a number, with an exponent from 1e5 on and below 1e-3: '64000', '2.5e5', '4e-6', '1e19'. */
export function plainNumber(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || !Number.isFinite(value) || (size >= 1e-3 && size < 1e5)) return String(value);
  return value.toExponential().replace('e+', 'e');
}

/** The number that a text writes in decimal digits; NaN for any other text, like '0x10' or ''. */
export function plainDecimal(text: string): number {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
}
