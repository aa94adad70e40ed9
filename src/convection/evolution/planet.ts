// A planet that evolves: everything that changes from step to step, with the solvers. Each step solves the Stokes
// problem for the current temperature, extrapolates the flow to the middle of the step and advances the energy equation
// with it; then rock melts (`planet-physics.ts`). Steps obey the Courant number and hit output times exactly.
// Nondimensional.
import { TharsisError } from '../../foundation/errors.js';
import { coolCore } from '../energy/core-cooling.js';
import { boundaryHeatFluxes, diffusion } from '../energy/diffusion.js';
import { type EnergySolver, energySolver, stagesOf, stepEnergy } from '../energy/energy.js';
import { nondimensionalHeating } from '../energy/heat-sources.js';
import type { Grid } from '../grid.js';
import type { Plasticity } from '../material/plasticity.js';
import { arrheniusLaw, linearizedLaw } from '../material/rheology.js';
import type { MantleParameters } from '../parameters/mantle-parameters.js';
import * as scales from '../scales.js';
import { courantTime, maximumVelocity } from '../stokes/flow.js';
import { extrapolateFlow, type MantleFlow, mantleFlow, solveFlow } from '../stokes/mantle-flow.js';
import { courantNumberOf, type EvolutionConfig } from './evolution-config.js';
import { evolutionGrid, initialTemperature } from './initial-field.js';
import {
  carryDepletion,
  densityLaw,
  heat,
  melt,
  type PlanetPhysics,
  planetPhysics,
  refreshConductivity,
  releasedByPhases,
} from './planet-physics.js';

/** The mutable members, the temperature and the histories in `mantle` and `physics` are the whole changing state. */
export interface Planet {
  readonly grid: Grid;
  readonly config: EvolutionConfig;
  readonly mantle: MantleFlow;
  readonly energy: EnergySolver;
  readonly physics: PlanetPhysics;
  readonly temperature: Float64Array;
  /** `courantNumberOf` the configuration. */
  readonly courantNumber: number;
  coreTemperature: number;
  time: number;
  steps: number;
  /** What the Courant number and caution allowed last: the expected length of the next step. */
  stableStep: number;
  /** The share of what the Courant number allows that steps take: less than 1 where the flow swings (`SWING`). */
  caution: number;
  /** For the diagnostics, since some time: the work of phase transitions, and what they had released then; area means. */
  phaseWork: number;
  latentStart: number;
  latentSince: number;
}

/** A step that is shorter than this part of the duration leads nowhere. */
const SHORTEST_STEP = 1e-9;
/**
 * Where rock lies in stable layers, a flow that is taken from the temperature before a step overshoots, and comes out
 * reversed after it. So steps become shorter where it comes out farther than this from what was expected (relative;
 * usual are 0.02), and longer again little by little.
 */
const SWING = 0.1;
const SHORTER = 0.5;
const LONGER = 1.05;
/** Picard iterations of the yielding viscosity in a step, at most; two or three are usual, a dozen where the lid breaks. */
const PICARD_ITERATIONS = 50;
/** Rock is gas before. */
const HIGHEST_TEMPERATURE = scales.nondimensionalTemperature(10_000);

/** A planet at its start. Parameters and configuration have been checked. */
export function newPlanet(
  parameters: MantleParameters,
  config: EvolutionConfig,
  nonlinearIterations = PICARD_ITERATIONS,
): Planet {
  const grid = evolutionGrid(config);
  const temperature = initialTemperature(parameters, config, grid);
  const { referenceViscosity, activationEnergy, activationVolume } = parameters;
  const limits = {
    minimum: config.viscosityLimits.minimum / referenceViscosity,
    maximum: config.viscosityLimits.maximum / referenceViscosity,
  };
  const law = config.rheology === 'linearized' ? linearizedLaw : arrheniusLaw;
  const rayleigh = scales.rayleighNumber(referenceViscosity);
  const physics = planetPhysics(grid, config, parameters);
  return {
    grid,
    config,
    mantle: mantleFlow(grid, {
      rayleigh,
      density: densityLaw(physics, config),
      law: law(activationEnergy, activationVolume, limits),
      ...(config.rheology === 'viscoplastic' && { plasticity: plasticityOf(config, referenceViscosity) }),
      nonlinearIterations,
      tolerance: config.stokesTolerance,
    }),
    energy: energySolver(diffusion(grid)),
    physics,
    temperature,
    courantNumber: courantNumberOf(config),
    coreTemperature: scales.nondimensionalTemperature(scales.core.initialTemperature),
    time: 0,
    steps: 0,
    stableStep: 0,
    caution: 1,
    phaseWork: 0,
    latentStart: releasedByPhases(physics, temperature),
    latentSince: 0,
  };
}

