// One simulation of a campaign: what is to be simulated, where its file goes, and the digest that identifies it.
import { join } from 'node:path';
import type { EvolutionConfig } from '../convection/evolution/evolution-config.js';
import type { MantleParameters } from '../convection/parameters/mantle-parameters.js';
import { canonicalJson, sha256 } from '../foundation/digest.js';
import { codeDigest } from '../runs/code-digest.js';

/** The module that computes a simulation, which imports this one: named by URL. */
const simulatingModule = new URL('./simulate-task.js', import.meta.url).href;

/** What a worker gets. `digest` identifies parameters, configuration and code version. */
export interface SimulationTask {
  readonly id: string;
  readonly parameters: MantleParameters;
  readonly evolution: EvolutionConfig;
  readonly path: string;
  readonly digest: string;
  /** Seconds between checkpoints, at least. */
  readonly checkpointInterval: number;
}

/** The task of the parameter set at `index` of a campaign in `folder`. */
export function simulationTask(
  parameters: MantleParameters,
  index: number,
  evolution: EvolutionConfig,
  { folder, checkpointInterval }: { readonly folder: string; readonly checkpointInterval: number },
): SimulationTask {
  // The second part identifies what is simulated, so that files of other campaigns are neither overwritten nor mixed up.
  const identity = sha256(canonicalJson({ parameters, evolution })).slice(0, 6);
  const id = `simulation-${String(index).padStart(4, '0')}-${identity}`;
  const digest = taskDigest(parameters, evolution);
  return { id, parameters, evolution, path: join(folder, `${id}.h5`), digest, checkpointInterval };
}

/** The digest of a simulation as this code would compute it. */
export function taskDigest(parameters: MantleParameters, evolution: EvolutionConfig): string {
  return sha256(canonicalJson({ parameters, evolution, code: codeDigest(simulatingModule) }));
}
