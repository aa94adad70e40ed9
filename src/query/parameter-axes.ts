// Parameters as axes of pictures: the symbols of the field where a name is known, the names themselves otherwise.
import { parameterRanges } from '../convection/parameters/parameter-ranges.js';
import { ownValue } from '../foundation/own-value.js';
import type { ParameterAxis } from '../report/report-data.js';
import type { TrainedRange } from '../surrogate/model-folder.js';

/** The axes of the parameters of an archive or a model: known ones first, in the order of the literature. */
export function parameterAxes(parameters: Readonly<Record<string, TrainedRange>>): ParameterAxis[] {
  const known: Readonly<Record<string, { readonly symbol: string } | undefined>> = parameterRanges;
  const order = Object.keys(known);
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const entries = Object.entries(parameters).sort(([a], [b]) => rank(a) - rank(b));
  return entries.map(([name, { minimum, maximum, unit, scale }]) => ({
    name,
    symbol: ownValue(known, name)?.symbol ?? name,
    unit,
    minimum,
    maximum,
    scale,
  }));
}
