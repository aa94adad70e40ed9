// The viscosity of a grid, nondimensional (reference viscosity = 1), from a law (its logarithm) at cell centers; node
// values are geometric means of the adjacent cells. The laws of evolutions: `rheologies/`.
import type { Grid } from '../grid.js';
import { exponentiate } from '../kernels/exponential-kernels.js';

/** ln η of a temperature and a depth (both nondimensional). */
export type ViscosityLaw = (temperature: number, depth: number) => number;

/** Frank-Kamenetskii law η = exp(-ln(temperatureContrast) T + ln(depthContrast) d), 1 at the surface. */
export function frankKamenetskiiLaw(temperatureContrast: number, depthContrast = 1): ViscosityLaw {
  const slope = Math.log(temperatureContrast);
  const depthSlope = Math.log(depthContrast);
  return (temperature, depth) => depthSlope * depth - slope * temperature;
}

/** Viscosities on a grid: η at cells and its fourth root, η at nodes. */
export interface ViscosityField {
  readonly fourthRoot: Float64Array;
  readonly cell: Float64Array;
  readonly node: Float64Array;
}

export function viscosityField(grid: Grid): ViscosityField {
  const cells = grid.radial * grid.azimuthal;
  return {
    fourthRoot: new Float64Array(cells),
    cell: new Float64Array(cells),
    node: new Float64Array((grid.radial + 1) * (grid.azimuthal + 1)),
  };
}

/** Fills the field from cell temperatures. Boundary nodes stay zero: they carry no shear stress (free slip). */
export function updateViscosity(
  grid: Grid,
  law: ViscosityLaw,
  temperature: Float64Array,
  { fourthRoot, cell, node }: ViscosityField,
): void {
  const { radial, azimuthal, rCell, rNode } = grid;
  const outer = rNode[radial];
  for (let j = 0, k = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++, k++) fourthRoot[k] = 0.25 * law(temperature[k], outer - rCell[i]);
  }
  exponentiate(fourthRoot);
  for (let k = 0; k < fourthRoot.length; k++) {
    const square = fourthRoot[k] * fourthRoot[k];
    cell[k] = square * square;
  }
  // The geometric mean of four cells is the product of their fourth roots.
  for (let j = 1; j < azimuthal; j++) {
    for (let i = 1; i < radial; i++) {
      const left = (j - 1) * radial + i;
      const right = j * radial + i;
      node[j * (radial + 1) + i] =
        fourthRoot[left - 1] * fourthRoot[left] * (fourthRoot[right - 1] * fourthRoot[right]);
    }
  }
}
