// Numbers that stand for missing values, by the conventions of netCDF and CF: the attributes `_FillValue` and
// `missing_value`, and where there is no `_FillValue` the number that netCDF writes into what was never written.
// Source: NetCDF Users Guide (docs.unidata.ucar.edu), "Attribute Conventions"; NC_FILL_* in netcdf.h.

/** netCDF's fill value of float and double, 9.969209968386869e36. */
export const FLOAT_FILL = 15 * 2 ** 119;

/**
 * The numbers that stand for missing values in a variable.
 *
 * @param attributes of the variable
 * @param defaultFill netCDF's fill value of its type, undefined where the type has none
 */
export function missingValues(
  attributes: { readonly _FillValue?: unknown; readonly missing_value?: unknown },
  defaultFill: number | undefined,
): readonly number[] {
  const { _FillValue: fill = defaultFill, missing_value: missing } = attributes;
  const stated = [fill, missing].filter((value) => value !== undefined);
  const numbers = stated
    .flatMap((value) => (ArrayBuffer.isView(value) ? [...(value as Float64Array)] : [value]))
    .map(Number);
  // An attribute may be float64 where the values are float32.
  return [...new Set(numbers.flatMap((value) => [value, Math.fround(value)]))];
}

/** Puts NaN in place of missing values; changes and gives the array. */
export function markMissing<Values extends Float32Array | Float64Array>(
  values: Values,
  missing: readonly number[],
): Values {
  for (let index = 0; index < values.length; index++) {
    if (missing.includes(values[index]!)) values[index] = Number.NaN;
  }
  return values;
}
