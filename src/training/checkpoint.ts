// Checkpoints: one atomically written safetensors file with everything needed to continue to the bit-identical result.
// It holds no random state, as every epoch draws from a stream of its own, and none of schedules, which follow from
// the history.
import { existsSync, readFileSync } from 'node:fs';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { TharsisError } from '../foundation/errors.js';
import { parseJson } from '../foundation/json-text.js';
import type { NdArray } from '../foundation/nd-array.js';
import { type Reporter, silentReporter } from '../foundation/reporter.js';
import type { Tree } from '../foundation/tree.js';
import { arrayTree } from '../tensor/array-tree.js';
import { decodeSafetensors, encodeSafetensors } from '../tensor/safetensors.js';
import type { EpochRecord } from './history.js';

/** The state of training between two epochs. */
export interface TrainingState<Parameters> {
  readonly parameters: Parameters;
  /** Whatever the optimizer keeps: moments, a moving average. */
  readonly optimizer: Tree<NdArray>;
  /** The weights of the best epoch, where these are kept. */
  readonly best?: Parameters;
  /** The epoch of the lowest validation loss; -1 for the initial weights, and without validation. */
  readonly bestEpoch: number;
  readonly bestLoss: number;
  readonly history: readonly EpochRecord[];
  /** Wall-clock seconds so far, over all attempts. */
  readonly seconds: number;
}

/** Writes the state; `digest` identifies the configuration and the data it belongs to. */
export function saveCheckpoint(path: string, digest: string, state: TrainingState<unknown>): void {
  const { parameters, optimizer, best, ...plain } = state;
  const tree = arrayTree({ parameters, optimizer, ...(best === undefined ? {} : { best }) });
  writeFileAtomic(path, encodeSafetensors(tree, { digest, state: JSON.stringify(plain) }));
}

/**
 * The state in a checkpoint, or undefined if there is no file or if it belongs to another configuration.
 *
 * @throws TharsisError `checkpoint-damaged`
 */
export function loadCheckpoint<Parameters>(
  path: string,
  digest: string,
  { note }: Pick<Reporter, 'note'> = silentReporter,
): TrainingState<Parameters> | undefined {
  return checkpointOf(path, digest, { note }, (bytes) => {
    const { tree, metadata } = decodeSafetensors(bytes, path);
    const state = () =>
      ({ ...(tree as object), ...(parseJson(metadata.state!) as object) }) as TrainingState<Parameters>;
    return { digest: metadata.digest, state };
  });
}

/**
 * The state in a checkpoint of any format, or undefined if there is no file or if its digest is another (with a note).
 *
 * @throws TharsisError `checkpoint-damaged` where `decode` or the state fails
 */
export function checkpointOf<State>(
  path: string,
  digest: string,
  { note }: Pick<Reporter, 'note'>,
  decode: (bytes: Buffer) => { readonly digest: unknown; readonly state: () => State },
): State | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const found = decode(readFileSync(path));
    if (found.digest === digest) return found.state();
    note(`${path} belongs to another configuration, seed or data: not used, training starts from the beginning`);
    return undefined;
  } catch (error) {
    throw new TharsisError(
      'checkpoint-damaged',
      `the checkpoint ${path} cannot be used: ${(error as Error).message}`,
      'remove it and run again: this training then starts from the beginning',
      { cause: error },
    );
  }
}
