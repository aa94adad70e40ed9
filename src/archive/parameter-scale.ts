// Whether a parameter varies by ratios or by differences: who measures distances between simulations, feeds networks or
// draws axes takes the logarithm of the former. Archives state it (attribute parameter_<name>_scale), manifests keep it.

import { ownValue } from '../foundation/own-value.js';

export const parameterScaleNames = ['linear', 'logarithmic'] as const;
export type ParameterScale = (typeof parameterScaleNames)[number];

/** The scale of a parameter of an archive that does not state it: only reference viscosities span orders of magnitude. */
export function usualScale(name: string): ParameterScale {
  return name === 'referenceViscosity' ? 'logarithmic' : 'linear';
}

/** The scale of each parameter: as stated, else the usual one. */
export function scalesOf(
  names: readonly string[],
  stated: Readonly<Record<string, ParameterScale | undefined>> = {},
): Record<string, ParameterScale> {
  return Object.fromEntries(names.map((name) => [name, ownValue(stated, name) ?? usualScale(name)]));
}
