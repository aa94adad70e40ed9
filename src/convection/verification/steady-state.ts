// Drives a benchmark case to its steady state, by the same flow and energy solvers as an evolution.

import { boundaryHeatFluxes, diffusion } from '../energy/diffusion.js';
import { energySolver, stagesFor, stepEnergy } from '../energy/energy.js';
import { areaMean, type Grid } from '../grid.js';
import { courantTime, rootMeanSquareVelocity } from '../stokes/flow.js';
import { extrapolateFlow, mantleFlow, solveFlow } from '../stokes/mantle-flow.js';
import type { BenchmarkCase } from './benchmark-cases.js';

/** What a steady state gives, nondimensional. Nusselt numbers are relative to pure conduction. */
export interface SteadyState {
  readonly nusselt: number;
  readonly nusseltBottom: number;
  readonly rootMeanSquareVelocity: number;
  readonly meanTemperature: number;
  readonly steps: number;
  /** False if the last word was the limit of steps. */
  readonly steady: boolean;
}

export interface SteadyStateOptions {
  /** The state is steady when the surface heat flux changes by less than this (relative) in `interval`. */
  readonly tolerance?: number;
  /** Diffusion times between two looks at the heat flux. */
  readonly interval?: number;
  readonly maximumSteps?: number;
}

const COURANT_NUMBER = 1;
const STOKES_TOLERANCE = 1e-6;
const LONGEST_STEP = 1e-3;
/** No case is steady before: the first plumes need that long to rise. */
const EARLIEST_TIME = 0.2;

/** Advances a case until it is steady. */
export function steadyState(
  benchmark: BenchmarkCase,
  cells: number,
  { tolerance = 1e-6, interval = 0.02, maximumSteps = 60_000 }: SteadyStateOptions = {},
): SteadyState {
  const grid = benchmark.grid(cells);
  const energy = energySolver(diffusion(grid));
  const { rayleigh, law } = benchmark;
  const mantle = mantleFlow(grid, { rayleigh, law, tolerance: STOKES_TOLERANCE });
  const held = { core: 1, surface: 0 };
  const temperature = initialField(benchmark, grid);
  const heating = new Float64Array(temperature.length);
  const stages = stagesFor(COURANT_NUMBER);
  let steady = false;
  let steps = 0;
  let time = 0;
  let lookTime = 0;
  let lookFlux = Number.NaN;
  while (!steady && steps < maximumSteps) {
    if (!solveFlow(mantle, temperature, time)) {
      throw new Error(`steadyState(): the Stokes problem of ${benchmark.name} has no solution at step ${steps}`);
    }
    extrapolateFlow(mantle, time);
    const dt = Math.min(COURANT_NUMBER * courantTime(grid, mantle.flow), LONGEST_STEP);
    stepEnergy(energy, mantle.flow, heating, held, dt, stages, temperature);
    time += dt;
    steps++;
    if (time - lookTime < interval) continue;
    const { surface } = boundaryHeatFluxes(energy.conduction, temperature, held);
    steady = time > EARLIEST_TIME && Math.abs(surface - lookFlux) < tolerance * surface;
    lookFlux = surface;
    lookTime = time;
  }
  const conductive = conductiveFluxes(grid);
  const fluxes = boundaryHeatFluxes(energy.conduction, temperature, held);
  return {
    nusselt: fluxes.surface / conductive.surface,
    nusseltBottom: fluxes.core / conductive.core,
    rootMeanSquareVelocity: rootMeanSquareVelocity(grid, mantle.flow),
    meanTemperature: areaMean(grid, temperature),
    steps,
    steady,
  };
}

/** Heat fluxes of pure conduction: 1 in a box, 1 / (r ln(r_o/r_i)) in an annulus. */
function conductiveFluxes(grid: Grid): { core: number; surface: number } {
  if (grid.geometry === 'box') return { core: 1, surface: 1 };
  const inner = grid.rNode[0];
  const outer = grid.rNode[grid.radial];
  const logarithm = Math.log(outer / inner);
  return { core: 1 / (inner * logarithm), surface: 1 / (outer * logarithm) };
}

function initialField(benchmark: BenchmarkCase, grid: Grid): Float64Array {
  const field = new Float64Array(grid.radial * grid.azimuthal);
  for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
    for (let i = 0; i < grid.radial; i++, cell++) {
      field[cell] = benchmark.initial(grid.rCell[i] - grid.rNode[0], grid.phiCell[j]);
    }
  }
  return field;
}
