// A thermal evolution: from five parameters to the temperature field over billions of years.
//
// Each cycle solves the Stokes problem for the current temperature and then takes a few energy steps, over which the flow
// is extrapolated linearly from the last two solutions. Steps obey the Courant number and hit output times exactly.
import { TharsisError } from '../foundation/errors.js';
import { coolCore } from './core-cooling.js';
import { boundaryHeatFluxes, diffusion } from './diffusion.js';
import { stepEnergy } from './energy.js';
import { checkConfig, checkParameters, type EvolutionConfig, type MantleParameters } from './evolution-config.js';
import { courantTime, flowOf, rootMeanSquareVelocity, stillFlow } from './flow.js';
import { areaMean } from './grid.js';
import { enrichmentProfile, nondimensionalHeating } from './heat-sources.js';
import { evolutionGrid, initialTemperature, storeSnapshot } from './initial-field.js';
import { arrheniusLaw, updateViscosity, viscosityField } from './rheology.js';
import * as scales from './scales.js';
import { buoyancy, solveStokes, stokesSolver } from './stokes.js';

/** Series over the output times. */
export interface Diagnostics {
  /** m/s. */
  readonly rootMeanSquareVelocity: Float64Array;
  /** K, area mean. */
  readonly meanTemperature: Float64Array;
  /** K. */
  readonly coreTemperature: Float64Array;
  /** W/m², out of the planet. */
  readonly surfaceHeatFlux: Float64Array;
  /** W/m², out of the core. */
  readonly coreHeatFlux: Float64Array;
}

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
  const grid = evolutionGrid(config);
  const cells = grid.radial * grid.azimuthal;
  const rayleigh = scales.rayleighNumber(parameters.referenceViscosity);
  const law = arrheniusLaw(parameters.activationEnergy, parameters.activationVolume, config.viscosityLimits);
  const heatShare = enrichmentProfile(grid, parameters.enrichment, config.crustThickness / scales.mantle.depth);
  const stokes = stokesSolver(grid);
  const conduction = diffusion(grid);
  const viscosity = viscosityField(grid);
  const flow = stillFlow(grid);
  const load = new Float64Array(stokes.operator.size);
  const heating = new Float64Array(cells);
  const change = new Float64Array(cells);

  const temperature = initialTemperature(parameters, config, grid);
  let coreTemperature = scales.nondimensionalTemperature(scales.core.initialTemperature);
  const solution = new Float64Array(stokes.operator.size);
  const previousSolution = new Float64Array(stokes.operator.size);
  const extrapolated = new Float64Array(stokes.operator.size);
  let solutionTime = 0;
  let previousSolutionTime = 0;

  const duration = config.duration / scales.timeScale;
  const times = Float64Array.from(
    { length: config.snapshots + 1 },
    (_, k) => duration * (k / config.snapshots) ** config.outputExponent,
  );
  const snapshots = new Float32Array(times.length * cells);
  const diagnostics = emptyDiagnostics(times.length);
  let time = 0;
  let steps = 0;

  const record = (frame: number): void => {
    const held = { core: coreTemperature, surface: 0 };
    const fluxes = boundaryHeatFluxes(conduction, temperature, held);
    storeSnapshot(grid, temperature, snapshots, frame * cells);
    diagnostics.rootMeanSquareVelocity[frame] = scales.velocityScale * rootMeanSquareVelocity(grid, flow);
    diagnostics.meanTemperature[frame] = kelvin(areaMean(grid, temperature));
    diagnostics.coreTemperature[frame] = kelvin(coreTemperature);
    diagnostics.surfaceHeatFlux[frame] = scales.heatFluxScale * fluxes.surface;
    diagnostics.coreHeatFlux[frame] = scales.heatFluxScale * fluxes.core;
  };
  const diverged = (what: string): TharsisError => {
    const speed = scales.velocityScale * rootMeanSquareVelocity(grid, flow) * scales.secondsPerYear * 100;
    const at = `step ${steps}, ${megayears(time)} Myr, rms velocity ${speed.toPrecision(3)} cm/yr`;
    return new TharsisError(
      'convection-diverged',
      `${what} at ${at}`,
      'use more cells, a smaller courantNumber, or narrower viscosityLimits',
      { exitCode: 1 },
    );
  };
  const solveFlow = (): void => {
    updateViscosity(grid, law, temperature, viscosity);
    buoyancy(grid, rayleigh, temperature, load);
    const gap = solutionTime - previousSolutionTime;
    const ratio = gap > 0 ? Math.min(1, (time - solutionTime) / gap) : 0;
    for (let k = 0; k < solution.length; k++) {
      const latest = solution[k]!;
      solution[k] = latest + ratio * (latest - previousSolution[k]!);
      previousSolution[k] = latest;
    }
    previousSolutionTime = solutionTime;
    solutionTime = time;
    const iterations = solveStokes(stokes, viscosity.cell, viscosity.node, load, solution, config.stokesTolerance);
    if (iterations < 0) throw diverged('the Stokes problem has no solution');
  };

  solveFlow();
  flowOf(grid, solution, flow);
  record(0);
  for (let frame = 1; frame < times.length; frame++) {
    const target = times[frame]!;
    while (time < target) {
      if (steps > 0) solveFlow();
      for (let step = 0; step < config.stepsPerFlow && time < target; step++) {
        const gap = solutionTime - previousSolutionTime;
        const ratio = step > 0 && gap > 0 ? Math.min(1, (time - solutionTime) / gap) : 0;
        for (let k = 0; k < solution.length; k++) {
          extrapolated[k] = solution[k]! + ratio * (solution[k]! - previousSolution[k]!);
        }
        flowOf(grid, extrapolated, flow);
        const stable = Math.min(config.courantNumber * courantTime(grid, flow), config.largestStep * duration);
        // Two near-equal steps rather than a full and a tiny one before an output time.
        const remaining = target - time;
        const dt = remaining <= stable ? remaining : remaining < 2 * stable ? remaining / 2 : stable;
        const bulkHeating = nondimensionalHeating(time + dt / 2);
        for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
          for (let i = 0; i < grid.radial; i++, cell++) heating[cell] = bulkHeating * heatShare[i]!;
        }
        const held = { core: coreTemperature, surface: 0 };
        const coreHeatFlux = boundaryHeatFluxes(conduction, temperature, held).core;
        stepEnergy(conduction, flow, heating, held, dt, temperature, change);
        coreTemperature = coolCore(coreTemperature, coreHeatFlux, dt);
        time = remaining <= stable ? target : time + dt;
        steps++;
        if (steps % REPORT_INTERVAL === 0) {
          const mean = areaMean(grid, temperature);
          if (!Number.isFinite(mean)) throw diverged('the temperature is no number');
          const speed = scales.velocityScale * rootMeanSquareVelocity(grid, flow) * scales.secondsPerYear * 100;
          report(
            time / duration,
            `${megayears(time)} Myr, mean ${kelvin(mean).toFixed(0)} K, rms ${speed.toPrecision(3)} cm/yr`,
          );
        }
      }
    }
    if (!Number.isFinite(areaMean(grid, temperature))) throw diverged('the temperature is no number');
    record(frame);
  }

  return {
    times: times.map((value) => value * scales.timeScale),
    temperature: snapshots,
    r: grid.rCell.map((radius) => radius * scales.mantle.depth),
    phi: grid.phiCell,
    diagnostics,
    solver: {
      equations: 'Boussinesq, infinite Prandtl number, Arrhenius diffusion creep',
      stokes: 'variational stream function, conjugate gradients with lagged band Cholesky factor',
      advection: 'explicit finite volumes, van Leer limiter',
      conduction: 'implicit, alternating directions',
      rayleighNumber: rayleigh,
      steps,
      stokesSolutions: stokes.solves,
      stokesIterations: stokes.iterations,
      factorizations: stokes.factorizations,
    },
  };
}

function emptyDiagnostics(length: number): Diagnostics {
  return {
    rootMeanSquareVelocity: new Float64Array(length),
    meanTemperature: new Float64Array(length),
    coreTemperature: new Float64Array(length),
    surfaceHeatFlux: new Float64Array(length),
    coreHeatFlux: new Float64Array(length),
  };
}

function kelvin(temperature: number): number {
  return scales.temperatureScale * temperature + scales.surfaceTemperature;
}

function megayears(time: number): string {
  return ((time * scales.timeScale) / scales.secondsPerYear / 1e6).toFixed(1);
}
