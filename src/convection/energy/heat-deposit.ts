// Where the heat of radioactive decay is set free. The crust has Λ times the concentration of the residual mantle before
// any melting; what molten rock loses of heat-producing elements the crust gains, evenly, so that their total stays.
//
// Temperatures are those of cell centers. Heat that is set free between two of them reaches both, as it conducts: of
// what arises at x, the part R(x → upper) / R(lower → upper) goes to the lower center, R being the thermal resistance
// in between. These are the loads of finite elements with hat functions fitted to the conductivity (Babuška et al. 1994,
// SIAM J. Numer. Anal. 31). Resistances are those of a plane, and of one conductivity between a wall and the outermost
// center, through which heat leaves to the wall at once. So steady temperatures of a column come out exactly in a box
// whose outermost half-cells have one conductivity each, and to second order in the cell in an annulus, however the
// base of the crust cuts its cells. Heat that is even over three cells gives each of them what arises in it.
import type { Grid } from '../grid.js';
import { type Crust, columnCrust } from '../material/crust.js';
import type { Diffusion } from './diffusion.js';

/** Heat that is set free, nondimensional. */
export interface DepositedHeat {
  /** Volumetric heating per cell. */
  readonly cells: Float64Array;
  /** What goes straight into the core and out through the surface, per area of the wall. */
  core: number;
  surface: number;
}

export function noHeat({ radial, azimuthal }: Grid): DepositedHeat {
  return { cells: new Float64Array(radial * azimuthal), core: 0, surface: 0 };
}

/**
 * Heating of the residual mantle relative to the bulk: 1 / (1 + f (Λ - 1)), f the area of the crust over the whole. Λ
 * is the ratio of crust to residual mantle: the bulk definition would exhaust the mantle at Λ = 16.
 */
export function residualShare(grid: Grid, enrichment: number, crust: Crust): number {
  return 1 / (1 + ((enrichment - 1) * columnCrust(grid, crust) * grid.azimuthal) / grid.totalArea);
}

/** How the heat-producing elements are distributed over crust and mantle. */
export interface HeatProduction {
  readonly crust: Crust;
  /** Conductivity of the crust, relative to that of the mantle. */
  readonly crustConductivity: number;
  /** Heating of unmolten rock of the mantle over that of the bulk: `residualShare`. */
  readonly mantle: number;
  /** Per cell, the concentration in rock of the mantle relative to unmolten rock; 1 where left out. */
  readonly concentration?: Float64Array | undefined;
}

/**
 * Fills `heat` from the heating of the bulk. The total is `bulkHeating` times the area of the grid, to round-off.
 *
 * @param conduction with the conductivity of the moment
 */
export function depositHeat(
  { grid, machine }: Diffusion,
  production: HeatProduction,
  bulkHeating: number,
  heat: DepositedHeat,
): void {
  const { radial, azimuthal, dphi, cellArea, faceArea } = grid;
  const { crust, crustConductivity, mantle, concentration } = production;
  const { radialConductance } = machine.arrays;
  const inCrust = bulkHeating * crustHeating(grid, production);
  const uppermost = uppermostMantle(crust);
  // Areas of heat, by face from the lower and the upper side, then per cell.
  heat.core = 0;
  heat.surface = 0;
  for (let j = 0, column = 0; j < azimuthal; j++, column += radial) {
    const ofMantle = (i: number) =>
      bulkHeating * mantle * (concentration === undefined ? 1 : concentration[column + Math.min(i, uppermost)]);
    for (let i = 0; i < radial; i++) heat.cells[column + i] = ofMantle(i) * cellArea[i];
    giveToWalls(grid, heat, column, ofMantle(0), ofMantle(radial - 1));
    // What the crust has beyond that of the mantle at its base.
    const excess = inCrust - ofMantle(radial - 1);
    for (let face = radial; face >= 0 && upperEnd(grid, face) > crust.base; face--) {
      const { area, moment } = layer(grid, Math.max(crust.base, lowerEnd(grid, face)), upperEnd(grid, face));
      // All above x is crust: R(x → upper) is its distance over the conductivity of the crust.
      const conductance = radialConductance[column + j + face] / (faceArea[face] * dphi);
      const down = (excess * moment * conductance) / crustConductivity;
      const up = excess * area - down;
      if (face === 0) heat.core += down;
      else heat.cells[column + face - 1] += down;
      if (face === radial) heat.surface += up;
      else heat.cells[column + face] += up;
    }
    for (let i = 0; i < radial; i++) heat.cells[column + i] /= cellArea[i];
  }
  heat.core /= faceArea[0] * azimuthal * dphi;
  heat.surface /= faceArea[radial] * azimuthal * dphi;
}

/** Heating of the crust over that of the bulk: what is not in the mantle. */
function crustHeating(grid: Grid, { crust, mantle, concentration }: HeatProduction): number {
  const { radial, azimuthal, cellArea, totalArea } = grid;
  const crustArea = columnCrust(grid, crust) * azimuthal;
  if (crustArea === 0) return mantle;
  let inMantle = 0;
  for (let j = 0, cell = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++, cell++) {
      const rock = (1 - crust.share[i]) * cellArea[i];
      inMantle += mantle * (concentration === undefined ? rock : rock * concentration[cell]);
    }
  }
  return (totalArea - inMantle) / crustArea;
}

/** The highest row that holds rock of the mantle; 0 where none does. */
function uppermostMantle({ share }: Crust): number {
  return Math.max(
    0,
    share.findLastIndex((part) => part < 1),
  );
}

/** Takes from the outermost cells of a column what heating that is even in them gives to the walls. */
function giveToWalls(grid: Grid, heat: DepositedHeat, column: number, lowest: number, highest: number): void {
  const { radial, rNode, rCell } = grid;
  const below = layer(grid, rNode[0], rCell[0]);
  const above = layer(grid, rCell[radial - 1], rNode[radial]);
  const toCore = (lowest * below.moment) / (rCell[0] - rNode[0]);
  const toSurface = highest * (above.area - above.moment / (rNode[radial] - rCell[radial - 1]));
  heat.cells[column] -= toCore;
  heat.cells[column + radial - 1] -= toSurface;
  heat.core += toCore;
  heat.surface += toSurface;
}

/** Of a column between two radii: its area, and its moment about the upper one, ∫ (to - x) dA, by Simpson's rule, exact. */
function layer({ geometry, dphi }: Grid, from: number, to: number): { area: number; moment: number } {
  const height = to - from;
  const middle = 0.5 * (from + to);
  const at = (radius: number) => geometry.width(radius) * geometry.thickness(radius);
  return {
    area: geometry.volume(middle, height) * dphi,
    moment: ((at(from) + 2 * at(middle)) * height ** 2 * dphi) / 6,
  };
}

/** From center to center of the cells beside a face, or from a wall. */
function lowerEnd({ rNode, rCell }: Grid, face: number): number {
  return face === 0 ? rNode[0] : rCell[face - 1];
}

function upperEnd({ radial, rNode, rCell }: Grid, face: number): number {
  return face === radial ? rNode[radial] : rCell[face];
}
