// Drives a case that never comes to rest through its cycles, from a coarse grid to the wanted one, and measures the
// last whole cycle: between the last two moments at which the heat flux through the top rises through the middle of its
// range. On the wanted grid the first cycle does not count, and the two after it must be alike.
import { boundaryHeatFluxes } from '../energy/diffusion.js';
import { areaMean } from '../grid.js';
import { rootMeanSquareVelocity } from '../stokes/flow.js';
import type { BenchmarkCase } from './convection-case.js';
import type { ConvectionValues } from './convection-values.js';
import { interpolateField } from './interpolate-field.js';
import { notSolved } from './not-solved.js';
import { advanceRun, boundaryTemperatures, type Pause, stepRun, type ThermalRun, thermalRun } from './thermal-run.js';

/**
 * Diffusion times until the cycles are all alike, on the coarsest grid; to get used to a finer one; and that are
 * watched.
 */
const TRANSIENT = 1;
const FINER = 0.18;
const WATCHED = 0.34;
/** By how much period and extremes of two cycles may differ, relatively. */
const ALIKE = 0.005;
const COARSEST = 32;
const PACE = { courantNumber: 1, nonlinearIterations: 5 };

/** What is watched, step by step. */
export interface Series {
  readonly time: number[];
  readonly nusselt: number[];
  readonly meanTemperature: number[];
  readonly vrms: number[];
}

/**
 * The last cycle of a case on `cells` cells from bottom to top: period, and the range of what varies.
 *
 * @throws TharsisError `verify-diverged` if the cycles do not settle
 */
export async function periodicState(
  benchmark: BenchmarkCase,
  cells: number,
  pause: Pause,
  report: (cells: number, time: number) => void,
): Promise<{ values: ConvectionValues; grid: { radial: number; azimuthal: number } }> {
  let run = thermalRun(benchmark, Math.min(cells, COARSEST), PACE);
  const watch = async (): Promise<void> => {
    report(run.grid.radial, run.time);
    await pause();
  };
  await advanceRun(run, TRANSIENT, watch);
  for (let level = COARSEST; level < cells; ) {
    level = Math.min(2 * level, cells);
    const finer = thermalRun(benchmark, level, PACE);
    interpolateField(run.grid, run.temperature, boundaryTemperatures, finer.grid, finer.temperature);
    finer.time = run.time;
    run = finer;
    if (level < cells) await advanceRun(run, FINER, watch);
  }
  const { radial, azimuthal } = run.grid;
  return { values: settledCycle(await record(run, WATCHED, watch)), grid: { radial, azimuthal } };
}

async function record(run: ThermalRun, duration: number, watch: () => Promise<void>): Promise<Series> {
  const series: Series = { time: [], nusselt: [], meanTemperature: [], vrms: [] };
  const end = run.time + duration;
  while (run.time < end) {
    stepRun(run, end);
    series.time.push(run.time);
    series.nusselt.push(boundaryHeatFluxes(run.energy.conduction, run.temperature, boundaryTemperatures).surface);
    series.meanTemperature.push(areaMean(run.grid, run.temperature));
    series.vrms.push(rootMeanSquareVelocity(run.grid, run.mantle.flow));
    await watch();
  }
  return series;
}

/**
 * The last of at least three whole cycles of a series, if it is like the one before it.
 *
 * @throws TharsisError `verify-diverged` otherwise
 */
export function settledCycle(series: Series): ConvectionValues {
  const rises = risesOf(series.nusselt);
  if (rises.length < 4) {
    throw notSolved(
      `of the cycles only ${Math.max(0, rises.length - 1)} came to their end in ${WATCHED} diffusion times, not three`,
    );
  }
  const [before, first, last] = rises.slice(-3);
  const values = cycle(series, first, last);
  for (const [name, previous] of Object.entries(cycle(series, before, first))) {
    const change = Math.abs(values[name] / previous - 1);
    if (!(change < ALIKE)) {
      throw notSolved(
        `the cycles are not alike: ${name} is ${previous.toPrecision(5)}, then ${values[name].toPrecision(5)}`,
      );
    }
  }
  return values;
}

/** Where the heat flux rises through the middle of its range. */
function risesOf(nusselt: readonly number[]): number[] {
  const middle = middleOf(nusselt);
  return nusselt.flatMap((value, k) => (k > 0 && nusselt[k - 1] < middle && value >= middle ? [k] : []));
}

function middleOf(values: readonly number[]): number {
  return (Math.min(...values) + Math.max(...values)) / 2;
}

/** From one rise to another. */
function cycle({ time, nusselt, meanTemperature, vrms }: Series, first: number, last: number): ConvectionValues {
  const middle = middleOf(nusselt);
  const moment = (k: number): number => {
    const share = (middle - nusselt[k - 1]) / (nusselt[k] - nusselt[k - 1]);
    return time[k - 1] + share * (time[k] - time[k - 1]);
  };
  return {
    period: moment(last) - moment(first),
    meanTemperatureMinimum: Math.min(...meanTemperature.slice(first, last)),
    meanTemperatureMaximum: Math.max(...meanTemperature.slice(first, last)),
    nusseltMinimum: Math.min(...nusselt.slice(first, last)),
    nusseltMaximum: Math.max(...nusselt.slice(first, last)),
    vrmsMinimum: Math.min(...vrms.slice(first, last)),
    vrmsMaximum: Math.max(...vrms.slice(first, last)),
  };
}
