// Outside the ranges it was trained on, a surrogate extrapolates: it must warn, and state by how much.
import type { ModelDescription } from './model-folder.js';

/** A parameter outside its trained range. */
export interface RangeWarning {
  readonly name: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  /**
   * How far outside, in percent of the width of the range (of its logarithm on a logarithmic scale). Where all
   * trained values are equal there is no width: then in percent of that value, and 100 if it is zero.
   */
  readonly excessPercent: number;
}

/** The parameters that lie outside the ranges of the training simulations. */
export function rangeWarnings(
  { parameters: ranges }: Pick<ModelDescription, 'parameters'>,
  parameters: Readonly<Record<string, number>>,
): RangeWarning[] {
  const warnings: RangeWarning[] = [];
  for (const [name, { minimum, maximum, scale }] of Object.entries(ranges)) {
    const value = parameters[name]!;
    if (value >= minimum && value <= maximum) continue;
    const coordinate = scale === 'logarithmic' ? Math.log : (x: number) => x;
    const width = coordinate(maximum) - coordinate(minimum);
    const excess = value < minimum ? coordinate(minimum) - coordinate(value) : coordinate(value) - coordinate(maximum);
    const share = width > 0 ? excess / width : minimum === 0 ? 1 : Math.abs((value - minimum) / minimum);
    warnings.push({ name, value, minimum, maximum, excessPercent: 100 * share });
  }
  return warnings;
}
