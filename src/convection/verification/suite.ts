// The verification suite of convection: every case by its name, with how it is run and the published numbers or closed
// forms beside what comes out. Nondimensional unless a name says otherwise.
import { TharsisError } from '../../foundation/errors.js';
import { geometries } from '../../foundation/geometries/registry.js';
import { suggestion } from '../../foundation/nearest-name.js';
import { annulusGrid } from '../grid.js';
import { streamFunctionError } from './analytic-flow.js';
import {
  conductionInAnnulus,
  conductionMean,
  conductionSurfaceFlux,
  coreUnderConstantFlux,
  heatDrift,
  radiogenicWarming,
  solvedRadiogenicWarming,
} from './closed-forms.js';
import type { Reference } from './convection-case.js';
import { convectionCases, periodicCase } from './convection-cases.js';
import { coreAndShellError } from './core-and-shell.js';
import { deltaLoadErrors } from './delta-load.js';
import { orderOfTwo } from './observed-order.js';
import { criticalRayleigh, solvedCriticalRayleigh } from './onset.js';
import { periodicState } from './periodic-state.js';
import { sphericalFlowError } from './spherical-annulus-flow.js';
import { steadyState } from './steady-state.js';
import type { Pause } from './thermal-run.js';
import { viscosityJumpError } from './viscosity-jump.js';

/** What a case gives. */
export interface VerificationResult {
  readonly case: string;
  /** Of the grid: from bottom to top, and sideways. */
  readonly cells: readonly [number, number];
  readonly values: Readonly<Record<string, number>>;
  /** Published values, closed forms or spectral solutions; a pair is the range over several codes. */
  readonly reference: Readonly<Record<string, Reference>>;
  /** Published values beside a spectral solution. */
  readonly published?: Readonly<Record<string, number>>;
  /**
   * Of cases driven to a steady state: whether they came to rest (the last sweep changed the temperature by less than
   * 10⁻⁶).
   */
  readonly steady?: boolean;
  /** Of the same cases: root-mean-square change of the temperature in the last sweep, about a turnover. */
  readonly residual?: number;
  /**
   * Of the same cases, from 96 cells on: orders of convergence between a quarter, a half and all of the cells, by
   * values.
   */
  readonly order?: Readonly<Record<string, number>>;
  /** Wall-clock. */
  readonly seconds: number;
}

type Outcome = Omit<VerificationResult, 'case' | 'seconds'>;

/** How far a case is, in words. */
export type Report = (words: string) => void;

export interface VerificationCase {
  readonly name: string;
  readonly run: (cells: number, pause: Pause, report: Report) => Promise<Outcome>;
}

/** Cells from bottom to top, by default: all cases in a few minutes. */
export const defaultCells = 64;

const STRETCHING = 3;

/** Angular modes n and radial powers k of the smooth forcing; no denominator of the analytic flow vanishes. */
const annulusModes = [
  [2, 2],
  [4, 2],
  [8, 2],
  [2, 4],
  [4, 8],
  [8, 8],
] as const;

async function stokesAnnulus(cells: number, pause: Pause): Promise<Outcome> {
  const values: Record<string, number> = {};
  const reference: Record<string, number> = {};
  for (const [n, k] of annulusModes) {
    for (const [label, stretching] of [
      ['', 1],
      ['Stretched', STRETCHING],
    ] as const) {
      const error = streamFunctionError(cells, n, k, stretching);
      await pause();
      values[`error${label}N${n}K${k}`] = error;
      values[`order${label}N${n}K${k}`] = orderOfTwo(streamFunctionError(cells / 2, n, k, stretching), error);
      reference[`error${label}N${n}K${k}`] = 0;
      await pause();
    }
  }
  return { cells: [cells, Math.round((4 / 3) * cells)], values, reference };
}

/** Angular modes n and powers s of the radius in the viscosity. */
const sphericalModes = [
  [2, 0],
  [4, 0],
  [8, 0],
  [2, 3],
  [4, -4],
] as const;

async function stokesSphericalAnnulus(cells: number, pause: Pause): Promise<Outcome> {
  const values: Record<string, number> = {};
  const reference: Record<string, number> = {};
  for (const [n, s] of sphericalModes) {
    for (const [label, stretching] of [
      ['', 1],
      ['Stretched', STRETCHING],
    ] as const) {
      const error = sphericalFlowError(cells, n, s, stretching);
      await pause();
      values[`error${label}N${n}S${s}`] = error;
      values[`order${label}N${n}S${s}`] = orderOfTwo(sphericalFlowError(cells / 2, n, s, stretching), error);
      reference[`error${label}N${n}S${s}`] = 0;
      await pause();
    }
  }
  return { cells: [cells, 2 * cells], values, reference };
}

