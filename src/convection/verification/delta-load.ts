// The Stokes solver beside the flow that a sheet of buoyancy drives, as in Zhong, Gurnis & Hulbert (1993): unit
// viscosity, a unit box with free slip, T = δ(z - z₀) cos(kx). With u_z = ∂ψ/∂x and ψ = F(z) sin(kx),
//   (D² - k²)² F = k δ(z - z₀),  F = F'' = 0 at z = 0, 1
// is solved by half the derivative of G with respect to k, G being the Green's function of D² - k²:
//   G = -sinh(ka) sinh(kb) / (k sinh k),  a = min(z, z₀),  b = 1 - max(z, z₀)
import { boxGrid } from '../grid.js';
import { flowOf, stillFlow } from '../stokes/flow.js';
import { solveStokes, stokesSolver } from '../stokes/stokes.js';
import { unitViscosity } from './analytic-flow.js';
import { surfaceVelocities } from './convection-values.js';
import { notSolved } from './not-solved.js';

/** F at a height. */
export function deltaLoadStreamFunction(k: number, load: number, z: number): number {
  const a = Math.min(z, load);
  const b = 1 - Math.max(z, load);
  if (a <= 0 || b <= 0) return 0;
  const green = (-Math.sinh(k * a) * Math.sinh(k * b)) / (k * Math.sinh(k));
  return 0.5 * green * (a / Math.tanh(k * a) + b / Math.tanh(k * b) - 1 / k - 1 / Math.tanh(k));
}

/** Largest velocity along the top: -F'(1), from the derivative of sinh(k z₀) / sinh k with respect to k. */
export function deltaLoadSurfaceVelocity(k: number, load: number): number {
  const ratio = Math.sinh(k * load) / Math.sinh(k);
  return -0.5 * ratio * (load / Math.tanh(k * load) - 1 / Math.tanh(k));
}

/**
 * Errors on cells × cells, stretched: of ψ (root-mean-square, relative to its largest value) and of the surface
 * velocity (relative). The sheet lies on the row of nodes nearest to `load`; `mode` half wavelengths fit into the box.
 */
export function deltaLoadErrors(cells: number, mode: number, load: number, stretching: number) {
  const grid = boxGrid(cells, cells, 1, stretching);
  const k = mode * Math.PI;
  const row = grid.rNode.reduce((best, z, i) => (Math.abs(z - load) < Math.abs(grid.rNode[best] - load) ? i : best), 0);
  const height = grid.rNode[row];
  const solver = stokesSolver(grid);
  for (let j = 1; j < cells; j++) {
    const node = (j - 1) * (cells - 1) + row - 1;
    solver.load[node] = Math.cos(k * grid.phiCell[j - 1]) - Math.cos(k * grid.phiCell[j]);
  }
  const psi = new Float64Array(solver.operator.size);
  if (!solveStokes(solver, unitViscosity(grid), psi, 1e-10)) {
    throw notSolved(`stokes-delta-load: the flow of mode ${mode} cannot be solved for on ${cells} x ${cells} cells`);
  }
  let sum = 0;
  let scale = 0;
  for (let j = 1, node = 0; j < cells; j++) {
    for (let i = 1; i < cells; i++, node++) {
      const exact = deltaLoadStreamFunction(k, height, grid.rNode[i]) * Math.sin(k * j * grid.dphi);
      sum += (psi[node] - exact) ** 2;
      scale = Math.max(scale, Math.abs(exact));
    }
  }
  const flow = stillFlow(grid);
  flowOf(grid, psi, flow);
  const velocity = deltaLoadSurfaceVelocity(k, height);
  return {
    streamFunction: Math.sqrt(sum / (cells - 1) ** 2) / scale,
    surfaceVelocity: Math.abs(surfaceVelocities(grid, flow).surfaceVmax / velocity - 1),
  };
}
