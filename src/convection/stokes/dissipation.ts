// Viscous dissipation Φ = τ:ε per volume (`strain-rates.ts`), of a flow and its viscosity. The shear part, at home on
// nodes, is shared among the four cells around a node, so the sum over cells times their volumes is ψᵀAψ to round-off:
// exactly the work that buoyancy does.
import type { Grid } from '../grid.js';
import type { ViscosityField } from '../material/viscosity.js';
import { cellStrain, hoopStrain, nodeStrain, type StrainFactors } from './strain-rates.js';

/**
 * Fills `dissipation` (cells; nondimensional, times Di/Ra it heats). `streamFunction` on all nodes, as in a `Flow`;
 * `factors` of the grid (`strainFactors`).
 */
export function viscousDissipation(
  grid: Grid,
  factors: StrainFactors,
  viscosity: ViscosityField,
  streamFunction: Float64Array,
  dissipation: Float64Array,
): void {
  const { radial, azimuthal, cellArea, height } = grid;
  const nodes = radial + 1;
  for (let j = 0, cell = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++, cell++) {
      const strain = cellStrain(factors, streamFunction, nodes, i, j);
      const across = hoopStrain(factors, streamFunction, nodes, i, j);
      const eta = viscosity.cell[cell];
      dissipation[cell] = (eta * strain * strain + eta * across * across) / cellArea[i];
    }
  }
  for (let j = 1; j < azimuthal; j++) {
    for (let i = 1; i < radial; i++) {
      const strain = nodeStrain(factors, streamFunction, nodes, i, j);
      const work = (0.5 * viscosity.node[j * nodes + i] * strain * strain) / (height[i - 1] + height[i]);
      const lower = (work * height[i - 1]) / cellArea[i - 1];
      const upper = (work * height[i]) / cellArea[i];
      const right = j * radial + i;
      const left = right - radial;
      dissipation[left - 1] += lower;
      dissipation[right - 1] += lower;
      dissipation[left] += upper;
      dissipation[right] += upper;
    }
  }
}
