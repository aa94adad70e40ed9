// Settings whose usual value follows from others: configurations leave them out.
import { planetOf } from '../planets/planet-choice.js';
import type { EvolutionConfig } from './settings/evolution-settings.js';

/** m and W/m/K: the crust at the start, as configured or else that of the planet. */
export function crustOf({
  planet,
  crustThickness,
  crustConductivity,
}: Pick<EvolutionConfig, 'planet' | 'crustThickness' | 'crustConductivity'>): {
  thickness: number;
  conductivity: number;
} {
  const usual = planetOf(planet);
  return {
    thickness: crustThickness ?? usual.crustThickness,
    conductivity: crustConductivity ?? usual.crustConductivity,
  };
}

/** m: the initial thermal boundary layers, in a mantle of a depth in m. */
export function boundaryLayerOf(
  { boundaryLayerThickness }: Pick<EvolutionConfig, 'boundaryLayerThickness'>,
  depth: number,
): number {
  return boundaryLayerThickness ?? Math.min(300e3, depth / 4);
}

/** What steps may cost in accuracy depends on how far rock moves in them, in depths of the mantle, whatever the cells. */
const USUAL_DISTANCE = 1 / 32;
const MAX_CELLS = 8;

/**
 * The Courant number that steps keep to: the configured one, or else the one with which the fastest rock moves by 1/32
 * of the mantle's depth, but at least by a cell and at most by eight
 * (docs/decisions/0010-courant-number-grows-with-the-grid.md).
 */
export function courantNumberOf({ courantNumber, cells }: Pick<EvolutionConfig, 'courantNumber' | 'cells'>): number {
  return courantNumber ?? Math.min(Math.max(USUAL_DISTANCE * cells.radial, 1), MAX_CELLS);
}
