// The density of stable layers, implicit in time. A flow that is solved for at the start of a step moves rock through
// the whole of it; where rock lies stably (`material/stratification.ts`), what has moved drives it back, in a time that
// may be far shorter than the step. So the buoyancy counts as it will be at the end of the step dt, but for the change
// that the flow of the step before, ψ', would make: with f the face flux, a difference of ψ,
//   B - S dt (f - f') / (face area) on radial faces
// It adds to the quadratic form of the operator the squares of the fluxes, with weights
//   w = Ra dt max(0, S) × (distance of the cells) / (face area),
// which keep it symmetric positive definite, and to the load w f'. (Free-surface stabilization takes the same care of
// the density jump at a surface: Kaus et al. 2010, Phys. Earth Planet. Inter. 181.) As f - f' is of first order in dt,
// the flow is off by the second order; a flow that does not change is not changed by it, whatever dt.
// docs/decisions/0016-density-of-stable-layers-implicit-in-time.md
import type { Grid } from '../grid.js';
import type { StokesOperator } from './stokes-operator.js';

/**
 * Turns S times the distance of the cells, on radial faces as in a `Flow`, into the weights, in place. `strength` is
 * Ra dt. Weights on the walls are of no account.
 */
export function restoringWeights({ radial, faceArea, dphi }: Grid, strength: number, jump: Float64Array): void {
  for (let face = 0; face < jump.length; face++) {
    jump[face] = (strength * Math.max(0, jump[face])) / (faceArea[face % (radial + 1)] * dphi);
  }
}

/** Adds the weighted squares of the fluxes to an operator that has just been assembled. */
export function addRestoring({ grid, stride, margin, coefficients }: StokesOperator, weights: Float64Array): void {
  const { self, right } = coefficients;
  const { radial, azimuthal } = grid;
  const nodes = radial + 1;
  for (let j = 1; j < azimuthal; j++) {
    for (let i = 1; i < radial; i++) {
      const k = margin + (j - 1) * stride + i - 1;
      const face = j * nodes + i;
      self[k] += weights[face - nodes] + weights[face];
      if (j < azimuthal - 1) right[k] -= weights[face];
    }
  }
}

/** Adds to `load` what the fluxes of the flow before do with these weights; both on interior nodes. */
export function addRestoringLoad(
  { radial, azimuthal }: Grid,
  weights: Float64Array,
  before: Float64Array,
  load: Float64Array,
): void {
  const stride = radial - 1;
  const last = (azimuthal - 2) * stride;
  for (let k = 0; k < load.length; k++) {
    const i = (k % stride) + 1;
    const face = ((k - i + 1) / stride + 1) * (radial + 1) + i;
    const left = k < stride ? 0 : before[k - stride];
    const right = k < last ? before[k + stride] : 0;
    load[k] += weights[face - radial - 1] * (before[k] - left) + weights[face] * (before[k] - right);
  }
}
