// Neither compiling nor running leaves tensors behind, in success and in failure.
import { beforeEach, describe, expect, it } from 'vitest';
import { ndArray } from '../../src/foundation/nd-array.js';
import { graphBackend } from '../../src/tensor/graph/backend.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { tf } from '../../src/tensor/tfjs.js';
import { adamInit } from '../../src/training/optimizers/adam.js';
import { trainingSteps } from '../../src/training/training-steps.js';
import { normals } from './arrays.js';
import { firstArguments, trainingStep } from './training-step.js';

let before: number;
beforeEach(async () => {
  await openEngine('wasm');
  before = tf.memory().numTensors;
});

const failing = (x: tf.Tensor) => {
  const scaled = tf.mul(x, 2);
  throw new Error(`stopped at rank ${scaled.rank}`);
};

describe.each(['onnx', 'cpu'] as const)('on %s', (name) => {
  it('compiling, running and exporting leave no tensor', async () => {
    const engine = await openEngine(name, { threads: 1 });
    const step = engine.compile('step', trainingStep);
    await step.run(...firstArguments());
    await step.run(...firstArguments());
    await step.toOnnx(...firstArguments());
    expect(tf.memory().numTensors).toBe(before);
    await engine.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(graphBackend().numDataIds()).toBe(0);
  });

  it('steps of training in a loop leave none', async () => {
    const engine = await openEngine(name, { threads: 1 });
    const loss = ({ w }: { w: tf.Tensor }, { x }: { x: tf.Tensor }) =>
      tf.mean(tf.square(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D))) as tf.Scalar;
    const steps = engine.compile('steps', trainingSteps(loss));
    let parameters = { w: normals([3, 2]) };
    let adam = adamInit(parameters) as never;
    for (let call = 0; call < 3; call++) {
      const result = await steps.run(parameters, adam, { x: normals([4, 5, 3], call) }, ndArray([], [0.01]));
      ({ parameters } = result);
      adam = result.optimizer as never;
      expect(tf.memory().numTensors).toBe(before);
    }
    await engine.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(graphBackend().numDataIds()).toBe(0);
  });

  it('a function that throws leaves none either, nor its backend', async () => {
    const engine = await openEngine(name, { threads: 1 });
    await tf.setBackend('wasm');
    await expect(engine.compile('failing', failing).run(normals([2]))).rejects.toThrow('stopped at rank 1');
    expect(tf.memory().numTensors).toBe(before);
    expect(graphBackend().numDataIds()).toBe(0);
    expect(tf.getBackend()).toBe('wasm');
    await engine.dispose();
  });
});

it('2,000 training steps leave resident memory where it was', async () => {
  const engine = await openEngine('onnx', { threads: 1 });
  const step = engine.compile('step', trainingStep);
  let [weights, state, x] = firstArguments();
  const resident: number[] = [];
  for (let index = 1; index <= 2000; index++) {
    ({ parameters: weights, state } = await step.run(weights, state, x));
    if (index % 500 === 0) resident.push(process.memoryUsage.rss() / 2 ** 20);
  }
  await engine.dispose();
  // The images that go in alone are 6 KiB: kept, they would be 9 MiB; the outputs as much again. Heaps find their size
  // in the first 500.
  expect(resident[3]! - resident[0]!).toBeLessThan(6);
});
