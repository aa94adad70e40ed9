// Drives a benchmark case to its steady state: from a coarse grid to the wanted one, each started from the state on the
// one before it, by sweeps through time that Anderson's method accelerates once the flow has settled. Steps may be
// long: a steady state is that of the discretization in space alone. With three grids, the order is observed on the
// way.
import { accelerate, andersonHistory, forget, note, residualOf } from '../anderson.js';
import { rootMeanSquareVelocity } from '../stokes/flow.js';
import type { BenchmarkCase } from './convection-case.js';
import { type ConvectionValues, convectionValues } from './convection-values.js';
import { interpolateField } from './interpolate-field.js';
import { orderOfThree } from './observed-order.js';
import {
  advanceRun,
  boundaryTemperatures,
  forgetHistory,
  type Pause,
  type ThermalRun,
  thermalRun,
  updateRun,
} from './thermal-run.js';

/** Called after every sweep. */
export type SweepReport = (cells: number, sweep: number, residual: number) => void;

export interface SteadyState {
  readonly values: ConvectionValues;
  readonly grid: { readonly radial: number; readonly azimuthal: number };
  /** Root-mean-square change of the temperature in the last sweep. */
  readonly residual: number;
  readonly steps: number;
  /** False if the last word was the limit of sweeps. */
  readonly steady: boolean;
  /**
   * By the names of values: the order observed between a quarter, a half and all of the cells, if these are whole
   * numbers and all are steady.
   */
  readonly order: Readonly<Record<string, number>>;
}

/** Sweeps go on through time in long steps; one Picard iteration a step is enough on the way to a steady state. */
const PACE = { courantNumber: 4, nonlinearIterations: 1 };

/** A state is steady when a sweep, about a turnover, changes the temperature by less (root-mean-square)… */
const TOLERANCE = 1e-6;
/** … and good enough to start from on a finer grid below this. */
const COARSE_TOLERANCE = 1e-4;
const COARSEST = 24;
const MAXIMUM_SWEEPS = 150;
const HISTORY = 8;
/** Acceleration begins when the first plumes have risen and changes are small: before, there is no fixed point near. */
const SETTLED_TIME = 0.1;
const SETTLED_RESIDUAL = 5e-3;
const MAX_SWEEP = 0.01;

/** The steady state of a case on `cells` cells from bottom to top. */
export async function steadyState(
  benchmark: BenchmarkCase,
  cells: number,
  pause: Pause,
  report: SweepReport,
): Promise<SteadyState> {
  let run: ThermalRun | undefined;
  let steps = 0;
  let residual = Number.POSITIVE_INFINITY;
  const grids = levels(cells);
  const coarseTolerance = grids.length < 3 ? COARSE_TOLERANCE : TOLERANCE;
  const steadyValues: (ConvectionValues | undefined)[] = [];
  for (const level of grids) {
    const finer = thermalRun(benchmark, level, PACE);
    if (run !== undefined) {
      interpolateField(run.grid, run.temperature, boundaryTemperatures, finer.grid, finer.temperature);
      finer.time = run.time;
    }
    run = finer;
    const tolerance = level === cells ? TOLERANCE : coarseTolerance;
    residual = await settle(run, tolerance, pause, (sweep, now) => report(level, sweep, now));
    steps += run.steps;
    updateRun(run);
    steadyValues.push(residual < TOLERANCE ? convectionValues(run) : undefined);
  }
  if (run === undefined) throw new Error(`steadyState(): got ${cells} cells`);
  const { radial, azimuthal } = run.grid;
  return {
    values: convectionValues(run),
    grid: { radial, azimuthal },
    residual,
    steps,
    steady: residual < TOLERANCE,
    order: cells % 4 === 0 ? observedOrders(steadyValues) : {},
  };
}

/** Of the heat flux and the velocity, from the last three grids. */
function observedOrders(grids: readonly (ConvectionValues | undefined)[]): Record<string, number> {
  const [coarse, middle, fine] = grids.slice(-3);
  if (coarse === undefined || middle === undefined || fine === undefined) return {};
  return Object.fromEntries(
    ['nusselt', 'vrms'].flatMap((name) => {
      const order = orderOfThree(coarse[name]!, middle[name]!, fine[name]!);
      return order === undefined ? [] : [[name, order]];
    }),
  );
}

/** Numbers of cells, halved from the wanted one as long as that resolves anything, coarsest first. */
function levels(cells: number): number[] {
  return cells / 2 < COARSEST ? [cells] : [...levels(Math.round(cells / 2)), cells];
}

/** Sweeps until the state is steady; gives the last residual. */
async function settle(
  run: ThermalRun,
  tolerance: number,
  pause: Pause,
  report: (sweep: number, residual: number) => void,
): Promise<number> {
  const { temperature } = run;
  const history = andersonHistory(HISTORY, temperature.length);
  let duration = 0;
  let residual = Number.POSITIVE_INFINITY;
  for (let sweep = 0; sweep < MAXIMUM_SWEEPS && residual >= tolerance; sweep++) {
    if (history.count === 0) {
      updateRun(run);
      duration = Math.min(MAX_SWEEP, 1 / rootMeanSquareVelocity(run.grid, run.mantle.flow));
    }
    const start = temperature.slice();
    await advanceRun(run, duration, pause);
    const before = residual;
    note(history, start, temperature);
    residual = residualOf(history);
    report(sweep, residual);
    const settled = run.time > SETTLED_TIME && residual < SETTLED_RESIDUAL;
    if (!settled || residual > 2 * before) {
      forget(history);
    } else if (residual >= tolerance) {
      accelerate(history, temperature);
      forgetHistory(run);
    }
  }
  return residual;
}
