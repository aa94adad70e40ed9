// A thermal evolution: from five parameters to the temperature field over billions of years.
//
// Each step solves the Stokes problem for the current temperature, extrapolates the flow to the middle of the step and
// advances the energy equation with it: second-order in time. Steps obey the Courant number and hit output times exactly.
import { TharsisError } from '../../foundation/errors.js';
import { coolCore } from '../energy/core-cooling.js';
import { boundaryHeatFluxes, diffusion } from '../energy/diffusion.js';
import { type EnergySolver, energySolver, stagesFor, stepEnergy } from '../energy/energy.js';
import { enrichmentProfile, nondimensionalHeating } from '../energy/heat-sources.js';
import { areaMean, type Grid } from '../grid.js';
import { arrheniusLaw } from '../material/rheology.js';
import { checkParameters, type MantleParameters } from '../parameters/mantle-parameters.js';
import * as scales from '../scales.js';
import { courantTime, maximumVelocity, rootMeanSquareVelocity } from '../stokes/flow.js';
import { extrapolateFlow, type MantleFlow, mantleFlow, solveFlow } from '../stokes/mantle-flow.js';
import { type Diagnostics, emptyDiagnostics, recordDiagnostics } from './diagnostics.js';
import { checkConfig, type EvolutionConfig } from './evolution-config.js';
import { evolutionGrid, initialTemperature, storeSnapshot } from './initial-field.js';

/** A simulated evolution, in SI units. */
export interface Evolution {
  /** s. */
  readonly times: Float64Array;
  /** (time, r, phi), K, cell centers. */
  readonly temperature: Float32Array;
  /** m, rescaled cylinder radii of cell centers. */
  readonly r: Float64Array;
  /** rad, cell centers. */
  readonly phi: Float64Array;
  readonly diagnostics: Diagnostics;
  /** Provenance of the numbers; no wall-clock times, so that equal runs give equal files. */
  readonly solver: Readonly<Record<string, string | number>>;
}

/** Told now and then: how far the evolution is, and its state in words. */
export type EvolutionReport = (fraction: number, detail: string) => void;

const REPORT_INTERVAL = 100;

/** Everything that changes while a planet evolves, with the solvers. Nondimensional. */
interface Planet {
  readonly grid: Grid;
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

/**
 * Simulates an evolution on this thread.
 *
 * @throws TharsisError `convection-parameter`, `convection-config` (bad input), `convection-diverged` (exit code 1)
 */
export function simulateEvolution(
  parameters: MantleParameters,
  config: EvolutionConfig,
  report: EvolutionReport = () => {},
): Evolution {
  checkParameters(parameters);
  checkConfig(config);
  const planet = newPlanet(parameters, config);
  const { grid, temperature } = planet;
  const cells = temperature.length;
  const duration = config.duration / scales.timeScale;
  const times = Float64Array.from(
    { length: config.snapshots + 1 },
    (_, k) => duration * (k / config.snapshots) ** config.outputExponent,
  );
  const snapshots = new Float32Array(times.length * cells);
  const diagnostics = emptyDiagnostics(times.length);

  for (let frame = 0; frame < times.length; frame++) {
    while (planet.time < times[frame]) {
      advance(planet, config, times[frame]);
      if (planet.steps % REPORT_INTERVAL === 0) report(planet.time / duration, stateInWords(planet));
    }
    updateFlow(planet);
    extrapolateFlow(planet.mantle, planet.time);
    recordDiagnostics(
      diagnostics,
      frame,
      planet.energy.conduction,
      planet.mantle.flow,
      temperature,
      planet.coreTemperature,
    );
    storeSnapshot(grid, temperature, snapshots, frame * cells);
  }
  return {
    times: times.map((time) => time * scales.timeScale),
    temperature: snapshots,
    r: grid.rCell.map((radius) => radius * scales.mantle.depth),
    phi: grid.phiCell,
    diagnostics,
    solver: provenance(planet),
  };
}

function newPlanet(parameters: MantleParameters, config: EvolutionConfig): Planet {
  const grid = evolutionGrid(config);
  const temperature = initialTemperature(parameters, config, grid);
  const { referenceViscosity, activationEnergy, activationVolume } = parameters;
  const limits = {
    minimum: config.viscosityLimits.minimum / referenceViscosity,
    maximum: config.viscosityLimits.maximum / referenceViscosity,
  };
  return {
    grid,
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
function advance(planet: Planet, config: EvolutionConfig, target: number): void {
  const { grid, mantle, energy, temperature } = planet;
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

function stateInWords({ grid, mantle, temperature, time, stableStep }: Planet): string {
  const speed = scales.velocityScale * rootMeanSquareVelocity(grid, mantle.flow) * scales.secondsPerYear * 100;
  const mean = scales.kelvin(areaMean(grid, temperature));
  const gigayears = (years(time) / 1e9).toFixed(3);
  const step = (years(stableStep) / 1e6).toPrecision(2);
  return `${gigayears} Gyr, dt ${step} Myr, mean ${mean.toFixed(0)} K, v_rms ${speed.toPrecision(3)} cm/yr`;
}

function diverged({ grid, mantle, steps, time }: Planet, what: string): TharsisError {
  const speed = scales.velocityScale * maximumVelocity(grid, mantle.flow) * scales.secondsPerYear * 100;
  const where = `step ${steps}, ${(years(time) / 1e6).toFixed(1)} Myr, maximum velocity ${speed.toPrecision(3)} cm/yr`;
  return new TharsisError(
    'convection-diverged',
    `${what} (${where})`,
    'use more cells, a smaller courantNumber or stokesTolerance, or narrower viscosityLimits',
    { exitCode: 1 },
  );
}

function years(time: number): number {
  return (time * scales.timeScale) / scales.secondsPerYear;
}

function provenance({ mantle, steps }: Planet): Record<string, string | number> {
  const { stokes, problem } = mantle;
  return {
    equations: 'Boussinesq, infinite Prandtl number, Arrhenius diffusion creep',
    stokes: 'variational stream function, conjugate gradients with lagged band Cholesky factor',
    advection: 'finite volumes, Koren limiter, SSP Runge-Kutta of second order',
    conduction: 'implicit, alternating directions',
    rayleighNumber: problem.rayleigh,
    steps,
    stokesSolutions: stokes.solutions,
    stokesIterations: stokes.iterations,
    factorizations: stokes.factorizations,
  };
}
