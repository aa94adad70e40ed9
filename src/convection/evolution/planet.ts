// A planet that evolves: everything that changes from step to step, with the solvers. Each step solves the Stokes
// problem for the current temperature, extrapolates the flow to the middle of the step and advances the energy equation
// with it; then rock melts (`planet-physics.ts`). Steps obey the Courant number and hit output times exactly.
// Nondimensional.
import { TharsisError } from '../../foundation/errors.js';
import { diffusion } from '../energy/diffusion.js';
import { type EnergySolver, energySolver, stagesOf, stepEnergy } from '../energy/energy.js';
import { nondimensionalHeating } from '../energy/heat-sources.js';
import type { Grid } from '../grid.js';
import type { MantleParameters } from '../parameters/mantle-parameters.js';
import { planetOf } from '../planets/planet-choice.js';
import { MAX_TEMPERATURE } from '../planets/planet-data.js';
import { rheologies } from '../rheologies/registry.js';
import { creepOf, type Rheology, viscosityLaw } from '../rheologies/rheology.js';
import {
  kelvin,
  nondimensionalTemperature,
  rayleighNumber,
  type Scales,
  scalesOf,
  secondsPerYear,
  years,
} from '../scales.js';
import { courantTime, maximumVelocity } from '../stokes/flow.js';
import { extrapolateFlow, type MantleFlow, mantleFlow, settleAtLatest, solveFlow } from '../stokes/mantle-flow.js';
import type { EvolutionConfig } from './evolution-config.js';
import { evolutionGrid, initialTemperature } from './initial-field.js';
import type { InitialState } from './initial-state.js';
import {
  adiabatOf,
  carryDepletion,
  densityLaw,
  depositRadiogenicHeat,
  dissipate,
  melt,
  type PlanetPhysics,
  planetPhysics,
  refreshConductivity,
  releasedByPhases,
} from './planet-physics.js';
import { courantNumberOf } from './usual-values.js';

/** The mutable members, the temperature and the histories in `mantle` and `physics` are the whole changing state. */
export interface Planet {
  readonly scales: Scales;
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
  /** What the Courant number and `stepFactor` allowed last: the expected length of the next step. */
  stableStep: number;
  /** Steps are this part of what the Courant number allows: below 1 after `EXTRAPOLATION_TOLERANCE` was exceeded. */
  stepFactor: number;
  /** For the diagnostics, since some time: the work of phase transitions, and what they had released then; area means. */
  phaseWork: number;
  latentStart: number;
  latentSince: number;
}

/** The surface is held at its temperature; the core holds the lower boundary. */
const SURFACE = { surface: 0 };
/** Part of the duration: with shorter steps the evolution would not finish. */
const MIN_STEP = 1e-9;
/**
 * Where rock lies in stable layers, a flow that is taken from the temperature before a step overshoots, and comes out
 * reversed after it. So steps become shorter where it comes out farther than this from what was expected (relative;
 * usual are 0.02), and longer again little by little.
 */
const EXTRAPOLATION_TOLERANCE = 0.1;
const SHORTER = 0.5;
const LONGER = 1.05;
/** Picard iterations of the yielding viscosity in a step, at most; two or three are usual, a dozen where the lid breaks. */
const PICARD_ITERATIONS = 50;

/** A planet at its start. Parameters and configuration have been checked. */
export function newPlanet(
  parameters: MantleParameters,
  config: EvolutionConfig,
  nonlinearIterations = PICARD_ITERATIONS,
  initialState?: InitialState,
): Planet {
  const scales = scalesOf(planetOf(config.planet));
  const grid = evolutionGrid(scales, config);
  const temperature = initialTemperature(scales, parameters, config, grid, initialState);
  const { referenceViscosity, activationEnergy, activationVolume } = parameters;
  const limits = {
    minimum: config.viscosityLimits.minimum / referenceViscosity,
    maximum: config.viscosityLimits.maximum / referenceViscosity,
  };
  const rheology: Rheology = rheologies[config.rheology];
  const physics = planetPhysics(scales, grid, config, parameters);
  return {
    scales,
    grid,
    config,
    mantle: mantleFlow(grid, {
      rayleigh: rayleighNumber(scales, referenceViscosity),
      density: densityLaw(scales, physics, config),
      ...(config.melting && { adiabat: adiabatOf(scales, config) }),
      law: viscosityLaw(rheology, creepOf(scales, activationEnergy, activationVolume), limits),
      ...(rheology.plasticity && {
        plasticity: rheology.plasticity(config.yieldStress / stressScale(scales, referenceViscosity), limits),
      }),
      nonlinearIterations,
      tolerance: config.stokesTolerance,
    }),
    energy: energySolver(diffusion(grid, scales.surfaceTemperatureRatio)),
    physics,
    temperature,
    courantNumber: courantNumberOf(config),
    coreTemperature: nondimensionalTemperature(scales, scales.planet.initialCoreTemperature),
    time: 0,
    steps: 0,
    stableStep: 0,
    stepFactor: 1,
    phaseWork: 0,
    latentStart: releasedByPhases(physics, temperature),
    latentSince: 0,
  };
}

/** η_ref κ/D², Pa. */
function stressScale({ planet, depth }: Scales, referenceViscosity: number): number {
  return (referenceViscosity * planet.thermalDiffusivity) / depth ** 2;
}

