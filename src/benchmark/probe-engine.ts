// Whether an engine works on this machine, and a first idea of its speed: a matrix product and a convolution.
import { TharsisError } from '../foundation/errors.js';
import { type NdArray, sizeOf } from '../foundation/nd-array.js';
import { randomStream } from '../foundation/random-stream.js';
import type { Engine, EngineName } from '../tensor/engine.js';
import { openEngine } from '../tensor/open-engine.js';
import { tf } from '../tensor/tfjs.js';
import { normalArray } from './normal-array.js';

/** The result of probing an engine. */
export interface EngineProbe {
  readonly name: EngineName;
  readonly works: boolean;
  /** Why it does not work, and the way out. */
  readonly reason?: string;
  /** 512 x 512 by 512 x 512. */
  readonly matmulGflops?: number;
  /** Batch 8, 64 x 64, 32 to 32 channels, kernel 3 x 3. */
  readonly convolutionGflops?: number;
}

const MATRIX = 512;
const IMAGES = [8, 64, 64, 32] as const;
const KERNEL = [3, 3, 32, 32] as const;
const REPETITIONS = 5;

/** Opens an engine, measures it, and closes it again. */
export async function probeEngine(name: EngineName, threads: number): Promise<EngineProbe> {
  let engine: Engine;
  try {
    engine = await openEngine(name, { threads });
  } catch (error) {
    if (!(error instanceof TharsisError)) throw error;
    return { name, works: false, reason: `${error.message}: ${error.remedy}` };
  }
  try {
    const stream = randomStream(1, 'probe');
    const product = await fastest(engine, (a, b) => tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D), [
      normalArray(stream, [MATRIX, MATRIX]),
      normalArray(stream, [MATRIX, MATRIX]),
    ]);
    const convolution = await fastest(
      engine,
      (x, kernel) => tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'same'),
      [normalArray(stream, IMAGES), normalArray(stream, KERNEL)],
    );
    const multiplyAdds = (sizeOf(IMAGES) * sizeOf(KERNEL)) / IMAGES[3];
    return {
      name,
      works: true,
      matmulGflops: (2 * MATRIX ** 3) / product / 1e9,
      convolutionGflops: (2 * multiplyAdds) / convolution / 1e9,
    };
  } finally {
    await engine.dispose();
  }
}

/** Seconds of the fastest of a few runs, after one that compiles. */
async function fastest(
  engine: Engine,
  operation: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  [a, b]: readonly [NdArray, NdArray],
): Promise<number> {
  const compiled = engine.compile('probe', operation);
  await compiled.run(a, b);
  let least = Number.POSITIVE_INFINITY;
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const began = performance.now();
    await compiled.run(a, b);
    least = Math.min(least, (performance.now() - began) / 1000);
  }
  await compiled.dispose();
  return least;
}
