// The Stokes solver beside a manufactured flow in the spherical annulus: free slip, viscosity r^s, a radial force. With
// the stream function ψ = r^m sin(nφ), q = m² - 3m, the force that drives it is f r^(m + s - 4) cos(nφ),
//   n f = (m + s - 3) [(m + s)(q + n²) + 2n² (1 - m)] + n² [q + n² - 2 (m - 2)(m + s)]
// (for s = 0: (q - n²)² - 6n²). The flow is a sum of five such powers with ψ = 0 and ∂(u_φ/r)/∂r = 0, that is
// ψ'' = 2 ψ'/r, at both radii. Nondimensional.
import { sphericalAnnulus } from '../../foundation/geometries/spherical-annulus.js';
import { annulusGrid, type Grid } from '../grid.js';
import { type ViscosityField, viscosityField } from '../material/viscosity.js';
import { buoyancy, solveStokes, stokesSolver } from '../stokes/stokes.js';
import { notSolved } from './not-solved.js';

const POWERS = [2, 3, 4, 5, 6] as const;

/** A flow as functions of the radius: ψ = streamFunction sin(nφ), driven by force cos(nφ). */
export interface ManufacturedFlow {
  readonly streamFunction: (r: number) => number;
  readonly force: (r: number) => number;
}

export function manufacturedFlow(n: number, s: number, inner: number, outer: number): ManufacturedFlow {
  const weights = boundedWeights(inner, outer);
  const sum = (term: (m: number) => number) => POWERS.reduce((total, m, k) => total + weights[k] * term(m), 0);
  return {
    streamFunction: (r) => sum((m) => r ** m),
    force: (r) => sum((m) => forceOf(m, n, s) * r ** (m + s - 4)),
  };
}

function forceOf(m: number, n: number, s: number): number {
  const q = m * m - 3 * m;
  const pressure = (m + s - 3) * ((m + s) * (q + n * n) + 2 * n * n * (1 - m));
  return (pressure + n * n * (q + n * n - 2 * (m - 2) * (m + s))) / n;
}

/** Weights of the powers, 1 for the last, that meet the four conditions at the walls. */
function boundedWeights(inner: number, outer: number): Float64Array {
  const rows = [inner, outer].flatMap((r) => [
    POWERS.map((m) => r ** m),
    POWERS.map((m) => (m * (m - 1) - 2 * m) * r ** (m - 2)),
  ]);
  for (let column = 0; column < rows.length; column++) {
    const pivot = rows.reduce(
      (best, row, k) => (k >= column && Math.abs(row[column]) > Math.abs(rows[best][column]) ? k : best),
      column,
    );
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    for (const [k, row] of rows.entries()) {
      if (k === column) continue;
      const factor = row[column] / rows[column][column];
      for (let entry = column; entry <= rows.length; entry++) row[entry] -= factor * rows[column][entry];
    }
  }
  return Float64Array.from([...rows.map((row, k) => -row[rows.length] / row[k]), 1]);
}

/** A quarter of a spherical annulus. */
export function sphericalGrid(radial: number, azimuthal: number, inner: number, outer: number, stretching = 1): Grid {
  return annulusGrid(radial, azimuthal, inner, outer, Math.PI / 2, stretching, sphericalAnnulus);
}

/** The viscosity r^s; boundary nodes stay zero: free slip. */
export function powerViscosity(grid: Grid, s: number): ViscosityField {
  const { radial, azimuthal, rCell, rNode } = grid;
  const viscosity = viscosityField(grid);
  for (let j = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++) viscosity.cell[j * radial + i] = rCell[i] ** s;
    for (let i = 1; i < radial && j > 0; i++) viscosity.node[j * (radial + 1) + i] = rNode[i] ** s;
  }
  return viscosity;
}

/** Root-mean-square error of ψ on the nodes of a quarter of radii 1 to 2, relative to its largest value. */
export function sphericalFlowError(cells: number, n: number, s: number, stretching = 1): number {
  const grid = sphericalGrid(cells, 2 * cells, 1, 2, stretching);
  const { radial, azimuthal, rCell, rNode, phiCell, dphi } = grid;
  const flow = manufacturedFlow(n, s, rNode[0], rNode[radial]);
  const solver = stokesSolver(grid);
  const force = new Float64Array(radial * azimuthal);
  for (let j = 0, cell = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++, cell++) force[cell] = flow.force(rCell[i]) * Math.cos(n * phiCell[j]);
  }
  buoyancy(grid, 1, force, solver.load);
  const psi = new Float64Array(solver.operator.size);
  if (!solveStokes(solver, powerViscosity(grid, s), psi, 1e-10)) {
    throw notSolved(
      `stokes-spherical-annulus: the flow of n = ${n}, s = ${s} cannot be solved for on ${radial} x ${azimuthal} cells`,
    );
  }
  let sum = 0;
  let scale = 0;
  for (let j = 1, node = 0; j < azimuthal; j++) {
    for (let i = 1; i < radial; i++, node++) {
      const exact = flow.streamFunction(rNode[i]) * Math.sin(n * j * dphi);
      sum += (psi[node] - exact) ** 2;
      scale = Math.max(scale, Math.abs(exact));
    }
  }
  return Math.sqrt(sum / psi.length) / scale;
}
