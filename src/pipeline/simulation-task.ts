// One simulation of a campaign, from parameters to a file in the archive. Runs in a worker thread.
import { writeSimulation } from '../archive/simulation-writer.js';
import { type Evolution, simulateEvolution } from '../convection/evolution/evolution.js';
import type { EvolutionConfig } from '../convection/evolution/evolution-config.js';
import type { MantleParameters } from '../convection/parameters/mantle-parameters.js';
import { parameterNames, parameterRanges } from '../convection/parameters/parameter-ranges.js';
import { packageVersions } from './environment.js';

/** What a worker is told. `digest` identifies parameters, configuration and code version. */
export interface SimulationTask {
  readonly id: string;
  readonly parameters: MantleParameters;
  readonly evolution: EvolutionConfig;
  readonly path: string;
  readonly digest: string;
}

/** What a worker tells at the end: the cost of the simulation. */
export interface FinishedSimulation {
  /** Wall-clock seconds of the solver on one thread, without writing the file. */
  readonly seconds: number;
  readonly snapshots: number;
  readonly steps: number;
}

/** Simulates and writes; the file is there only when it is whole. */
export function simulateToFile(
  task: SimulationTask,
  onProgress: (fraction: number, detail: string) => void,
): FinishedSimulation {
  const began = performance.now();
  const evolution = simulateEvolution(task.parameters, task.evolution, onProgress);
  const seconds = (performance.now() - began) / 1000;
  writeSimulation(task.path, {
    id: task.id,
    parameters: { ...task.parameters },
    parameterUnits: Object.fromEntries(parameterNames.map((name) => [name, parameterRanges[name].unit])),
    times: evolution.times,
    r: evolution.r,
    phi: evolution.phi,
    temperature: evolution.temperature,
    series: seriesOf(evolution),
    solver: {
      software: `tharsis ${packageVersions().tharsis}`,
      configuration: JSON.stringify(task.evolution),
      radii:
        "rescaled: their ratio is the square of the planet's, so that areas relate as on the sphere (docs/physics.md)",
      ...evolution.solver,
    },
  });
  return { seconds, snapshots: evolution.times.length, steps: Number(evolution.solver.steps) };
}

function seriesOf({ diagnostics }: Evolution) {
  const series = (values: Float64Array, units: string, description: string) => ({ values, units, description });
  return {
    mean_temperature: series(diagnostics.meanTemperature, 'K', 'area-mean mantle temperature'),
    core_temperature: series(diagnostics.coreTemperature, 'K', 'temperature of the core'),
    surface_heat_flux: series(diagnostics.surfaceHeatFlux, 'W m-2', 'heat flux through the surface'),
    core_heat_flux: series(diagnostics.coreHeatFlux, 'W m-2', 'heat flux out of the core'),
    root_mean_square_velocity: series(diagnostics.rootMeanSquareVelocity, 'm s-1', 'root-mean-square velocity'),
  };
}
