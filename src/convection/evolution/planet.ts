// A planet that evolves: everything that changes from step to step, with the solvers. Each step solves the Stokes problem
// for the current temperature, extrapolates the flow to the middle of the step and advances the energy equation with it:
// second-order in time. Steps obey the Courant number and hit output times exactly. Nondimensional.
import { TharsisError } from '../../foundation/errors.js';
import { coolCore } from '../energy/core-cooling.js';
import { boundaryHeatFluxes, diffusion } from '../energy/diffusion.js';
import { type EnergySolver, energySolver, stagesFor, stepEnergy } from '../energy/energy.js';
import { enrichmentProfile, nondimensionalHeating } from '../energy/heat-sources.js';
import { areaMean, type Grid } from '../grid.js';
import { arrheniusLaw } from '../material/rheology.js';
import type { MantleParameters } from '../parameters/mantle-parameters.js';
import * as scales from '../scales.js';
import { courantTime, maximumVelocity } from '../stokes/flow.js';
import { extrapolateFlow, type MantleFlow, mantleFlow, solveFlow } from '../stokes/mantle-flow.js';
import type { EvolutionConfig } from './evolution-config.js';
import { evolutionGrid, initialTemperature } from './initial-field.js';

/** The mutable members, the temperature and the history in `mantle` are the whole changing state (`planet-state.ts`). */
export interface Planet {
  readonly grid: Grid;
  readonly config: EvolutionConfig;
  readonly mantle: MantleFlow;
  readonly energy: EnergySolver;
  readonly temperature: Float64Array;
  readonly heating: Float64Array;
  readonly heatShare: Float64Array;
  readonly stages: number;
  coreTemperature: number;
  time: number;
  steps: number;
  /** What the Courant number allowed last: the expected length of the next step. */
  stableStep: number;
}

/** A planet at its start. Parameters and configuration have been checked. */
export function newPlanet(parameters: MantleParameters, config: EvolutionConfig): Planet {
  const grid = evolutionGrid(config);
  const temperature = initialTemperature(parameters, config, grid);
  const { referenceViscosity, activationEnergy, activationVolume } = parameters;
  const limits = {
    minimum: config.viscosityLimits.minimum / referenceViscosity,
    maximum: config.viscosityLimits.maximum / referenceViscosity,
  };
  return {
    grid,
    config,
    mantle: mantleFlow(grid, {
      rayleigh: scales.rayleighNumber(referenceViscosity),
      law: arrheniusLaw(activationEnergy, activationVolume, limits),
      tolerance: config.stokesTolerance,
    }),
    energy: energySolver(diffusion(grid)),
    temperature,
    heating: new Float64Array(temperature.length),
    heatShare: enrichmentProfile(grid, parameters.enrichment, config.crustThickness / scales.mantle.depth),
    stages: stagesFor(config.courantNumber),
    coreTemperature: scales.nondimensionalTemperature(scales.core.initialTemperature),
    time: 0,
    steps: 0,
    stableStep: 0,
  };
}

/** One step, ending at `target` at the latest. */
export function advance(planet: Planet, target: number): void {
  const { grid, config, mantle, energy, temperature } = planet;
  updateFlow(planet);
  const remaining = target - planet.time;
  extrapolateFlow(mantle, planet.time + 0.5 * Math.min(planet.stableStep, remaining));
  const longest = config.longestStep / scales.timeScale;
  const stable = Math.min(config.courantNumber * courantTime(grid, mantle.flow), longest);
  // Two equal steps rather than a full and a tiny one before an output time.
  const dt = remaining <= stable ? remaining : remaining < 2 * stable ? remaining / 2 : stable;
  const held = { core: planet.coreTemperature, surface: 0 };
  const { core: coreHeatFlux } = boundaryHeatFluxes(energy.conduction, temperature, held);
  distributeHeating(planet, nondimensionalHeating(planet.time + dt / 2));
  stepEnergy(energy, mantle.flow, planet.heating, held, dt, planet.stages, temperature);
  planet.coreTemperature = coolCore(planet.coreTemperature, coreHeatFlux, dt);
  planet.time = dt === remaining ? target : planet.time + dt;
  planet.stableStep = stable;
  planet.steps++;
}

/** Leaves the flow of the current temperature in `planet.mantle.flow`. */
export function settleFlow(planet: Planet): void {
  updateFlow(planet);
  extrapolateFlow(planet.mantle, planet.time);
}

/** Solves for the flow of the current temperature, unless that has been done. */
function updateFlow(planet: Planet): void {
  if (planet.mantle.latestTime === planet.time) return;
  if (!Number.isFinite(areaMean(planet.grid, planet.temperature)))
    throw diverged(planet, 'the temperature is no number');
  if (!solveFlow(planet.mantle, planet.temperature, planet.time))
    throw diverged(planet, 'the flow cannot be solved for');
}

function distributeHeating({ grid, heating, heatShare }: Planet, bulkHeating: number): void {
  for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
    for (let i = 0; i < grid.radial; i++, cell++) heating[cell] = bulkHeating * heatShare[i];
  }
}

function diverged({ grid, mantle, steps, time }: Planet, what: string): TharsisError {
  const speed = scales.velocityScale * maximumVelocity(grid, mantle.flow) * scales.secondsPerYear * 100;
  const where = `step ${steps}, ${(scales.years(time) / 1e6).toFixed(1)} Myr, maximum velocity ${speed.toPrecision(3)} cm/yr`;
  return new TharsisError(
    'convection-diverged',
    `${what} (${where})`,
    'use more cells, a smaller courantNumber or stokesTolerance, or narrower viscosityLimits',
    { exitCode: 1 },
  );
}
