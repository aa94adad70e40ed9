// What the strain rate ε_θθ in the third dimension, of a spherical annulus, adds to the Stokes operator: it couples the
// same nodes as that along r, whose stencil therefore holds it.
import type { Grid } from '../grid.js';
import type { CoefficientName } from '../kernels/stencil-kernels.js';
import type { StrainFactors } from './strain-rates.js';

/** An operator to add to (`stokes-operator.ts`). */
interface Assembled {
  readonly grid: Grid;
  readonly stride: number;
  readonly margin: number;
  readonly coefficients: Readonly<Record<CoefficientName, Float64Array>>;
  readonly factors: StrainFactors;
}

/** Adds ¾ ε_θθ² × 4 η × volume of all cells; nothing where the geometry has none. */
export function addHoop({ grid, stride, margin, coefficients, factors }: Assembled, viscosity: Float64Array): void {
  if (factors.hoop === undefined) return;
  const { self, up, downRight, right, upRight } = coefficients;
  const { outer, inner } = factors.hoop;
  const { radial, azimuthal } = grid;
  for (let j = 1; j < azimuthal; j++) {
    const lastColumn = j === azimuthal - 1;
    for (let i = 1; i < radial; i++) {
      const k = margin + (j - 1) * stride + i - 1;
      const cell = j * radial + i;
      const high = viscosity[cell];
      const low = viscosity[cell - 1];
      const bothHigh = high + viscosity[cell - radial];
      const bothLow = low + viscosity[cell - 1 - radial];
      self[k] += bothHigh * inner[i] * inner[i] + bothLow * outer[i - 1] * outer[i - 1];
      if (i < radial - 1) up[k] += bothHigh * inner[i] * outer[i];
      if (lastColumn) continue;
      right[k] -= high * inner[i] * inner[i] + low * outer[i - 1] * outer[i - 1];
      if (i < radial - 1) upRight[k] -= high * inner[i] * outer[i];
      if (i > 1) downRight[k] -= low * inner[i - 1] * outer[i - 1];
    }
  }
}