/** By geometry and mode, in a quarter with radii 1 and 2. */
const onsets = [
  ['cylinder', 0, 2],
  ['cylinder', 0, 4],
  ['spherical-annulus', 1, 2],
  ['spherical-annulus', 1, 4],
] as const;

async function onset(cells: number, pause: Pause): Promise<Outcome> {
  const values: Record<string, number> = {};
  const reference: Record<string, number> = {};
  for (const [geometry, k, n] of onsets) {
    const exact = criticalRayleigh(n, k, 1, 2);
    const solvedOn = (count: number) =>
      solvedCriticalRayleigh(annulusGrid(count, 2 * count, 1, 2, Math.PI / 2, 1, geometries[geometry]), n, exact);
    const coarse = solvedOn(cells / 2);
    await pause();
    const fine = solvedOn(cells);
    await pause();
    const label = `${geometry === 'cylinder' ? 'Cylinder' : 'SphericalAnnulus'}N${n}`;
    values[`rayleigh${label}`] = fine;
    reference[`rayleigh${label}`] = exact;
    values[`error${label}`] = Math.abs(fine / exact - 1);
    reference[`error${label}`] = 0;
    values[`order${label}`] = orderOfTwo(Math.abs(coarse - exact), Math.abs(fine - exact));
  }
  return { cells: [cells, 2 * cells], values, reference };
}

async function zhongDelta(cells: number, pause: Pause): Promise<Outcome> {
  const values: Record<string, number> = {};
  const reference: Record<string, number> = {};
  // Half wavelengths over the box, and the height of the sheet: on a node of every uniform grid of 8 n cells.
  for (const [mode, load] of [
    [1, 0.5],
    [1, 0.75],
    [4, 0.5],
    [4, 0.75],
  ] as const) {
    const coarse = deltaLoadErrors(cells / 2, mode, load, 1);
    const fine = deltaLoadErrors(cells, mode, load, 1);
    await pause();
    const label = `Mode${mode}Height${100 * load}`;
    values[`streamFunctionError${label}`] = fine.streamFunction;
    values[`streamFunctionOrder${label}`] = orderOfTwo(coarse.streamFunction, fine.streamFunction);
    values[`surfaceVelocityError${label}`] = fine.surfaceVelocity;
    values[`surfaceVelocityOrder${label}`] = orderOfTwo(coarse.surfaceVelocity, fine.surfaceVelocity);
    reference[`streamFunctionError${label}`] = 0;
    reference[`surfaceVelocityError${label}`] = 0;
  }
  return { cells: [cells, cells], values, reference };
}

async function viscosityJump(cells: number, pause: Pause): Promise<Outcome> {
  const even = 4 * Math.round(cells / 4);
  const values: Record<string, number> = {};
  const reference: Record<string, number> = {};
  for (const exponent of [1, 3, 6]) {
    const error = viscosityJumpError(even, 10 ** exponent);
    values[`errorContrast1e${exponent}`] = error;
    values[`orderContrast1e${exponent}`] = orderOfTwo(viscosityJumpError(even / 2, 10 ** exponent), error);
    reference[`errorContrast1e${exponent}`] = 0;
    await pause();
  }
  return { cells: [even, even], values, reference };
}

async function conductionAnnulus(cells: number): Promise<Outcome> {
  const fine = conductionInAnnulus(cells, 1);
  const stretched = conductionInAnnulus(cells, STRETCHING);
  return {
    cells: [cells, 4],
    values: {
      meanTemperature: fine.mean,
      surfaceFlux: fine.surfaceFlux,
      error: fine.error,
      order: orderOfTwo(conductionInAnnulus(cells / 2, 1).error, fine.error),
      errorStretched: stretched.error,
      orderStretched: orderOfTwo(conductionInAnnulus(cells / 2, STRETCHING).error, stretched.error),
    },
    reference: { meanTemperature: conductionMean, surfaceFlux: conductionSurfaceFlux, error: 0, errorStretched: 0 },
  };
}

async function radiogenicBox(): Promise<Outcome> {
  const exact = radiogenicWarming();
  const [coarse, fine] = [solvedRadiogenicWarming(500), solvedRadiogenicWarming(1000)];
  return {
    cells: [4, 4],
    values: { warmingKelvin: fine, order: orderOfTwo(Math.abs(coarse - exact), Math.abs(fine - exact)) },
    reference: { warmingKelvin: exact },
  };
}

