// How the stored numbers of a variable become values, by the conventions of netCDF and CF: packing (`scale_factor`,
// `add_offset`, `_Unsigned`), numbers that stand for no value (`_FillValue`, `missing_value`, and where there is no
// `_FillValue` the number that netCDF leaves in what was never written), and bounds (`valid_min`, `valid_max`,
// `valid_range`). Fill values are stored numbers. So are bounds, unless they are floats of a variable packed in integers.
// Source: NetCDF Users Guide (docs.unidata.ucar.edu), "Attribute Conventions"; NC_FILL_* in netcdf.h; CF 1.11, 8.1.
import { TharsisError } from '../foundation/errors.js';
import { plainNumber } from '../foundation/plain-number.js';

/** netCDF's fill value of float and double, 9.969209968386869e36. */
export const FLOAT_FILL = 15 * 2 ** 119;

/** The type of stored numbers. */
export interface NumberKind {
  readonly floating: boolean;
  readonly bytes: number;
  readonly signed: boolean;
}

export const encodingAttributes = [
  '_FillValue',
  'missing_value',
  'valid_min',
  'valid_max',
  'valid_range',
  'scale_factor',
  'add_offset',
  '_Unsigned',
] as const;
type EncodingAttribute = (typeof encodingAttributes)[number];

/** Those attributes that a variable has: a number, an array of numbers, or a text, and whether they are floats. */
export type EncodingAttributes = Readonly<
  Partial<Record<EncodingAttribute, { readonly value: unknown; readonly floating: boolean }>>
>;

/** How numbers are stored. */
export interface Encoding {
  /** What is added to negative numbers that are meant to be unsigned; else 0. */
  readonly wrap: number;
  readonly missing: readonly { readonly value: number; readonly what: string }[];
  readonly bounds: readonly Bound[];
  readonly scale: number;
  readonly offset: number;
}

interface Bound {
  readonly attribute: string;
  readonly side: 'above' | 'below';
  readonly limit: number;
  /** Whether stored numbers are compared with it; else values. */
  readonly stored: boolean;
}

/** Called for a number that stands for no value; `what` is like "the fill value 1e20 (attribute _FillValue)". */
export type OnMissing = (index: number, what: string) => void;

/**
 * How a variable is encoded.
 *
 * @param where the file and the variable, for errors
 * @throws TharsisError `archive-type` where an attribute is not what the conventions ask for
 */
