// Drives a case that never comes to rest through its cycles, from a coarse grid to the wanted one, and measures the last
// whole cycle: between the last two moments at which the heat flux through the top rises through the middle of its range.
import { boundaryHeatFluxes } from '../energy/diffusion.js';
import { areaMean } from '../grid.js';
import { rootMeanSquareVelocity } from '../stokes/flow.js';
import type { ConvectionCase } from './convection-case.js';
import type { ConvectionValues } from './convection-values.js';
import { interpolateField } from './interpolate-field.js';
import { advanceRun, heldTemperatures, type Pause, stepRun, type ThermalRun, thermalRun } from './thermal-run.js';

/** Diffusion times until the cycles are all alike, on the coarsest grid; and how many of them are enough on a finer one. */
const TRANSIENT = 1;
const FINER = 0.18;
const COARSEST = 32;
const PICARD_ITERATIONS = 5;

/** What is watched, step by step. */
export interface Series {
  readonly time: number[];
  readonly nusselt: number[];
  readonly meanTemperature: number[];
  readonly vrms: number[];
}

/** The last cycle of a case on so many cells from bottom to top: period, and the range of what varies. */
export async function periodicState(
  benchmark: ConvectionCase,
  cells: number,
  pause: Pause,
  report: (cells: number, time: number) => void,
): Promise<{ values: ConvectionValues; grid: { radial: number; azimuthal: number } }> {
  let run = thermalRun(benchmark, Math.min(cells, COARSEST), PICARD_ITERATIONS);
  const watch = async (): Promise<void> => {
    report(run.grid.radial, run.time);
    await pause();
  };
  await advanceRun(run, TRANSIENT, watch);
  for (let level = COARSEST; level < cells; ) {
    level = Math.min(2 * level, cells);
    const finer = thermalRun(benchmark, level, PICARD_ITERATIONS);
    interpolateField(run.grid, run.temperature, heldTemperatures, finer.grid, finer.temperature);
    finer.time = run.time;
    run = finer;
    if (level < cells) await advanceRun(run, FINER, watch);
  }
  const { radial, azimuthal } = run.grid;
  return { values: lastCycle(await record(run, FINER, watch)), grid: { radial, azimuthal } };
}

async function record(run: ThermalRun, duration: number, watch: () => Promise<void>): Promise<Series> {
  const series: Series = { time: [], nusselt: [], meanTemperature: [], vrms: [] };
  const end = run.time + duration;
  while (run.time < end) {
    stepRun(run, end);
    series.time.push(run.time);
    series.nusselt.push(boundaryHeatFluxes(run.energy.conduction, run.temperature, heldTemperatures).surface);
    series.meanTemperature.push(areaMean(run.grid, run.temperature));
    series.vrms.push(rootMeanSquareVelocity(run.grid, run.mantle.flow));
    await watch();
  }
  return series;
}

/** The last whole cycle of a series. */
export function lastCycle({ time, nusselt, meanTemperature, vrms }: Series): ConvectionValues {
  const middle = (Math.min(...nusselt) + Math.max(...nusselt)) / 2;
  const rises = nusselt.flatMap((value, k) => (k > 0 && nusselt[k - 1] < middle && value >= middle ? [k] : []));
  if (rises.length < 2) throw new Error('lastCycle(): the heat flux does not rise twice');
  const [first, last] = rises.slice(-2);
  const moment = (k: number): number => {
    const share = (middle - nusselt[k - 1]) / (nusselt[k] - nusselt[k - 1]);
    return time[k - 1] + share * (time[k] - time[k - 1]);
  };
  const cycle = (values: number[]): number[] => values.slice(first, last);
  return {
    period: moment(last) - moment(first),
    meanTemperatureMinimum: Math.min(...cycle(meanTemperature)),
    meanTemperatureMaximum: Math.max(...cycle(meanTemperature)),
    nusseltMinimum: Math.min(...cycle(nusselt)),
    nusseltMaximum: Math.max(...cycle(nusselt)),
    vrmsMinimum: Math.min(...cycle(vrms)),
    vrmsMaximum: Math.max(...cycle(vrms)),
  };
}