async function coreCooling(): Promise<Outcome> {
  const { solved, exact } = coreUnderConstantFlux(1000);
  return { cells: [1, 1], values: { coreTemperature: solved }, reference: { coreTemperature: exact } };
}

async function coreAndShell(cells: number, pause: Pause): Promise<Outcome> {
  const coarse = coreAndShellError(cells / 2);
  await pause();
  const error = coreAndShellError(cells);
  return { cells: [cells, 4], values: { error, order: orderOfTwo(coarse, error) }, reference: { error: 0 } };
}

async function heatConservation(cells: number): Promise<Outcome> {
  return { cells: [cells, cells], values: { relativeDrift: heatDrift(cells, 100) }, reference: { relativeDrift: 0 } };
}

/** Of `convection-values.ts`, which gives all its values for every case. */
type BalanceName = 'work' | 'dissipation' | 'imbalance' | 'nusselt';

async function energyBalance(cells: number, pause: Pause, report: Report): Promise<Outcome> {
  const benchmark = convectionCases[1]!;
  const { values, grid, steady, residual } = await steadyState(benchmark, cells, pause, sweepReport(report));
  const { work, dissipation, imbalance, nusselt } = values as Record<BalanceName, number>;
  return {
    cells: [grid.radial, grid.azimuthal],
    values: { work, dissipation, imbalance, nusseltLessWork: nusselt - work },
    // In a steady state all heat that is not conducted is advected: Nu = 1 + ⟨W⟩.
    reference: { imbalance: 0, nusseltLessWork: 1 },
    steady,
    residual,
  };
}

function sweepReport(report: Report) {
  return (level: number, sweep: number, residual: number) =>
    report(`${level} cells, sweep ${sweep + 1}, change ${residual.toExponential(1)}`);
}

/** All cases, in the order in which they are run. */
export const verificationCases: readonly VerificationCase[] = [
  ...convectionCases.map(
    (benchmark): VerificationCase => ({
      name: benchmark.name,
      run: async (cells, pause, report) => {
        const state = await steadyState(benchmark, cells, pause, sweepReport(report));
        const { values, grid, steady, residual, order } = state;
        return {
          cells: [grid.radial, grid.azimuthal],
          values,
          reference: benchmark.reference,
          ...(benchmark.published && { published: benchmark.published }),
          steady,
          residual,
          ...(Object.keys(order).length > 0 && { order }),
        };
      },
    }),
  ),
  {
    name: periodicCase.name,
    run: async (cells, pause, report) => {
      const atLevel = (level: number, time: number) => report(`${level} cells, time ${time.toFixed(3)}`);
      const { values, grid } = await periodicState(periodicCase, cells, pause, atLevel);
      return { cells: [grid.radial, grid.azimuthal], values, reference: periodicCase.reference };
    },
  },
  { name: 'stokes-annulus', run: stokesAnnulus },
  { name: 'stokes-spherical-annulus', run: stokesSphericalAnnulus },
  { name: 'stokes-delta-load', run: zhongDelta },
  { name: 'stokes-viscosity-jump', run: viscosityJump },
  { name: 'onset-of-convection', run: onset },
  { name: 'conduction-annulus', run: conductionAnnulus },
  { name: 'radiogenic-box', run: radiogenicBox },
  { name: 'core-cooling', run: coreCooling },
  { name: 'core-and-shell', run: coreAndShell },
  { name: 'energy-balance', run: energyBalance },
  { name: 'heat-conservation', run: heatConservation },
];

/**
 * The cases of these names, in the order of the suite; all of them without names.
 *
 * @throws TharsisError `verify-case-unknown`
 */
export function casesNamed(names: readonly string[]): readonly VerificationCase[] {
  const known = verificationCases.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new TharsisError('verify-case-unknown', `the suite has no case '${unknown}'`, suggestion(unknown, known));
  }
  return names.length === 0 ? verificationCases : verificationCases.filter(({ name }) => names.includes(name));
}

/** Runs a case and takes the time. */
export async function verifyCase(
  { name, run }: VerificationCase,
  cells: number,
  pause: Pause,
  report: Report,
): Promise<VerificationResult> {
  const began = performance.now();
  const outcome = await run(cells, pause, report);
  return { case: name, ...outcome, seconds: (performance.now() - began) / 1000 };
}
