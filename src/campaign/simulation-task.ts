// One simulation of a campaign: what is to be simulated, where its file goes, and the digest that identifies it.
import { join } from 'node:path';
import type { EvolutionConfig } from '../convection/evolution/evolution-config.js';
import type { MantleParameters } from '../convection/parameters/mantle-parameters.js';
import { canonicalJson, sha256 } from '../foundation/digest.js';
import { codeDigest } from '../runs/code-digest.js';
import { initialStateDigest } from './initial-state.js';

/** The module that computes a simulation, which imports this one: named by URL. */
const simulatingModule = new URL('./simulate-task.js', import.meta.url).href;

/** What a worker gets. `digest` identifies parameters, configuration, initial state and code version. */
export interface SimulationTask {
  readonly id: string;
  readonly parameters: MantleParameters;
  readonly evolution: EvolutionConfig;
  readonly path: string;
  readonly digest: string;
  /** SHA-256 of the file of the initial state, if the configuration names one. */
  readonly initialStateDigest?: string;
  /** Seconds between checkpoints, at least. */
  readonly checkpointInterval: number;
}

/**
 * The task of the parameter set at `index` of a campaign in `folder`.
 *
 * @throws TharsisError `initial-state-missing`
 */
export function simulationTask(
  parameters: MantleParameters,
  index: number,
  evolution: EvolutionConfig,
  { folder, checkpointInterval }: { readonly folder: string; readonly checkpointInterval: number },
  stateDigest = initialStateDigest(evolution),
): SimulationTask {
  // The second part identifies what is simulated, so that files of other campaigns are neither overwritten nor mixed up.
  const identity = sha256(canonicalJson({ parameters, evolution })).slice(0, 6);
  const id = `simulation-${String(index).padStart(4, '0')}-${identity}`;
  const digest = taskDigest(parameters, evolution, stateDigest);
  const path = join(folder, `${id}.h5`);
  const task = { id, parameters, evolution, path, digest, checkpointInterval };
  return stateDigest === undefined ? task : { ...task, initialStateDigest: stateDigest };
}

/**
 * The digest of a simulation as this code would compute it.
 *
 * @throws TharsisError `initial-state-missing`
 */
export function taskDigest(
  parameters: MantleParameters,
  evolution: EvolutionConfig,
  initialState = initialStateDigest(evolution),
): string {
  const what = { parameters, evolution, ...(initialState !== undefined && { initialState }) };
  return sha256(canonicalJson({ ...what, code: codeDigest(simulatingModule) }));
}
