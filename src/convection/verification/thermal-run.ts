// Convection of a benchmark case on a grid, advanced in time by the same flow and energy solvers as an evolution.
import { diffusion } from '../energy/diffusion.js';
import { type EnergySolver, energySolver, stagesFor, stepEnergy } from '../energy/energy.js';
import type { ExtendedBoussinesq } from '../energy/mechanical-heating.js';
import { dissipate } from '../evolution/planet-physics.js';
import type { Grid } from '../grid.js';
import { courantTime } from '../stokes/flow.js';
import { extrapolateFlow, type MantleFlow, mantleFlow, solveFlow } from '../stokes/mantle-flow.js';
import type { BenchmarkCase } from './convection-case.js';
import { notSolved } from './not-solved.js';

/** A case on a grid, and its state. */
export interface ThermalRun {
  readonly benchmark: BenchmarkCase;
  readonly grid: Grid;
  readonly mantle: MantleFlow;
  readonly energy: EnergySolver;
  readonly temperature: Float64Array;
  readonly heating: Float64Array;
  readonly extendedBoussinesq?: ExtendedBoussinesq;
  /** Of a step: share of the volume that the fastest cell loses. */
  readonly courantNumber: number;
  time: number;
  steps: number;
}

/** What all cases hold their walls at. */
export const boundaryTemperatures = { core: 1, surface: 0 } as const;

const STOKES_TOLERANCE = 1e-6;
const MAX_STEP = 1e-3;

/** How a run goes through time. */
export interface Pace {
  readonly courantNumber: number;
  /** Picard iterations in a step, at most. */
  readonly nonlinearIterations: number;
}

/** A case at its start. */
export function thermalRun(
  benchmark: BenchmarkCase,
  cells: number,
  { courantNumber, nonlinearIterations }: Pace,
): ThermalRun {
  const grid = benchmark.grid(cells);
  const { rayleigh, law, plasticity, extendedBoussinesq } = benchmark;
  const temperature = initialField(benchmark, grid);
  return {
    benchmark,
    grid,
    mantle: mantleFlow(grid, {
      rayleigh,
      law,
      tolerance: STOKES_TOLERANCE,
      nonlinearIterations,
      ...(plasticity && { plasticity }),
    }),
    energy: energySolver(diffusion(grid, extendedBoussinesq?.surfaceTemperatureRatio)),
    temperature,
    heating: new Float64Array(temperature.length),
    ...(extendedBoussinesq && {
      extendedBoussinesq: motionHeats(grid, extendedBoussinesq.dissipationNumber, rayleigh),
    }),
    courantNumber,
    time: 0,
    steps: 0,
  };
}

/** Heating by motion at a constant expansivity. */
function motionHeats({ radial, azimuthal }: Grid, dissipationNumber: number, rayleigh: number): ExtendedBoussinesq {
  return {
    dissipationNumber,
    adiabatic: new Float64Array(radial).fill(dissipationNumber),
    dissipation: new Float64Array(radial * azimuthal),
    heatPerDissipation: dissipationNumber / rayleigh,
    friction: { minimum: 1, maximum: 1 },
    residueWork: 0,
  };
}

/**
 * Solves for the flow of the current temperature.
 *
 * @throws TharsisError `verify-diverged`
 */
export function updateRun(run: ThermalRun): void {
  if (!solveFlow(run.mantle, run.temperature, run.time)) {
    throw notSolved(
      `${run.benchmark.name}: the flow cannot be solved for at step ${run.steps}, on ${run.grid.radial} x ${run.grid.azimuthal} cells`,
    );
  }
  extrapolateFlow(run.mantle, run.time);
}

/** Awaited between two steps: gives way to signals, and throws to stop (`interruptible`). */
export type Pause = () => Promise<void>;

/** Advances by a time, exactly. */
export async function advanceRun(run: ThermalRun, duration: number, pause: Pause): Promise<void> {
  const end = run.time + duration;
  while (run.time < end) {
    stepRun(run, end);
    await pause();
  }
}

/** One step, to `end` at most. */
export function stepRun(run: ThermalRun, end: number): void {
  const { grid, mantle, energy, heating, extendedBoussinesq, courantNumber, temperature } = run;
  updateRun(run);
  const stable = Math.min(courantNumber * courantTime(grid, mantle.flow), MAX_STEP);
  const remaining = end - run.time;
  const dt = remaining <= stable ? remaining : remaining < 2 * stable ? remaining / 2 : stable;
  // Second-order in time: the flow in the middle of the step.
  extrapolateFlow(mantle, run.time + dt / 2);
  // That flow may be faster than the one that set the step.
  const stages = stagesFor(Math.max(courantNumber, dt / courantTime(grid, mantle.flow)));
  if (extendedBoussinesq !== undefined) dissipate(extendedBoussinesq, mantle);
  stepEnergy(energy, mantle.flow, heating, boundaryTemperatures, dt, stages, temperature, extendedBoussinesq);
  run.time = dt === remaining ? end : run.time + dt;
  run.steps++;
}

/** After the temperature has been replaced: the flow so far says nothing about how it goes on. */
export function forgetHistory({ mantle }: ThermalRun): void {
  mantle.previous.set(mantle.latest);
  mantle.previousTime = mantle.latestTime;
}

function initialField(benchmark: BenchmarkCase, grid: Grid): Float64Array {
  const field = new Float64Array(grid.radial * grid.azimuthal);
  for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
    for (let i = 0; i < grid.radial; i++, cell++) {
      field[cell] = benchmark.initial(grid.rCell[i]! - grid.rNode[0]!, grid.phiCell[j]!);
    }
  }
  return field;
}
