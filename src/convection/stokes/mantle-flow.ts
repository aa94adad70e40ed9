// The flow in time: Stokes solutions at the times of the steps, and in between and a little beyond the stream function
// extrapolated linearly from the last two. The extrapolation is also the first guess for the next solution.

import { type AndersonHistory, accelerate, andersonHistory, forget, note } from '../anderson.js';
import type { Grid } from '../grid.js';
import { buoyantTemperature, type DensityLaw } from '../material/buoyancy.js';
import type { Plasticity } from '../material/plasticity.js';
import { type Adiabat, stratification } from '../material/stratification.js';
import { updateViscosity, type ViscosityField, type ViscosityLaw, viscosityField } from '../material/viscosity.js';
import { type Flow, flowOf, stillFlow } from './flow.js';
import { addRestoringLoad, restoringWeights } from './restoring.js';
import { buoyancy, type StokesSolver, solveStokes, stokesSolver, type Viscosities } from './stokes.js';
import { type StrainSquares, strainSquares, updateStrainSquares, yieldViscosity } from './yielding.js';

/**
 * Picard iterations end when one changes ψ by less than this part of the linear tolerance (10⁻⁴ in an evolution), but
 * need not go below the second.
 */
const PICARD_PART = 0.02;
const MIN_CHANGE = 1e-5;
/** The linear problem of an iteration is solved more exactly than the one before it changed ψ, by this factor. */
const FORCING = 0.1;
/** How many earlier iterations an accelerated one takes into account. */
const ANDERSON_DEPTH = 5;

/** ψ, root-mean-square, of a flow that is slower than conduction: nothing depends on how it changes. */
const SLOW = 1;

/** What drives and resists the flow, and how exactly it is solved for. */
export interface FlowProblem {
  readonly rayleigh: number;
  /** What drives the flow besides the temperature; absent, nothing does. */
  readonly density?: DensityLaw;
  /** With `density`: makes the density of stable layers implicit in time (`restoring.ts`). */
  readonly adiabat?: Adiabat;
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
  /** What the operator is made of. */
  readonly resistance: Viscosities;
  /** What `solveFlow` and `extrapolateFlow` leave. */
  readonly flow: Flow;
  readonly latest: Float64Array;
  readonly previous: Float64Array;
  readonly extrapolated: Float64Array;
  /** What the latest solution was expected to be. */
  readonly guess: Float64Array;
  readonly strain: StrainSquares;
  readonly buoyant: Float64Array;
  /** Of ψ; where rock yields. */
  readonly picard?: AndersonHistory;
  /** Times of the last two solutions: NaN before the first, equal after it. */
  latestTime: number;
  previousTime: number;
  /** How far ψ came out from its extrapolation, relative to itself, but to `SLOW` at least; 0 for the first solution. */
  extrapolationError: number;
  /** Solutions that still changed by more than the tolerance in their last Picard iteration. */
  unconverged: number;
}

export function mantleFlow(grid: Grid, problem: FlowProblem): MantleFlow {
  const restores = problem.adiabat !== undefined;
  const stokes = stokesSolver(grid, restores);
  const viscosity = viscosityField(grid);
  const latest = new Float64Array(stokes.operator.size);
  const yields = problem.plasticity !== undefined;
  return {
    grid,
    problem,
    stokes,
    viscosity,
    resistance: {
      cell: viscosity.cell,
      node: viscosity.node,
      ...(restores && { restoring: new Float64Array((grid.radial + 1) * grid.azimuthal) }),
    },
    flow: stillFlow(grid),
    latest,
    previous: new Float64Array(latest.length),
    extrapolated: new Float64Array(latest.length),
    guess: new Float64Array(latest.length),
    strain: strainSquares(grid),
    buoyant: new Float64Array(problem.density === undefined ? 0 : grid.radial * grid.azimuthal),
    ...(yields && { picard: andersonHistory(ANDERSON_DEPTH, latest.length) }),
    latestTime: Number.NaN,
    previousTime: Number.NaN,
    extrapolationError: 0,
    unconverged: 0,
  };
}

/**
 * Solves for the flow of a temperature field at `time`. Returns false if the Stokes problem cannot be solved.
 *
 * @param step the expected time to the next solution; of use where the density of stable layers is implicit in time
 */
