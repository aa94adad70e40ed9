// Checkpoints: one atomic safetensors file with all that is needed to continue to the bit-identical result. Random
// numbers need no state in it: every epoch draws from a stream of its own.
import { existsSync, readFileSync } from 'node:fs';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { TharsisError } from '../foundation/errors.js';
import { arrayTree } from '../tensor/array-tree.js';
import { decodeSafetensors, encodeSafetensors } from '../tensor/safetensors.js';
import type { AdamArrays } from './optimizers/adam.js';

/** One epoch as the history keeps it. Losses are means over samples, of normalized numbers. */
export interface EpochRecord {
  readonly epoch: number;
  readonly trainingLoss: number;
  readonly validationLoss: number;
  readonly learningRate: number;
}

/** The state of training between two epochs. */
export interface TrainingState<Parameters> {
  readonly parameters: Parameters;
  readonly adam: AdamArrays<Parameters>;
  readonly best: Parameters;
  readonly bestEpoch: number;
  readonly bestLoss: number;
  readonly history: readonly EpochRecord[];
  /** Wall-clock seconds so far, over all attempts. */
  readonly seconds: number;
}

/** Writes the state; `digest` identifies the configuration and the data it belongs to. */
export function saveCheckpoint(path: string, digest: string, state: TrainingState<unknown>): void {
  const { parameters, adam, best, ...plain } = state;
  const tree = arrayTree({ parameters, adam, best });
  writeFileAtomic(path, encodeSafetensors(tree, { digest, state: JSON.stringify(plain) }));
}

/**
 * The state in a checkpoint, or undefined if there is none or if it belongs to another configuration.
 *
 * @throws TharsisError `checkpoint-damaged`
 */
export function loadCheckpoint<Parameters>(path: string, digest: string): TrainingState<Parameters> | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const { tree, metadata } = decodeSafetensors(readFileSync(path), path);
    if (metadata.digest !== digest) {
      process.stderr.write(`${path} belongs to another configuration, seed or data: not used, training starts anew\n`);
      return undefined;
    }
    return { ...(tree as object), ...JSON.parse(metadata.state!) } as TrainingState<Parameters>;
  } catch (error) {
    throw new TharsisError(
      'checkpoint-damaged',
      `the checkpoint ${path} cannot be used: ${(error as Error).message}`,
      'remove it and run again: this training then starts anew',
      { cause: error },
    );
  }
}
