// Denormal numbers are zero to compiled graphs, on the calling thread and on others, whatever sessions the process made
// before.
import { expect, it } from 'vitest';
import { ndArray } from '../../src/foundation/nd-array.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { tf } from '../../src/tensor/tfjs.js';

it.each([1, 2])('denormal numbers are taken as zero on %i threads', async (threads) => {
  const engine = await openEngine('onnx', { threads });
  const compiled = engine.compile('denormals', (x: tf.Tensor) => ({ product: tf.mul(x, 3), step: tf.step(x) }));
  const size = 2 ** 18;
  const result = await compiled.run(ndArray([size], new Float32Array(size).fill(1e-40)));
  expect(result.product.data.every((value) => value === 0)).toBe(true);
  expect(result.step.data.every((value) => value === 0 || value === 1)).toBe(true);
  await engine.dispose();
});
