// Where convection sets in in an annulus, at unit viscosity: the smallest Rayleigh number at which a perturbation
// cos(nφ) of the conductive state does not decay. Once from the equations in strong form, by Chebyshev collocation in
// r (velocity, pressure and temperature each by its own equation, nothing in common with the solver); and once from the
// solver, by the growth of a small perturbation. With the thickness s = r^k in the third dimension (k = 0 in a cylinder, 1
// in a spherical annulus), amplitudes u cos(nφ), v sin(nφ), p cos(nφ), θ cos(nφ), and S = v' - v/r - n u/r:
//   u' + (1 + k) u/r + n v/r = 0
//   n p/r + S' + (2 + k) S/r - 2 n (n v + u)/r² = 0
//   -p' + 2 (u'' + (1 + k) u'/r) + n S/r - 2 (n v + (1 + k) u)/r² + Ra θ = 0
//   θ'' + (1 + k) θ'/r - n² θ/r² = u T₀'
// with u = S = θ = 0 at both radii. Nondimensional.
import { diffusion } from '../energy/diffusion.js';
import { energySolver, stepEnergy } from '../energy/energy.js';
import type { Grid } from '../grid.js';
import { flowOf, stillFlow } from '../stokes/flow.js';
import { buoyancy, solveStokes, stokesSolver } from '../stokes/stokes.js';
import { unitViscosity } from './analytic-flow.js';
import { notSolved } from './not-solved.js';

type Matrix = number[][];

const NODES = 28;

/** The critical Rayleigh number of a mode n by collocation; `k` as above. */
export function criticalRayleigh(n: number, k: 0 | 1, inner: number, outer: number): number {
  const { radii, slope } = chebyshev(NODES, inner, outer);
  const identity = diagonal(radii.map(() => 1));
  const over = diagonal(radii.map((r) => 1 / r));
  const overSquare = diagonal(radii.map((r) => r ** -2));
  const velocity = scaled(-1 / n, sum(times(diagonal(radii), slope), scaled(1 + k, identity)));
  const shear = sum(times(slope, velocity), scaled(-1, times(over, velocity)), scaled(-n, over));
  const azimuthal = sum(scaled(n, velocity), identity);
  const pressure = scaled(
    -1 / n,
    times(
      diagonal(radii),
      sum(times(slope, shear), scaled(2 + k, times(over, shear)), scaled(-2 * n, times(overSquare, azimuthal))),
    ),
  );
  const curvature = sum(times(slope, slope), scaled(1 + k, times(over, slope)));
  const radial = sum(
    scaled(-1, times(slope, pressure)),
    scaled(2, curvature),
    scaled(n, times(over, shear)),
    scaled(-2, times(overSquare, sum(scaled(n, velocity), scaled(1 + k, identity)))),
  );
  const laplacian = sum(curvature, scaled(-n * n, overSquare));
  // Rows at the walls and beside them hold the boundary conditions.
  const last = radii.length - 1;
  const rows: readonly (readonly [number, number[]])[] = [
    [0, identity[0]],
    [last, identity[last]],
    [1, shear[0]],
    [last - 1, shear[last]],
  ];
  const conditioned = radial.map((row, i) => rows.find(([at]) => at === i)?.[1] ?? row);
  const held = laplacian.map((row, i) => (i === 0 || i === last ? identity[i] : row));
  const drop = k === 0 ? Math.log(outer / inner) : 1 / inner - 1 / outer;
  const gradient = radii.map((r) => -(r ** -(1 + k)) / drop);
  const heated = (u: readonly number[]) =>
    solved(
      held,
      u.map((value, i) => (i === 0 || i === last ? 0 : value * gradient[i])),
    );
  const driven = (theta: readonly number[]) =>
    solved(
      conditioned,
      theta.map((value, i) => (i > 1 && i < last - 1 ? -value : 0)),
    );
  return (
    1 /
    largestEigenvalue(
      (u) => driven(heated(u)),
      radii.map((r) => Math.sin((Math.PI * (r - inner)) / (outer - inner))),
    )
  );
}

/** By power iteration. */
function largestEigenvalue(apply: (x: readonly number[]) => number[], start: readonly number[]): number {
  let x: readonly number[] = start;
  let value = 0;
  for (let iteration = 0; iteration < 100; iteration++) {
    const image = apply(x);
    const most = image.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) ? entry : best), 0);
    value = most / x.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) ? entry : best), 0);
    x = image.map((entry) => entry / most);
  }
  return value;
}

