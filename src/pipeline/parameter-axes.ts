// Parameters as axes of pictures: the symbols of the field where a name is known, the names themselves otherwise.
import { parameterRanges } from '../convection/parameter-ranges.js';
import type { ParameterAxis } from '../report/report-data.js';

/** The axes of the parameters of an archive or a model, in its order. */
export function parameterAxes(
  parameters: Readonly<Record<string, { readonly minimum: number; readonly maximum: number; readonly unit: string }>>,
  logarithmic: readonly string[],
): ParameterAxis[] {
  const known: Readonly<Record<string, { readonly symbol: string } | undefined>> = parameterRanges;
  return Object.entries(parameters).map(([name, { minimum, maximum, unit }]) => ({
    name,
    symbol: known[name]?.symbol ?? name,
    unit,
    minimum,
    maximum,
    scale: logarithmic.includes(name) ? 'logarithmic' : 'linear',
  }));
}
