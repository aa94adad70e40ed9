// A simulation from parameters to a file in the archive and the record beside it. Runs in a worker thread, of this
// machine or of another one that sees the same folder.
import { rmSync } from 'node:fs';
import { withGhostLayer } from '../archive/ghost-layers.js';
import type { SimulationData } from '../archive/layout.js';
import { writeSimulation } from '../archive/simulation-writer.js';
import { diagnosticSeries } from '../convection/evolution/diagnostics.js';
import { type Evolution, simulateEvolution } from '../convection/evolution/evolution.js';
import { solverWarnings } from '../convection/evolution/solver-warnings.js';
import { parameterNames, parameterRanges } from '../convection/parameters/parameter-ranges.js';
import { planetOf } from '../convection/planets/planet-choice.js';
import { scalesOf } from '../convection/scales.js';
import { geometries } from '../foundation/geometries/registry.js';
import { plainError } from '../foundation/plain-error.js';
import { type Reporter, silentReporter } from '../foundation/reporter.js';
import { packageVersions } from '../runs/environment.js';
import { flowDatasets } from './flow-outputs.js';
import { readInitialState } from './initial-state.js';
import { loadCheckpoint, sparingSaver } from './simulation-checkpoint.js';
import {
  checkpointPath,
  isReproducible,
  type SimulationRecord,
  writeFailure,
  writeRecord,
} from './simulation-record.js';
import type { SimulationTask } from './simulation-task.js';

/** Simulates and writes; the file is there only when it is whole, the record only when the file is. */
export function simulateTask(
  task: SimulationTask,
  onProgress: (fraction: number, detail: string) => void,
  reporter: Pick<Reporter, 'note'> = silentReporter,
): SimulationRecord {
  try {
    const checkpoint = loadCheckpoint(task, reporter);
    const began = performance.now();
    const seconds = (): number => (checkpoint?.seconds ?? 0) + (performance.now() - began) / 1000;
    const checkpoints = {
      resume: checkpoint?.state,
      offer: sparingSaver(task, task.checkpointInterval, seconds),
    };
    const start = readInitialState(task.evolution, task.initialStateDigest);
    const evolution = simulateEvolution(task.parameters, task.evolution, onProgress, checkpoints, start);
    for (const warning of solverWarnings(evolution.solver)) reporter.note(`${task.id}: ${warning}`);
    const cost = { seconds: seconds(), snapshots: evolution.times.length, steps: Number(evolution.solver.steps) };
    writeEvolution(task, evolution);
    return writeRecord(task, cost);
  } catch (error) {
    keepReason(task, error);
    throw error;
  }
}

/** What stopped the simulation matters more than that the disk does not take the note of it. */
function keepReason(task: SimulationTask, error: unknown): void {
  try {
    const reason = plainError(error);
    writeFailure(task, reason);
    if (isReproducible({ error: reason })) rmSync(checkpointPath(task), { force: true });
  } catch {
    // Whoever waits for this simulation gets the error itself, or finds no record.
  }
}

function writeEvolution(task: SimulationTask, evolution: Evolution): void {
  const simulation: SimulationData = {
    id: task.id,
    parameters: { ...task.parameters },
    parameterUnits: Object.fromEntries(parameterNames.map((name) => [name, parameterRanges[name].unit])),
    parameterScales: Object.fromEntries(parameterNames.map((name) => [name, parameterRanges[name].scale])),
    times: evolution.times,
    r: evolution.r,
    phi: evolution.phi,
    geometry: task.evolution.geometry,
    temperature: evolution.temperature,
    ...(evolution.depletion && { depletion: evolution.depletion }),
    ...(task.evolution.outputs?.length && { derived: flowDatasets(task, task.evolution.outputs, evolution) }),
    series: seriesOf(evolution),
    solver: {
      software: `tharsis ${packageVersions().tharsis}`,
      configuration: JSON.stringify(task.evolution),
      radii: geometries[task.evolution.geometry].radiiInWords,
      ...(task.initialStateDigest !== undefined && { initialStateSha256: task.initialStateDigest }),
      ...evolution.solver,
    },
  };
  writeSimulation(task.path, task.evolution.ghostCells ? inGhostCells(simulation, task, evolution) : simulation);
}

function inGhostCells(simulation: SimulationData, task: SimulationTask, { diagnostics }: Evolution): SimulationData {
  const { planet, depth } = scalesOf(planetOf(task.evolution.planet));
  const { inner, outer } = geometries[task.evolution.geometry].radii(planet);
  const walls = { core: diagnostics.coreTemperature, surface: planet.surfaceTemperature };
  return withGhostLayer(simulation, walls, { core: inner * depth, surface: outer * depth });
}

function seriesOf({ diagnostics }: Evolution) {
  const names = Object.keys(diagnosticSeries) as (keyof typeof diagnosticSeries)[];
  return Object.fromEntries(
    names.map((key) => {
      const { name, units, description } = diagnosticSeries[key];
      return [name, { values: diagnostics[key], units, description }];
    }),
  );
}