/** Chebyshev points between two radii, outward, and the matrix that differentiates (Trefethen 2000, ch. 6). */
function chebyshev(nodes: number, inner: number, outer: number): { radii: number[]; slope: Matrix } {
  const points = Array.from({ length: nodes }, (_, i) => -Math.cos((Math.PI * i) / (nodes - 1)));
  const weight = (i: number) => (i === 0 || i === nodes - 1 ? 2 : 1) * (i % 2 === 0 ? 1 : -1);
  const slope = points.map((x, i) =>
    points.map((y, j) => (i === j ? 0 : weight(i) / weight(j) / (x - y) / (0.5 * (outer - inner)))),
  );
  for (const [i, row] of slope.entries()) row[i] = -row.reduce((total, entry) => total + entry, 0);
  return { radii: points.map((x) => inner + 0.5 * (outer - inner) * (x + 1)), slope };
}

function diagonal(values: readonly number[]): Matrix {
  return values.map((value, i) => values.map((_, j) => (i === j ? value : 0)));
}

function scaled(factor: number, matrix: Matrix): Matrix {
  return matrix.map((row) => row.map((entry) => factor * entry));
}

function sum(...matrices: readonly Matrix[]): Matrix {
  return matrices[0].map((row, i) => row.map((_, j) => matrices.reduce((total, matrix) => total + matrix[i][j], 0)));
}

function times(a: Matrix, b: Matrix): Matrix {
  return a.map((row) => b[0].map((_, j) => row.reduce((total, entry, l) => total + entry * b[l][j], 0)));
}

/** Gauss elimination with pivots. */
function solved(matrix: Matrix, right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let i = column + 1; i < size; i++) if (Math.abs(rows[i][column]) > Math.abs(rows[pivot][column])) pivot = i;
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    for (let i = column + 1; i < size; i++) {
      const factor = rows[i][column] / rows[column][column];
      for (let j = column; j <= size; j++) rows[i][j] -= factor * rows[column][j];
    }
  }
  const x = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    let value = rows[i][size];
    for (let j = i + 1; j < size; j++) value -= rows[i][j] * x[j];
    x[i] = value / rows[i][i];
  }
  return x;
}

const AMPLITUDE = 1e-5;
const STEP = 2e-3;
/** Until all but the slowest mode have decayed, and as long again. */
const STEPS = 150;

/** The critical Rayleigh number of the solver on a grid: where the growth rate, linear near `guess`, is zero. */
export function solvedCriticalRayleigh(grid: Grid, n: number, guess: number): number {
  const [low, high] = [0.97 * guess, 1.03 * guess];
  const [below, above] = [growthRate(grid, n, low), growthRate(grid, n, high)];
  return low - (below * (high - low)) / (above - below);
}

/** Growth rate of a small perturbation of the conductive state of a grid. */
function growthRate(grid: Grid, n: number, rayleigh: number): number {
  const { radial, azimuthal, rCell, rNode, phiCell, cellArea } = grid;
  const walls = { core: 1, surface: 0 };
  const energy = energySolver(diffusion(grid));
  const flow = stillFlow(grid);
  const base = new Float64Array(radial * azimuthal);
  const heating = new Float64Array(base.length);
  for (let step = 0; step < 400; step++) stepEnergy(energy, flow, heating, walls, 0.02, 2, base);
  const shape = base.map((_, cell) => {
    const i = cell % radial;
    return Math.sin(Math.PI * (rCell[i] - rNode[0])) * Math.cos(n * phiCell[(cell - i) / radial]);
  });
  const temperature = base.map((value, cell) => value + AMPLITUDE * shape[cell]);
  const stokes = stokesSolver(grid);
  const psi = new Float64Array(stokes.operator.size);
  const viscosity = unitViscosity(grid);
  const amplitude = () =>
    temperature.reduce((total, value, cell) => total + (value - base[cell]) * shape[cell] * cellArea[cell % radial], 0);
  let settled = 0;
  for (let step = 0; step < 2 * STEPS; step++) {
    if (step === STEPS) settled = amplitude();
    buoyancy(grid, rayleigh, temperature, stokes.load);
    if (!solveStokes(stokes, viscosity, psi, 1e-9)) {
      throw notSolved(`onset: the flow cannot be solved for on ${radial} x ${azimuthal} cells`);
    }
    flowOf(grid, psi, flow);
    stepEnergy(energy, flow, heating, walls, STEP, 2, temperature);
  }
  return Math.log(amplitude() / settled) / (STEPS * STEP);
}
