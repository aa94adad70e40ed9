// The processes of the coefficients: a search for hyperparameters for each mode, resumed after the modes already done.
import { join } from 'node:path';
import { canonicalJson, sha256 } from '../../../foundation/digest.js';
import { interruptible } from '../../../foundation/interruption.js';
import { silentReporter } from '../../../foundation/reporter.js';
import { condition, fitKernel, type Kernel } from '../../../statistics/gaussian-process.js';
import type { TrainingContext } from '../../../training/training-loop.js';
import { type FoundKernels, loadKernels, saveKernels } from './checkpoint.js';
import type { CoefficientProcess } from './trained-gaussian-process.js';

/** Lengths relative to the trained ranges; signal and noise in standard deviations of the coefficient. */
const BOUNDS = { lengths: [0.05, 20], signal: [0.05, 20], noise: [1e-2, 1] } as const;
const START_LENGTHS = [0.3, 1, 3];

const NOTHING_FOUND: FoundKernels = { kernels: [], seconds: 0 };

/** What a search gives. */
export interface FittedProcesses {
  readonly processes: readonly CoefficientProcess[];
  /** Wall-clock seconds that earlier, interrupted attempts took for the modes they finished. */
  readonly secondsBefore: number;
}

/**
 * One process for each mode.
 *
 * @param coefficients (modes, points)
 * @param earlier processes of a warm start, by mode
 * @throws TharsisError `checkpoint-damaged`; InterruptedError when the signal is raised: the modes done are kept
 */
export async function fitProcesses(
  points: readonly (readonly number[])[],
  coefficients: readonly (readonly number[])[],
  steps: number,
  { folder, signal, reporter = silentReporter }: TrainingContext,
  earlier: readonly CoefficientProcess[] = [],
): Promise<FittedProcesses> {
  const options = { ...BOUNDS, steps };
  const starts = START_LENGTHS.map(
    (length): Kernel => ({ lengths: points[0]!.map(() => length), signal: 1, noise: 0.1 }),
  );
  const warm = earlier.map(({ kernel }) => kernel);
  // All that the kernels follow from.
  const digest = sha256(canonicalJson({ points, coefficients, options, starts, warm }));
  const checkpoint = join(folder, 'gaussian-process.checkpoint.json');
  const { kernels: found, seconds: secondsBefore } = loadKernels(checkpoint, digest, reporter) ?? NOTHING_FOUND;
  const kernels = [...found];
  const began = performance.now();
  const pause = interruptible(signal);
  const progress = reporter.progress('train gaussian-process', coefficients.length, found.length);
  const processes: CoefficientProcess[] = [];
  for (const [mode, values] of coefficients.entries()) {
    const scale = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length) || 1;
    const scaled = values.map((value) => value / scale);
    if (mode === kernels.length) {
      const known = warm[mode] === undefined ? starts : [warm[mode], ...starts];
      kernels.push(await fitKernel(points, scaled, known, options, pause));
      saveKernels(checkpoint, digest, { kernels, seconds: secondsBefore + (performance.now() - began) / 1000 });
      progress.update(mode + 1);
    }
    const kernel = kernels[mode]!;
    processes.push({ kernel, weights: [...condition(points, scaled, kernel).weights], scale });
  }
  progress.finish(`${coefficients.length} modes`);
  return { processes, secondsBefore };
}
