// Melt that leaves the mantle: how depleted each cell is, what it keeps of its heat-producing elements, and how much
// has gone into the crust. Both fields are carried by the flow (`transport.ts`) and sink with the rock under erupted
// melt (`eruption.ts`). The crust grows by as much, everywhere alike; what the mantle loses of heat-producing elements
// it gains, so their total stays.
import type { Grid } from '../grid.js';
import { freshMelt, type Melting, retained } from '../material/melting.js';
import { advectDownward } from './eruption.js';

/** The state that melting leaves, per cell. */
export interface Depletion {
  /** Fraction of melt that has left the rock of the mantle, X. */
  readonly degree: Float64Array;
  /** Concentration of heat-producing elements in the rock of the mantle, relative to the mantle before any melting. */
  readonly concentration: Float64Array;
  /** Area of melt that has left the mantle since the start. */
  extracted: number;
  /** Heat that melt has taken out of the mantle since the start, latent heat included: temperature times area. */
  erupted: number;
  /** Work array of a column: the area of melt that has left from below the upper face of a cell. */
  readonly below: Float64Array;
}

/** A mantle that has not molten. */
export function fertileMantle(grid: Grid): Depletion {
  const cells = grid.radial * grid.azimuthal;
  return {
    degree: new Float64Array(cells),
    concentration: new Float64Array(cells).fill(1),
    extracted: 0,
    erupted: 0,
    below: new Float64Array(grid.radial),
  };
}

/** Extracts what melt there is below the crust: cools and depletes the cells, and lets it erupt. */
export function extractMelt(
  grid: Grid,
  melting: Melting,
  crustShare: Float64Array,
  depletion: Depletion,
  temperature: Float64Array,
): void {
  for (let column = 0; column < temperature.length; column += grid.radial) {
    const melt = meltColumn(grid, melting, crustShare, depletion, temperature, column);
    if (melt > 0) erupt(grid, melting, depletion, temperature, column, melt);
  }
}

/** Melts what is mantle in a column. Fills `depletion.below`, and returns the area of melt that leaves. */
export function meltColumn(
  { radial, cellArea }: Grid,
  melting: Melting,
  crustShare: Float64Array,
  { degree, concentration, below }: Depletion,
  temperature: Float64Array,
  column: number,
): number {
  let left = 0;
  for (let i = melting.deepest; i < radial; i++) {
    const cell = column + i;
    if (temperature[cell] > melting.solidus[i] && crustShare[i] < 1) {
      const mantle = 1 - crustShare[i];
      const melt = freshMelt(melting, i, temperature[cell], degree[cell], mantle);
      temperature[cell] -= melting.latentHeat * mantle * melt;
      concentration[cell] *= retained(melting, degree[cell], degree[cell] + melt);
      degree[cell] += melt;
      left += melt * mantle * cellArea[i];
    }
    below[i] = left;
  }
  return left;
}

function erupt(
  grid: Grid,
  { deepest, latentHeat }: Melting,
  depletion: Depletion,
  temperature: Float64Array,
  column: number,
  melt: number,
): void {
  const { degree, concentration, below } = depletion;
  const top = column + grid.radial - 1;
  depletion.erupted += latentHeat * melt - advectDownward(grid, below, deepest, temperature, column, 0);
  advectDownward(grid, below, deepest, degree, column, degree[top]);
  advectDownward(grid, below, deepest, concentration, column, concentration[top]);
  depletion.extracted += melt;
}

/** Area of the crust that has come out of the mantle, per length of the surface. Nondimensional. */
export function producedCrust(grid: Grid, { extracted }: Depletion): number {
  return extracted / surfaceArea(grid);
}

/** Heat that melt has taken out of the mantle, per area of the surface. Nondimensional. */
export function eruptedHeat(grid: Grid, { erupted }: Depletion): number {
  return erupted / surfaceArea(grid);
}

function surfaceArea({ radial, azimuthal, dphi, faceArea }: Grid): number {
  return faceArea[radial] * azimuthal * dphi;
}
