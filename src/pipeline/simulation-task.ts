// One simulation of a campaign, from parameters to a file in the archive. Runs in a worker thread.
import { writeSimulation } from '../archive/simulation-writer.js';
import { simulateEvolution } from '../convection/evolution.js';
import type { EvolutionConfig, MantleParameters } from '../convection/evolution-config.js';
import { parameterRanges } from '../convection/parameter-ranges.js';
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
  return { seconds, snapshots: evolution.times.length, steps: Number(evolution.solver.steps) };
}
