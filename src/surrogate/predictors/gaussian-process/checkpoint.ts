// What the search for hyperparameters has found so far, kept between two modes. A number in JSON has all its digits, so
// a resumed search gives the same bits.
import { writeFileAtomic } from '../../../foundation/atomic-file.js';
import { brokenSeal } from '../../../foundation/byte-seal.js';
import type { Reporter } from '../../../foundation/reporter.js';
import { sealedContent, sealedJson } from '../../../foundation/sealed-json.js';
import type { Kernel } from '../../../statistics/gaussian-process.js';
import { checkpointOf } from '../../../training/checkpoint.js';

/** The kernels of the first modes, in order. */
export interface FoundKernels {
  readonly kernels: readonly Kernel[];
  /** Wall-clock seconds of their search, over all attempts. */
  readonly seconds: number;
}

/** Writes what was found; `digest` identifies what it was found for. */
export function saveKernels(path: string, digest: string, found: FoundKernels): void {
  writeFileAtomic(path, sealedJson({ digest, ...found }));
}

/**
 * What an earlier search found, or undefined if there is no file or if it belongs to another search.
 *
 * @throws TharsisError `checkpoint-damaged`
 */
export function loadKernels(path: string, digest: string, reporter: Pick<Reporter, 'note'>): FoundKernels | undefined {
  return checkpointOf(path, digest, reporter, (bytes) => {
    const { content, state } = sealedContent(bytes.toString());
    if (state === 'damaged') throw new Error(brokenSeal);
    const { digest: found, kernels, seconds } = content as { digest: string } & FoundKernels;
    return { digest: found, state: () => ({ kernels, seconds }) };
  });
}
