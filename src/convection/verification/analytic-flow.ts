// The Stokes solver beside an analytic flow in the annulus (Kramer, Davies & Wilson 2021): free slip, unit viscosity,
// smooth forcing. Nondimensional.
import { cylinder } from '../../foundation/geometries/cylinder.js';
import { annulusGrid, type Grid } from '../grid.js';
import { type ViscosityField, viscosityField } from '../material/viscosity.js';
import { planets } from '../planets/registry.js';

import { buoyancy, solveStokes, stokesSolver } from '../stokes/stokes.js';
import { notSolved } from './not-solved.js';

const { inner: innerRadius, outer: outerRadius } = cylinder.radii(planets.mars);

/**
 * The analytic flow for the radial forcing -(r / outer)^k cos(nφ): ψ = radial(r) sin(nφ) with u_r = -(1/r) ∂ψ/∂φ, the
 * opposite sign of ours.
 */
export function analyticStreamFunction(n: number, k: number, inner: number, outer: number) {
  const a = inner / outer;
  const below = (a + a ** n) * (a ** n - a) * (k + n + 1) * (k - n + 3);
  const above = (a ** (n + 1) + 1) * (a ** (n + 1) - 1) * (k + n + 3) * (k - n + 1);
  const A = ((-1 / 4) * outer ** (3 - n) * (a ** 2 - a ** (k + n + 3))) / below;
  const B = ((1 / 4) * outer ** (n + 3) * (a ** (k + n + 3) - a ** (2 * n + 2))) / above;
  const C = ((-1 / 4) * outer ** (1 - n) * (a ** (k + n + 3) - 1)) / above;
  const D = ((-1 / 4) * outer ** (n + 1) * (a ** (k + n + 3) - a ** (2 * n))) / below;
  const E = n / (((k + 3) ** 2 - n ** 2) * ((k + 1) ** 2 - n ** 2) * outer ** k);
  const radial = (r: number) => A * r ** n + B * r ** -n + C * r ** (n + 2) + D * r ** (2 - n) + E * r ** (k + 3);
  return { coefficients: { A, B, C, D, E }, radial };
}

/** ψ of the forcing on the inner nodes of a grid, solved for. */
export function solvedStreamFunction(grid: Grid, n: number, k: number): Float64Array {
  const solver = stokesSolver(grid);
  const force = new Float64Array(grid.radial * grid.azimuthal);
  const outer = grid.rNode[grid.radial];
  for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
    for (let i = 0; i < grid.radial; i++, cell++) {
      force[cell] = -((grid.rCell[i] / outer) ** k) * Math.cos(n * grid.phiCell[j]);
    }
  }
  buoyancy(grid, 1, force, solver.load);
  const psi = new Float64Array(solver.operator.size);
  if (!solveStokes(solver, unitViscosity(grid), psi, 1e-10)) {
    throw notSolved(
      `stokes-annulus: the flow of n = ${n}, k = ${k} cannot be solved for on ${grid.radial} x ${grid.azimuthal} cells`,
    );
  }
  return psi;
}

/** Unit viscosity; boundary nodes stay zero: free slip. */
export function unitViscosity(grid: Grid): ViscosityField {
  const viscosity = viscosityField(grid);
  viscosity.cell.fill(1);
  for (let j = 1; j < grid.azimuthal; j++) {
    const column = j * (grid.radial + 1);
    viscosity.node.fill(1, column + 1, column + grid.radial);
  }
  return viscosity;
}

/** Root-mean-square error of ψ on the nodes of a quarter annulus 1/3 to 4/3, relative to its largest value. */
export function streamFunctionError(cells: number, n: number, k: number, stretching = 1): number {
  const grid = annulusGrid(cells, Math.round((4 / 3) * cells), innerRadius, outerRadius, Math.PI / 2, stretching);
  const psi = solvedStreamFunction(grid, n, k);
  const { radial } = analyticStreamFunction(n, k, innerRadius, outerRadius);
  let sum = 0;
  let scale = 0;
  for (let j = 1, node = 0; j < grid.azimuthal; j++) {
    for (let i = 1; i < grid.radial; i++, node++) {
      const exact = -radial(grid.rNode[i]) * Math.sin(n * j * grid.dphi);
      sum += (psi[node] - exact) ** 2;
      scale = Math.max(scale, Math.abs(exact));
    }
  }
  return Math.sqrt(sum / psi.length) / scale;
}
