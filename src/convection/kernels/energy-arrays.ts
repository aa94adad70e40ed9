// The arrays that the kernels of the energy equation work on, for one grid, and how kernels walk over them. Cells lie
// at j × radial + i, radial faces at j × (radial + 1) + i, azimuthal faces, of which those of one j go together, at
// j × radial + i.
import type { Grid } from '../grid.js';
import { type FunctionBody, type I32, i32 } from './assembler.js';
import { NUMBER } from './lanes.js';
import { type NamedArrays, namedArrays } from './named-arrays.js';
import { advance } from './panel-format.js';

/** How many numbers each array has. */
function lengthsOf({ radial, azimuthal }: Grid) {
  const cells = radial * azimuthal;
  const radialFaces = (radial + 1) * azimuthal;
  const azimuthalFaces = radial * (azimuthal + 1);
  return {
    // Per cell: what is advanced, what else the flow carries, where a step began, what a stage changes; sources.
    temperature: cells,
    carried: cells,
    start: cells,
    change: cells,
    heating: cells,
    // Along r, of the halves of a cell; along φ.
    lowerConductivity: cells,
    upperConductivity: cells,
    azimuthalConductivity: cells,
    azimuthalPivot: cells,
    azimuthalRatio: cells,
    // Volume fluxes and conductances.
    radialFlux: radialFaces,
    azimuthalFlux: azimuthalFaces,
    radialConductance: radialFaces,
    azimuthalConductance: azimuthalFaces,
    // By the radial index of a cell.
    perArea: radial,
    sideArea: radial,
    halfHeight: radial,
    halfWidth: radial,
    azimuthalBound: radial,
    azimuthalCoupling: radial,
    radialPivot: radial,
    radialBelow: radial,
    radialRatio: radial,
    // By the radial index of a face.
    faceArea: radial + 1,
    radialBound: radial + 1,
    outwardAhead: radial + 1,
    outwardBack: radial + 1,
    inwardAhead: radial + 1,
    inwardBack: radial + 1,
    // By radial index, from the cell beyond the core to the one beyond the surface.
    adiabatic: radial + 2,
    // Work arrays: a column with what lies beyond its walls and one number more; fluxes through its faces; resistances
    // above its faces; a column before.
    column: radial + 3,
    faces: radial + 1,
    above: radial + 1,
    before: radial,
  };
}

export type EnergyArrayName = keyof ReturnType<typeof lengthsOf>;

/** What kernels are written for: the numbers of cells, and where the arrays begin. */
export interface EnergyLayout {
  readonly radial: number;
  readonly azimuthal: number;
  readonly addressOf: (name: EnergyArrayName) => number;
}

export function energyArrays(grid: Grid): NamedArrays<EnergyArrayName> {
  return namedArrays(lengthsOf(grid));
}

/** Runs over the columns from `first` to before `end`; `cells` and `faces` are the offsets of their first cell and face. */
export function overColumns(
  f: FunctionBody,
  { radial }: EnergyLayout,
  first: number,
  end: number,
  body: (cells: I32, faces: I32) => void,
): void {
  const cells = f.keep(i32.constant(first * radial * NUMBER));
  const faces = f.keep(i32.constant(first * (radial + 1) * NUMBER));
  f.while(i32.lessThan(cells, i32.constant(end * radial * NUMBER)), () => {
    body(cells, faces);
    advance(f, cells, radial * NUMBER);
    advance(f, faces, (radial + 1) * NUMBER);
  });
}
