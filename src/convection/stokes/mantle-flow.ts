// The flow in time: Stokes solutions at the times of the steps, and in between and a little beyond the stream function
// extrapolated linearly from the last two. The extrapolation is also the first guess for the next solution.

import type { Grid } from '../grid.js';
import { buoyantTemperature, type DensityLaw } from '../material/buoyancy.js';
import type { Plasticity } from '../material/plasticity.js';
import { updateViscosity, type ViscosityField, type ViscosityLaw, viscosityField } from '../material/rheology.js';
import { type Flow, flowOf, stillFlow } from './flow.js';
import { buoyancy, type StokesSolver, solveStokes, stokesSolver } from './stokes.js';
import { type StrainSquares, strainSquares, updateStrainSquares, yieldViscosity } from './yielding.js';

/** Relative change of ψ from one Picard iteration to the next below which no other follows. */
const PICARD_TOLERANCE = 1e-4;

/** What drives and resists the flow, and how exactly it is solved for. */
export interface FlowProblem {
  readonly rayleigh: number;
  /** What drives the flow besides the temperature; absent, nothing does. */
  readonly density?: DensityLaw;
  readonly law: ViscosityLaw;
  /** Absent: the viscosity does not depend on the flow. */
  readonly plasticity?: Plasticity;
  /** Solutions at a time, at most, each with the viscosity that the one before it leaves; of use with plasticity only. */
  readonly nonlinearIterations?: number;
  /** Relative error in the energy norm. */
  readonly tolerance: number;
}

/** The flow with the two solutions it is extrapolated from. */
export interface MantleFlow {
  readonly grid: Grid;
  readonly problem: FlowProblem;
  readonly stokes: StokesSolver;
  readonly viscosity: ViscosityField;
  /** What `solveFlow` and `extrapolateFlow` leave. */
  readonly flow: Flow;
  readonly latest: Float64Array;
  readonly previous: Float64Array;
  readonly extrapolated: Float64Array;
  /** What the latest solution was expected to be. */
  readonly guess: Float64Array;
  readonly strain: StrainSquares;
  readonly buoyant: Float64Array;
  /** Times of the last two solutions: NaN before the first, equal after it. */
  latestTime: number;
  previousTime: number;
  /** How far the latest solution was from the extrapolation to its time, relative; 0 for the first. */
  surprise: number;
  /** Solutions that still changed by more than the tolerance in their last Picard iteration. */
  unconverged: number;
}

export function mantleFlow(grid: Grid, problem: FlowProblem): MantleFlow {
  const stokes = stokesSolver(grid);
  const latest = new Float64Array(stokes.operator.size);
  return {
    grid,
    problem,
    stokes,
    viscosity: viscosityField(grid),
    flow: stillFlow(grid),
    latest,
    previous: new Float64Array(latest.length),
    extrapolated: new Float64Array(latest.length),
    guess: new Float64Array(latest.length),
    strain: strainSquares(grid),
    buoyant: new Float64Array(problem.density === undefined ? 0 : grid.radial * grid.azimuthal),
    latestTime: Number.NaN,
    previousTime: Number.NaN,
    surprise: 0,
    unconverged: 0,
  };
}

/** Solves for the flow of a temperature field at `time`. Returns false if the Stokes problem cannot be solved. */
export function solveFlow(mantle: MantleFlow, temperature: Float64Array, time: number): boolean {
  const { grid, problem, stokes, latest, previous, guess } = mantle;
  buoyancy(grid, problem.rayleigh, driving(mantle, temperature), stokes.load);
  const ratio = growth(mantle, time);
  for (let k = 0; k < latest.length; k++) {
    const value = latest[k];
    latest[k] = value + ratio * (value - previous[k]);
    previous[k] = value;
  }
  guess.set(latest);
  const isFirst = Number.isNaN(mantle.latestTime);
  mantle.previousTime = isFirst ? time : mantle.latestTime;
  mantle.latestTime = time;
  const solved =
    problem.plasticity === undefined
      ? solveLinear(mantle, temperature)
      : solveYielding(mantle, problem.plasticity, temperature);
  mantle.surprise = isFirst ? 0 : relativeChange(latest, guess);
  return solved;
}

function solveLinear({ grid, problem, stokes, viscosity, latest }: MantleFlow, temperature: Float64Array): boolean {
  updateViscosity(grid, problem.law, temperature, viscosity);
  return solveStokes(stokes, viscosity, latest, problem.tolerance);
}

/**
 * Picard iterations: each solution yields in the flow of the one before it, the first in the extrapolated one. They
 * descend to the minimum of a convex potential (Kačanov), because rock weakens with strain but its stress still grows.
 */
function solveYielding(mantle: MantleFlow, plasticity: Plasticity, temperature: Float64Array): boolean {
  const { grid, problem, stokes, viscosity, latest, flow, strain, extrapolated } = mantle;
  for (let iteration = 0; iteration < (problem.nonlinearIterations ?? 1); iteration++) {
    extrapolated.set(latest);
    flowOf(grid, extrapolated, flow);
    updateStrainSquares(grid, stokes.operator.factors, flow.streamFunction, strain);
    updateViscosity(grid, problem.law, temperature, viscosity);
    yieldViscosity(grid, plasticity, strain, viscosity);
    if (!solveStokes(stokes, viscosity, latest, problem.tolerance)) return false;
    if (relativeChange(latest, extrapolated) < PICARD_TOLERANCE) return true;
  }
  mantle.unconverged++;
  return true;
}

function relativeChange(now: Float64Array, before: Float64Array): number {
  let change = 0;
  let size = 0;
  for (let k = 0; k < now.length; k++) {
    change += (now[k] - before[k]) ** 2;
    size += now[k] ** 2;
  }
  return Math.sqrt(change / size);
}

/** The temperature that drives the flow (`material/buoyancy.ts`). */
function driving({ grid, problem, buoyant }: MantleFlow, temperature: Float64Array): Float64Array {
  if (problem.density === undefined) return temperature;
  buoyantTemperature(grid, problem.density, temperature, buoyant);
  return buoyant;
}

/** Sets `mantle.flow` to the flow expected at `time`, at or after the latest solution. */
export function extrapolateFlow(mantle: MantleFlow, time: number): void {
  const { latest, previous, extrapolated } = mantle;
  const ratio = growth(mantle, time);
  for (let k = 0; k < latest.length; k++) extrapolated[k] = latest[k] + ratio * (latest[k] - previous[k]);
  flowOf(mantle.grid, extrapolated, mantle.flow);
}

/** How many times the last change of ψ lies between the latest solution and `time`; at most once, for safety. */
function growth({ latestTime, previousTime }: MantleFlow, time: number): number {
  const gap = latestTime - previousTime;
  return gap > 0 ? Math.min(1, (time - latestTime) / gap) : 0;
}
