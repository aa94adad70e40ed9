// Settings that are each possible, but not together.
import { planetOf } from '../planets/planet-choice.js';
import type { EvolutionConfig } from './settings/evolution-settings.js';
import { boundaryLayerOf, crustOf } from './usual-values.js';

/** m, with melting: the heat-producing elements of all melt go into the crust, evenly. */
const MIN_CRUST = 1;

/** A setting, the value that does not go with the others, and what is wanted in its place. */
export interface Contradiction {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly wanted: string;
}

export function contradictionIn(config: EvolutionConfig): Contradiction | undefined {
  const { planetRadius, coreRadius } = planetOf(config.planet);
  const depth = planetRadius - coreRadius;
  return thickBoundaryLayers(config, depth) ?? unresolvedMode(config) ?? impossibleCrust(config, depth);
}

function thickBoundaryLayers(config: EvolutionConfig, depth: number): Contradiction | undefined {
  const value = boundaryLayerOf(config, depth);
  if (value < depth / 2) return undefined;
  return { path: ['boundaryLayerThickness'], value, wanted: `meters, less than half the mantle (${depth / 2})` };
}

function unresolvedMode({ perturbation, cells: { azimuthal } }: EvolutionConfig): Contradiction | undefined {
  const { amplitude, modes } = perturbation;
  const value = amplitude > 0 ? modes.find(({ mode }) => mode >= azimuthal) : undefined;
  if (value === undefined) return undefined;
  const wanted = `modes below ${azimuthal}, the azimuthal cells: the grid does not resolve higher ones`;
  return { path: ['perturbation'], value, wanted };
}

function impossibleCrust(config: EvolutionConfig, depth: number): Contradiction | undefined {
  const path = ['crustThickness'];
  const value = crustOf(config).thickness;
  if (!(value < depth)) return { path, value, wanted: `meters, less than the depth of the mantle (${depth})` };
  if (!config.melting || value >= MIN_CRUST) return undefined;
  const wanted = `at least ${MIN_CRUST} m, in meters, or melting: false: what leaves the mantle needs a place`;
  return { path, value, wanted };
}