/** Yield stress in η_ref κ/D²; at high stress the least viscosity is left. */
function plasticityOf({ yieldStress, viscosityLimits }: EvolutionConfig, referenceViscosity: number): Plasticity {
  const { thermalDiffusivity, depth } = scales.mantle;
  return {
    definition: 'second-invariant',
    highStressViscosity: viscosityLimits.minimum / referenceViscosity,
    yieldStress: yieldStress / ((referenceViscosity * thermalDiffusivity) / depth ** 2),
  };
}

/** One step, ending at `target` at the latest. */
export function advance(planet: Planet, target: number): void {
  const { mantle, energy, physics, temperature } = planet;
  updateFlow(planet);
  const { dt, courantNumber } = nextStep(planet, target);
  refreshConductivity(physics, energy.conduction, temperature);
  const stages = stagesOf(energy, courantNumber, dt);
  heat(physics, mantle, nondimensionalHeating(planet.time + dt / 2));
  carryDepletion(physics, energy, mantle.flow, dt, stages);

  // The core to second order (Heun): what it would be after the step, then what the mean of both heat fluxes makes of
  // it.
  const { coreTemperature } = planet;
  const before = coreHeatFlux(planet, coreTemperature);
  const predicted = coolCore(coreTemperature, before, dt);
  const held = { core: 0.5 * (coreTemperature + predicted), surface: 0 };
  stepEnergy(energy, mantle.flow, physics.heating, held, dt, stages, temperature, physics.mechanics);
  planet.phaseWork += (physics.mechanics?.phases?.work ?? 0) / planet.grid.totalArea;
  melt(physics, temperature);
  planet.coreTemperature = coolCore(coreTemperature, 0.5 * (before + coreHeatFlux(planet, predicted)), dt);

  planet.time = dt === target - planet.time ? target : planet.time + dt;
  planet.steps++;
}

/** The latent heat of phase transitions counts from here. */
export function countLatentHeat(planet: Planet): void {
  planet.phaseWork = 0;
  planet.latentStart = releasedByPhases(planet.physics, planet.temperature);
  planet.latentSince = planet.time;
}

/** Leaves the flow of the current temperature in `planet.mantle.flow`, and its conductivity in `planet.energy`. */
export function settleFlow(planet: Planet): void {
  updateFlow(planet);
  extrapolateFlow(planet.mantle, planet.time);
  refreshConductivity(planet.physics, planet.energy.conduction, planet.temperature);
}

/**
 * The length of the next step and its Courant number. Leaves the flow in its middle, and in `stableStep` what the
 * configured Courant number and caution allowed.
 */
function nextStep(planet: Planet, target: number): { dt: number; courantNumber: number } {
  const { grid, config, mantle } = planet;
  const remaining = target - planet.time;
  extrapolateFlow(mantle, planet.time + 0.5 * Math.min(planet.stableStep, remaining));
  const longest = config.longestStep / scales.timeScale;
  const crossing = courantTime(grid, mantle.flow);
  const stable = planet.caution * Math.min(planet.courantNumber * crossing, longest);
  if (!(stable > (SHORTEST_STEP * config.duration) / scales.timeScale)) {
    throw diverged(
      planet,
      `the flow is too fast to be followed, with steps of ${scales.years(stable).toPrecision(2)} years`,
    );
  }
  planet.stableStep = stable;
  const dt = lengthBefore(remaining, stable);
  return { dt, courantNumber: dt / crossing };
}

/** Two equal steps rather than a full and a tiny one before an output time. */
function lengthBefore(remaining: number, stable: number): number {
  if (remaining <= stable) return remaining;
  return remaining < 2 * stable ? remaining / 2 : stable;
}

function coreHeatFlux({ energy, temperature }: Planet, core: number): number {
  return boundaryHeatFluxes(energy.conduction, temperature, { core, surface: 0 }).core;
}

/** Solves for the flow of the current temperature, unless that has been done. */
function updateFlow(planet: Planet): void {
  const { mantle, temperature } = planet;
  if (mantle.latestTime === planet.time) return;
  checkTemperatures(planet);
  if (!solveFlow(mantle, temperature, planet.time)) throw diverged(planet, 'the flow cannot be solved for');
  planet.caution = mantle.surprise > SWING ? SHORTER * planet.caution : Math.min(1, LONGER * planet.caution);
}

function checkTemperatures(planet: Planet): void {
  for (const temperature of planet.temperature) {
    if (temperature > -scales.surfaceTemperatureRatio && temperature < HIGHEST_TEMPERATURE) continue;
    const kelvin = scales.kelvin(temperature);
    const what = Number.isNaN(kelvin) ? 'is no number' : `reaches ${kelvin.toFixed(0)} K`;
    throw diverged(planet, `the temperature ${what}`);
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
