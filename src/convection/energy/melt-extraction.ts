// Melt that leaves the mantle: how depleted each cell is, what it keeps of its heat-producing elements, and how much has
// gone into the crust. Both fields are carried by the flow (`transport.ts`); what the mantle loses of heat-producing
// elements the crust gains, so their total stays. The crust keeps its thickness; new crust is counted, not built.
import type { Grid } from '../grid.js';
import { freshMelt, type Melting, retained } from '../material/melting.js';

/** The state that melting leaves, per cell. */
export interface Depletion {
  /** Fraction of melt that has left, X. */
  readonly degree: Float64Array;
  /** Concentration of heat-producing elements relative to the mantle before any melting. */
  readonly concentration: Float64Array;
  /** Area of melt that has left the mantle since the start. */
  extracted: number;
}

/** A mantle that has not molten. */
export function fertileMantle(grid: Grid): Depletion {
  const cells = grid.radial * grid.azimuthal;
  return { degree: new Float64Array(cells), concentration: new Float64Array(cells).fill(1), extracted: 0 };
}

/** Extracts what melt there is: cools the cells by its latent heat and depletes them. */
export function extractMelt(grid: Grid, melting: Melting, depletion: Depletion, temperature: Float64Array): void {
  const { degree, concentration } = depletion;
  const { radial, azimuthal, cellArea } = grid;
  for (let j = 0; j < azimuthal; j++) {
    for (let i = melting.deepest; i < radial; i++) {
      const cell = j * radial + i;
      if (temperature[cell] <= melting.solidus[i]) continue;
      const melt = freshMelt(melting, i, temperature[cell], degree[cell]);
      if (melt === 0) continue;
      temperature[cell] -= melting.latentHeat * melt;
      concentration[cell] *= retained(degree[cell], degree[cell] + melt);
      degree[cell] += melt;
      depletion.extracted += melt * cellArea[i];
    }
  }
}

/** Thickness of the crust that has come out of the mantle, if it lay evenly on the surface. Nondimensional. */
export function producedCrust({ radial, azimuthal, dphi, metricNode }: Grid, { extracted }: Depletion): number {
  return extracted / (metricNode[radial] * azimuthal * dphi);
}

/**
 * Fills `heating` from the bulk heating: rock of the residual mantle has `mantleShare` times the bulk before melting, less
 * as it is depleted; the crust has all the rest.
 */
export function distributeHeating(
  grid: Grid,
  crustShare: Float64Array,
  mantleShare: number,
  concentration: Float64Array,
  bulkHeating: number,
  heating: Float64Array,
): void {
  const { radial, azimuthal, cellArea, totalArea } = grid;
  let inMantle = 0;
  let crustArea = 0;
  for (let j = 0, cell = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++, cell++) {
      inMantle += mantleShare * (1 - crustShare[i]) * concentration[cell] * cellArea[i];
      crustArea += crustShare[i] * cellArea[i];
    }
  }
  const inCrust = (totalArea - inMantle) / crustArea;
  for (let j = 0, cell = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++, cell++) {
      const share = mantleShare * (1 - crustShare[i]) * concentration[cell] + crustShare[i] * inCrust;
      heating[cell] = bulkHeating * share;
    }
  }
}