export function solveFlow(mantle: MantleFlow, temperature: Float64Array, time: number, step = 0): boolean {
  const { grid, problem, stokes, latest, previous, guess, picard } = mantle;
  buoyancy(grid, problem.rayleigh, driving(mantle, temperature), stokes.load);
  const ratio = growth(mantle, time);
  for (let k = 0; k < latest.length; k++) {
    const value = latest[k];
    latest[k] = value + ratio * (value - previous[k]);
    previous[k] = value;
  }
  guess.set(latest);
  const isFirst = Number.isNaN(mantle.latestTime);
  restoreStableLayers(mantle, temperature, isFirst ? 0 : step);
  mantle.previousTime = isFirst ? time : mantle.latestTime;
  mantle.latestTime = time;
  const solved =
    problem.plasticity === undefined || picard === undefined
      ? solveLinear(mantle, temperature)
      : solveYielding(mantle, problem.plasticity, picard, temperature);
  mantle.extrapolationError = isFirst ? 0 : relativeChange(latest, guess, SLOW);
  return solved;
}

/**
 * Sets `mantle.flow` to that of the latest solution's time and temperature: the solution itself, or without what is
 * implicit in time. Returns false if the Stokes problem cannot be solved.
 */
export function settleAtLatest(mantle: MantleFlow, temperature: Float64Array): boolean {
  const { grid, problem, stokes, viscosity, latest, extrapolated } = mantle;
  extrapolated.set(latest);
  if (problem.adiabat !== undefined) {
    buoyancy(grid, problem.rayleigh, driving(mantle, temperature), stokes.load);
    if (!solveStokes(stokes, viscosity, extrapolated, problem.tolerance)) return false;
  }
  flowOf(grid, extrapolated, mantle.flow);
  return true;
}

/** Makes the density implicit in time over `step`, with the flow before in `previous`. */
function restoreStableLayers(mantle: MantleFlow, temperature: Float64Array, step: number): void {
  const { grid, problem, stokes, previous, resistance } = mantle;
  const { density, adiabat, rayleigh } = problem;
  const { restoring } = resistance;
  if (density === undefined || adiabat === undefined || restoring === undefined) return;
  stratification(grid, density, adiabat, temperature, restoring);
  restoringWeights(grid, rayleigh * step, restoring);
  addRestoringLoad(grid, restoring, previous, stokes.load);
}

function solveLinear(mantle: MantleFlow, temperature: Float64Array): boolean {
  const { grid, problem, stokes, viscosity, resistance, latest } = mantle;
  updateViscosity(grid, problem.law, temperature, viscosity);
  return solveStokes(stokes, resistance, latest, problem.tolerance);
}

/**
 * Picard iterations: each solution yields in the flow of the one before it, the first in the extrapolated one. They
 * descend to the minimum of a convex potential (Kačanov), because rock weakens with strain but its stress still grows,
 * but slowly where the whole lid breaks; so they are accelerated (`anderson.ts`), and begin anew from a plain one where
 * the change grows; and the second half is plain, so that an iteration that does not converge does not jump. The flow is
 * always the Stokes solution of the viscosity that is left.
 */
function solveYielding(
  mantle: MantleFlow,
  plasticity: Plasticity,
  picard: AndersonHistory,
  temperature: Float64Array,
): boolean {
  const { grid, problem, stokes, viscosity, resistance, latest, flow, strain, extrapolated } = mantle;
  const iterations = problem.nonlinearIterations ?? 1;
  const smallest = Math.max(PICARD_PART * problem.tolerance, MIN_CHANGE);
  let change = Number.POSITIVE_INFINITY;
  forget(picard);
  for (let iteration = 1; iteration <= iterations; iteration++) {
    extrapolated.set(latest);
    flowOf(grid, extrapolated, flow);
    updateStrainSquares(grid, stokes.operator.factors, flow.streamFunction, strain);
    updateViscosity(grid, problem.law, temperature, viscosity);
    yieldViscosity(grid, plasticity, strain, viscosity);
    if (!solveStokes(stokes, resistance, latest, Math.min(problem.tolerance, FORCING * change))) return false;
    const before = change;
    change = relativeChange(latest, extrapolated);
    if (change < smallest) return true;
    if (2 * iteration > iterations) continue;
    if (change > before) forget(picard);
    note(picard, extrapolated, latest);
    accelerate(picard, latest);
  }
  mantle.unconverged++;
  return true;
}

/** Root-mean-square of the change over that of what it became, or over `least` if that is more. */
function relativeChange(now: Float64Array, before: Float64Array, least = 0): number {
  let change = 0;
  let size = 0;
  for (let k = 0; k < now.length; k++) {
    change += (now[k] - before[k]) ** 2;
    size += now[k] ** 2;
  }
  return Math.sqrt(change / Math.max(size, now.length * least ** 2));
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
