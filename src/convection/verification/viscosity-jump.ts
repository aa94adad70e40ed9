// The Stokes solver beside the flow across a jump of the viscosity, as in the benchmark SolCx (Zhong 1996): a unit box
// with free slip, T = cos(πx) sin(πz), viscosity 1 left of the middle and `contrast` right of it. With u_z = ∂ψ/∂x, u_x
// = -∂ψ/∂z and ψ = X(x) sin(πz), in each half
//   (D² - π²)² X = (π/η) sin(πx),  X = sin(πx) / (4π³η) + (A + Bs) e^{πs} + (C + Ds) e^{-πs},  s = x - ½
// Free slip: X = X'' = 0 at x = 0, 1. In the middle, velocities and stresses are continuous: X, X', η (X'' + π²X),
// η (X''' - 3π²X'). That makes eight linear equations.
import { Matrix, solve } from 'ml-matrix';
import { boxGrid, type Grid } from '../grid.js';
import { type ViscosityField, viscosityField } from '../material/viscosity.js';
import { buoyancy, solveStokes, stokesSolver } from '../stokes/stokes.js';
import { notSolved } from './not-solved.js';

/** X and its first three derivatives of one basis function: s^power e^{sign π s}. */
function basis(sign: 1 | -1, power: 0 | 1, s: number): number[] {
  const rate = sign * Math.PI;
  const value = Math.exp(rate * s);
  // The m-th derivative of s e^{rs} is (r^m s + m r^{m-1}) e^{rs}.
  return [0, 1, 2, 3].map((m) => value * (power === 0 ? rate ** m : rate ** m * s + m * rate ** (m - 1)));
}

const functions = [
  [1, 0],
  [1, 1],
  [-1, 0],
  [-1, 1],
] as const;

const homogeneous = (s: number): number[][] => functions.map(([sign, power]) => basis(sign, power, s));

function particular(x: number, viscosity: number): number[] {
  const amplitude = 1 / (4 * Math.PI ** 3 * viscosity);
  return [0, 1, 2, 3].map((m) => amplitude * Math.PI ** m * Math.sin(Math.PI * x + (m * Math.PI) / 2));
}

/** X(x). */
export function viscosityJumpStreamFunction(contrast: number): (x: number) => number {
  const rows: number[][] = [];
  const right: number[] = [];
  const zeros = [0, 0, 0, 0];
  for (const [x, side] of [
    [0, 0],
    [1, 1],
  ] as const) {
    const functionsHere = homogeneous(x - 0.5);
    for (const derivative of [0, 2]) {
      const row = functionsHere.map((values) => values[derivative]);
      rows.push(side === 0 ? [...row, ...zeros] : [...zeros, ...row]);
      right.push(-particular(x, side === 0 ? 1 : contrast)[derivative]);
    }
  }
  const middle = homogeneous(0);
  const conditions: ((values: number[], viscosity: number) => number)[] = [
    (values) => values[0],
    (values) => values[1],
    (values, viscosity) => viscosity * (values[2] + Math.PI ** 2 * values[0]),
    (values, viscosity) => viscosity * (values[3] - 3 * Math.PI ** 2 * values[1]),
  ];
  for (const condition of conditions) {
    rows.push([
      ...middle.map((values) => condition(values, 1)),
      ...middle.map((values) => -condition(values, contrast)),
    ]);
    right.push(condition(particular(0.5, contrast), contrast) - condition(particular(0.5, 1), 1));
  }
  const weights = solve(new Matrix(rows), Matrix.columnVector(right)).to1DArray();
  return (x) => {
    const [offset, viscosity] = x < 0.5 ? [0, 1] : [4, contrast];
    const parts = homogeneous(x - 0.5).map((values, m) => weights[offset + m] * values[0]);
    return parts.reduce((sum, part) => sum + part, particular(x, viscosity)[0]);
  };
}

/** Root-mean-square error of ψ on cells × cells (an even number), relative to its largest value. */
export function viscosityJumpError(cells: number, contrast: number): number {
  const grid = boxGrid(cells, cells, 1);
  const solver = stokesSolver(grid);
  const temperature = Float64Array.from({ length: cells * cells }, (_, cell) => {
    return Math.cos(Math.PI * grid.phiCell[Math.floor(cell / cells)]) * Math.sin(Math.PI * grid.rCell[cell % cells]);
  });
  buoyancy(grid, 1, temperature, solver.load);
  const psi = new Float64Array(solver.operator.size);
  if (!solveStokes(solver, jump(grid, contrast), psi, 1e-10)) {
    throw notSolved(
      `stokes-viscosity-jump: the flow at a contrast of ${contrast} cannot be solved for on ${cells} x ${cells} cells`,
    );
  }
  const exact = viscosityJumpStreamFunction(contrast);
  let sum = 0;
  let scale = 0;
  for (let j = 1, node = 0; j < cells; j++) {
    for (let i = 1; i < cells; i++, node++) {
      const value = exact(j / cells) * Math.sin(Math.PI * grid.rNode[i]);
      sum += (psi[node] - value) ** 2;
      scale = Math.max(scale, Math.abs(value));
    }
  }
  return Math.sqrt(sum / (cells - 1) ** 2) / scale;
}

/** Shear stress is continuous across the jump, strain is not: nodes on it take the harmonic mean. */
function jump(grid: Grid, contrast: number): ViscosityField {
  const { radial, azimuthal } = grid;
  const field = viscosityField(grid);
  const half = azimuthal / 2;
  field.cell.fill(1, 0, half * radial).fill(contrast, half * radial);
  for (let j = 1; j < azimuthal; j++) {
    const viscosity = j < half ? 1 : j === half ? 2 / (1 + 1 / contrast) : contrast;
    for (let i = 1; i < radial; i++) field.node[j * (radial + 1) + i] = viscosity;
  }
  return field;
}