export function encodingOf(attributes: EncodingAttributes, kind: NumberKind, where: string): Encoding {
  const numbers = (name: EncodingAttribute, count: number | undefined): readonly number[] => {
    const attribute = attributes[name];
    if (attribute === undefined) return [];
    const { value } = attribute;
    const found = ArrayBuffer.isView(value) ? Array.from(value as Float64Array, Number) : [Number(value)];
    if (typeof value !== 'string' && found.length === (count ?? found.length)) return found;
    const expected = count === 2 ? 'two numbers' : 'a number';
    const shown = typeof value === 'string' ? `'${value}'` : `[${found.join(', ')}]`;
    throw notAsAsked(`${where}: the attribute ${name} is ${shown}`, `write ${expected} of the type of the variable`);
  };
  const [scale = 1] = numbers('scale_factor', 1);
  const [offset = 0] = numbers('add_offset', 1);
  if (!Number.isFinite(scale) || scale === 0 || !Number.isFinite(offset)) {
    throw notAsAsked(
      `${where}: it is packed by scale_factor = ${scale} and add_offset = ${offset}`,
      'give finite numbers, scale_factor not 0',
    );
  }
  const packed = (attributes.scale_factor ?? attributes.add_offset) !== undefined;
  const unsigned = kind.signed && !kind.floating && /^true$/i.test(String(attributes._Unsigned?.value));
  const wrap = unsigned ? 2 ** (8 * kind.bytes) : 0;
  // An attribute may be float64 where the numbers are float32.
  const asStored = (value: number): number =>
    kind.floating && kind.bytes === 4 ? Math.fround(value) : value < 0 ? value + wrap : value;

  const fills = numbers('_FillValue', 1).map((value) => ({ value, what: 'fill value', by: 'attribute _FillValue' }));
  const missing = numbers('missing_value', undefined).map((value) => ({
    value,
    what: 'missing value',
    by: 'attribute missing_value',
  }));
  const usual = attributes._FillValue === undefined ? usualFill(kind) : undefined;
  if (usual !== undefined) fills.push({ value: usual, what: 'fill value', by: 'of netCDF for what was never written' });

  const stored = (name: EncodingAttribute): boolean => !packed || kind.floating || attributes[name]?.floating === false;
  const bound = (attribute: EncodingAttribute, side: Bound['side'], limit: number): Bound => ({
    attribute,
    side,
    limit: stored(attribute) ? asStored(limit) : limit,
    stored: stored(attribute),
  });
  const [low, high] = numbers('valid_range', 2);
  return {
    wrap,
    missing: [...fills, ...missing]
      .filter(({ value }) => !Number.isNaN(value))
      .map(({ value, what, by }) => ({ value: asStored(value), what: `the ${what} ${short(value)} (${by})` })),
    bounds: [
      ...numbers('valid_min', 1).map((limit) => bound('valid_min', 'below', limit)),
      ...numbers('valid_max', 1).map((limit) => bound('valid_max', 'above', limit)),
      ...(low === undefined ? [] : [bound('valid_range', 'below', low)]),
      ...(high === undefined ? [] : [bound('valid_range', 'above', high)]),
    ],
    scale,
    offset,
  };
}

/**
 * Puts the values of stored numbers into an array of their length; NaN for what is NaN or stands for no value.
 *
 * @param onMissing called with numbers that stand for no value, but not with NaN
 */
export function decode<Values extends Float32Array | Float64Array>(
  numbers: ArrayLike<number>,
  values: Values,
  { wrap, missing, bounds, scale, offset }: Encoding,
  onMissing: OnMissing = () => {},
): Values {
  for (let index = 0; index < values.length; index++) {
    const read = numbers[index]!;
    const stored = read < 0 ? read + wrap : read;
    const value = stored * scale + offset;
    values[index] = value;
    const what = reasonAgainst(stored, value, missing, bounds);
    if (what === undefined) continue;
    values[index] = Number.NaN;
    onMissing(index, what);
  }
  return values;
}

/** Why a number stands for no value. Loops by index, as all cells of an archive pass here. */
function reasonAgainst(
  stored: number,
  value: number,
  missing: Encoding['missing'],
  bounds: Encoding['bounds'],
): string | undefined {
  for (let index = 0; index < missing.length; index++) {
    if (stored === missing[index]!.value) return missing[index]!.what;
  }
  for (let index = 0; index < bounds.length; index++) {
    const { attribute, side, limit, stored: ofStored } = bounds[index]!;
    const compared = ofStored ? stored : value;
    if (side === 'below' ? compared < limit : compared > limit) {
      return `${short(compared)}, ${side} ${short(limit)} (attribute ${attribute})`;
    }
  }
  return undefined;
}

/** What netCDF leaves in what was never written. Bytes use all their values. */
function usualFill({ floating, bytes, signed }: NumberKind): number | undefined {
  if (floating) return FLOAT_FILL;
  if (bytes === 1) return undefined;
  // Of 64 bits as float64, which rounds -9223372036854775806 and 18446744073709551614.
  if (bytes === 8) return signed ? -(2 ** 63) : 2 ** 64;
  return signed ? 1 - 2 ** (8 * bytes - 1) : 2 ** (8 * bytes) - 1;
}

/** Seven digits, as float32 has them. */
function short(value: number): string {
  return plainNumber(Number(value.toPrecision(7)));
}

function notAsAsked(message: string, remedy: string): TharsisError {
  return new TharsisError('archive-type', message, remedy);
}