/** One step, ending at `target` at the latest. */
export function advance(planet: Planet, target: number): void {
  const { scales, mantle, energy, physics, temperature } = planet;
  updateFlow(planet);
  const { dt, courantNumber } = nextStep(planet, target);
  refreshConductivity(physics, energy.conduction, temperature);
  const stages = stagesOf(energy, courantNumber, dt);
  depositRadiogenicHeat(physics, energy.conduction, nondimensionalHeating(scales, planet.time + dt / 2));
  if (physics.extendedBoussinesq !== undefined) dissipate(physics.extendedBoussinesq, mantle);
  carryDepletion(physics, energy, mantle.flow, dt, stages);

  const core = { temperature: planet.coreTemperature, rate: scales.coreCoolingRate, direct: physics.heat.core };
  const { extendedBoussinesq } = physics;
  stepEnergy(energy, mantle.flow, physics.heat.cells, SURFACE, dt, stages, temperature, extendedBoussinesq, core);
  planet.coreTemperature = core.temperature;
  planet.phaseWork += (extendedBoussinesq?.phases?.work ?? 0) / planet.grid.totalArea;
  melt(physics, temperature);

  planet.time = dt === target - planet.time ? target : planet.time + dt;
  planet.steps++;
}

/** The latent heat of phase transitions counts from here. */
export function countLatentHeat(planet: Planet): void {
  planet.phaseWork = 0;
  planet.latentStart = releasedByPhases(planet.physics, planet.temperature);
  planet.latentSince = planet.time;
}

/**
 * Leaves the flow of the current temperature in `planet.mantle.flow`, its conductivity in `planet.energy`, and the
 * radiogenic heat of the moment in `planet.physics`.
 */
export function settle(planet: Planet): void {
  const { scales, mantle, physics, energy, temperature, time } = planet;
  updateFlow(planet);
  if (!settleAtLatest(mantle, temperature)) throw unsolvable(planet);
  refreshConductivity(physics, energy.conduction, temperature);
  depositRadiogenicHeat(physics, energy.conduction, nondimensionalHeating(scales, time));
}

/**
 * The length of the next step and its Courant number. Leaves the flow in its middle, and in `stableStep` what the
 * configured Courant number and `stepFactor` allowed.
 */
function nextStep(planet: Planet, target: number): { dt: number; courantNumber: number } {
  const { scales, grid, config, mantle } = planet;
  const remaining = target - planet.time;
  extrapolateFlow(mantle, planet.time + 0.5 * Math.min(planet.stableStep, remaining));
  const longest = config.longestStep / scales.time;
  const crossing = courantTime(grid, mantle.flow);
  const stable = planet.stepFactor * Math.min(planet.courantNumber * crossing, longest);
  if (!(stable > (MIN_STEP * config.duration) / scales.time)) {
    throw diverged(
      planet,
      `the flow is too fast to be followed, with steps of ${years(scales, stable).toPrecision(2)} years`,
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

/** Solves for the flow of the current temperature, unless that has been done. */
function updateFlow(planet: Planet): void {
  const { mantle, temperature } = planet;
  if (mantle.latestTime === planet.time) return;
  checkTemperatures(planet);
  if (!solveFlow(mantle, temperature, planet.time, planet.stableStep)) throw unsolvable(planet);
  planet.stepFactor =
    mantle.extrapolationError > EXTRAPOLATION_TOLERANCE
      ? SHORTER * planet.stepFactor
      : Math.min(1, LONGER * planet.stepFactor);
}

function checkTemperatures(planet: Planet): void {
  const value = impossibleTemperature(planet);
  if (value === undefined) return;
  throw diverged(
    planet,
    `the temperature ${Number.isNaN(value) ? 'is not a number' : `reaches ${value.toFixed(0)} K`}`,
  );
}

/** K: the first that no rock has. */
function impossibleTemperature({ scales, temperature }: Planet): number | undefined {
  const highest = nondimensionalTemperature(scales, MAX_TEMPERATURE);
  const found = temperature.find((value) => !(value > -scales.surfaceTemperatureRatio && value < highest));
  return found === undefined ? undefined : kelvin(scales, found);
}

/** Refuses a planet that starts with temperatures that no rock has, which no solver can mend. */
export function requirePossibleStart(planet: Planet): void {
  const value = impossibleTemperature(planet);
  if (value === undefined) return;
  throw new TharsisError(
    'convection-start',
    `the temperature at the start is ${value.toFixed(0)} K in a cell, with a perturbation.amplitude of ${planet.config.perturbation.amplitude} K`,
    `give an amplitude and an initial state that keep all temperatures between 0 and ${MAX_TEMPERATURE} K`,
  );
}

function unsolvable(planet: Planet): TharsisError {
  return diverged(planet, 'the flow cannot be solved for');
}

function diverged({ scales, grid, mantle, steps, time }: Planet, what: string): TharsisError {
  const speed = scales.velocity * maximumVelocity(grid, mantle.flow) * secondsPerYear * 100;
  const where = `step ${steps}, ${(years(scales, time) / 1e6).toFixed(1)} Myr, maximum velocity ${speed.toPrecision(3)} cm/yr`;
  return new TharsisError(
    'convection-diverged',
    `${what} (${where})`,
    'use more cells, a smaller courantNumber or stokesTolerance, or narrower viscosityLimits',
    { exitCode: 1 },
  );
}
