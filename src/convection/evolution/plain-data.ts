// Whether plain data have the shape of other plain data: a state that was stored may have been damaged since.

/**
 * The first member, with dots, that is missing, too many, of another kind or length, or holds what is no finite number;
 * NaN may be where the pattern has it. Undefined where all is well.
 *
 * @param name of the value itself
 */
export function firstMismatch(pattern: unknown, value: unknown, name: string): string | undefined {
  if (pattern === undefined || value === undefined) return pattern === value ? undefined : name;
  if (typeof pattern === 'number') return isNumberLike(pattern, value) ? undefined : name;
  if (ArrayBuffer.isView(pattern)) return isArrayLike(pattern as Float64Array, value) ? undefined : name;
  if (typeof value !== 'object' || value === null) return name;
  const wanted = pattern as Readonly<Record<string, unknown>>;
  const given = value as Readonly<Record<string, unknown>>;
  for (const key of new Set([...Object.keys(wanted), ...Object.keys(given)])) {
    const found = firstMismatch(wanted[key], given[key], `${name}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isNumberLike(pattern: number, value: unknown): boolean {
  return Number.isFinite(value) || (Number.isNaN(pattern) && Number.isNaN(value));
}

function isArrayLike(pattern: Float64Array | Float32Array, value: unknown): boolean {
  if (Object.prototype.toString.call(value) !== Object.prototype.toString.call(pattern)) return false;
  const array = value as Float64Array | Float32Array;
  return array.length === pattern.length && array.every((number) => Number.isFinite(number));
}
