// One loop for all: a classifier, an autoencoder, a normalizing flow by maximum likelihood, and a sampler by reverse
// Kullback-Leibler divergence (no data, no validation) train through the same `train`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type NdArray, ndArray } from '../../src/foundation/nd-array.js';
import { type RandomStream, randomStream } from '../../src/foundation/random-stream.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { tf } from '../../src/tensor/tfjs.js';
import { finiteSets } from '../../src/training/batches/finite-sets.js';
import { generatedBatches } from '../../src/training/batches/generated-batches.js';
import { adam } from '../../src/training/optimizers/adam.js';
import { clipped } from '../../src/training/optimizers/clipped.js';
import { constant } from '../../src/training/schedules/constant.js';
import { train } from '../../src/training/training-loop.js';

const engine = await openEngine('onnx', { threads: 1 });
const folder = mkdtempSync(join(tmpdir(), 'tharsis-problems-'));
const context = { engine, folder, seed: 3 };
afterAll(async () => {
  await engine.dispose();
  rmSync(folder, { recursive: true });
});

function normalArray(stream: RandomStream, shape: readonly number[], scale = 1): NdArray {
  const data = new Float32Array(shape.reduce((size, length) => size * length, 1));
  stream.fillNormal(data);
  return ndArray(
    shape,
    data.map((value) => scale * value),
  );
}

/** Rows of (rows, columns) numbers as a batch. */
const picked = (values: NdArray, rows: Int32Array): NdArray => {
  const columns = values.shape[1] ?? 1;
  const data = Array.from(rows).flatMap((row) => [...values.data.subarray(row * columns, (row + 1) * columns)]);
  return {
    shape: [rows.length, ...values.shape.slice(1)],
    data: (values.data.constructor as typeof Float32Array).from(data),
  };
};

const STREAM = randomStream(5, 'data');
/** Correlated, shifted points: x = 1 + z0, y = -2 + x + z1 / 2. */
const points = (() => {
  const noise = normalArray(STREAM.child('points'), [240, 2]);
  const rows = Array.from({ length: 240 }, (_, row) => {
    const x = 1 + noise.data[2 * row]!;
    return [x, -2 + x + 0.5 * noise.data[2 * row + 1]!];
  });
  return ndArray([240, 2], rows.flat());
})();
const sets = (batch: (samples: Int32Array) => Record<string, NdArray>) =>
  finiteSets({
    trainingSamples: 200,
    validationSamples: 40,
    batchSize: 50,
    batch: (set, samples) => batch(set === 'training' ? samples : samples.map((sample) => sample + 200)),
  });

it('a classifier, by cross entropy', async () => {
  // Inside or outside of a circle about the mean: 60 % of the points are outside.
  const inside = Float32Array.from({ length: 240 }, (_, row) => {
    const [x, y] = [points.data[2 * row]!, points.data[2 * row + 1]!];
    return (x - 1) ** 2 + (y + 1) ** 2 < 1 ? 1 : 0;
  });
  const labels = ndArray([240, 1], inside);
  const stream = STREAM.child('classifier');
  const outcome = await train(
    {
      name: 'classifier',
      initial: {
        hidden: normalArray(stream, [2, 16]),
        bias: normalArray(stream, [16]),
        output: normalArray(stream, [16, 1], 0.1),
        offset: ndArray([1], [0]),
      },
      sampleLosses: ({ hidden, bias, output, offset }, { x, label }) => {
        const features = tf.tanh(tf.add(tf.matMul(x as tf.Tensor2D, hidden as tf.Tensor2D), bias));
        const logit = tf.add(tf.matMul(features as tf.Tensor2D, output as tf.Tensor2D), offset);
        return tf.mean(tf.sub(tf.softplus(logit), tf.mul(label!, logit)), 1);
      },
      ...sets((samples) => ({ x: picked(points, samples), label: picked(labels, samples) })),
      identity: 'circle',
    },
    { epochs: 60, learningRate: 0.05, patience: 30 },
    context,
  );
  // A coin that knows the shares alone has 0.67.
  expect(outcome.validationLoss).toBeLessThan(0.25);
});

it('an autoencoder, by the square error', async () => {
  const outcome = await train(
    {
      name: 'autoencoder',
      initial: {
        down: normalArray(STREAM.child('down'), [2, 1]),
        up: normalArray(STREAM.child('up'), [1, 2]),
        offset: ndArray([2], [0, 0]),
      },
      sampleLosses: ({ down, up, offset }, { x }) => {
        const latent = tf.matMul(tf.sub(x!, offset) as tf.Tensor2D, down as tf.Tensor2D);
        const rebuilt = tf.add(tf.matMul(latent, up as tf.Tensor2D), offset);
        return tf.sum(tf.square(tf.sub(rebuilt, x!)), 1);
      },
      ...sets((samples) => ({ x: picked(points, samples) })),
      identity: 'line',
    },
    { epochs: 120, learningRate: 0.05 },
    context,
  );
  // What one direction cannot hold: the smaller eigenvalue of [[1, 1], [1, 1.25]].
  const smaller = (2.25 - Math.sqrt(2.25 ** 2 - 4 * 0.25)) / 2;
  expect(outcome.validationLoss).toBeGreaterThan(0.6 * smaller);
  expect(outcome.validationLoss).toBeLessThan(1.5 * smaller);
});

/** An affine flow z → x in two steps: x0 = a z0 + b, x1 = c z1 + d + e x0; `scale` holds log a and log c. */
interface Flow<Leaf> {
  readonly scale: Leaf;
  readonly shift: Leaf;
  readonly coupling: Leaf;
}
const identityFlow: Flow<NdArray> = {
  scale: ndArray([2], [0, 0]),
  shift: ndArray([2], [0, 0]),
  coupling: ndArray([1], [0]),
};
const column = (x: tf.Tensor, index: number): tf.Tensor => tf.slice(x, [0, index], [-1, 1]);
const entry = (x: tf.Tensor, index: number): tf.Tensor => tf.slice(x, [index], [1]);

function expectExactFlow({ scale, shift, coupling }: Flow<NdArray>, tolerance: number): void {
  const found = [...scale.data, ...shift.data, ...coupling.data];
  for (const [index, exact] of [0, Math.log(0.5), 1, -2, 1].entries()) {
    expect(Math.abs(found[index]! - exact), `number ${index}: ${found[index]}`).toBeLessThan(tolerance);
  }
}

it('a normalizing flow, by maximum likelihood', async () => {
  const outcome = await train<Flow<NdArray>>(
    {
      name: 'flow',
      initial: identityFlow,
      sampleLosses: ({ scale, shift, coupling }, { x }) => {
        const [x0, x1] = [column(x!, 0), column(x!, 1)];
        const z0 = tf.mul(tf.sub(x0, entry(shift, 0)), tf.exp(tf.neg(entry(scale, 0))));
        const rest = tf.sub(tf.sub(x1, entry(shift, 1)), tf.mul(coupling, x0));
        const z1 = tf.mul(rest, tf.exp(tf.neg(entry(scale, 1))));
        const energy = tf.mul(0.5, tf.add(tf.square(z0), tf.square(z1)));
        return tf.squeeze(tf.add(energy, tf.sum(scale)), [1]);
      },
      ...sets((samples) => ({ x: picked(points, samples) })),
      identity: 'affine flow',
    },
    { epochs: 150, learningRate: 0.05, keep: 'average', averageDecay: 0.95 },
    context,
  );
  // 200 points know the numbers to about 1/√200.
  expectExactFlow(outcome.parameters, 0.2);
});

it('a sampler, by reverse Kullback-Leibler divergence, from noise alone', async () => {
  const outcome = await train<Flow<NdArray>>(
    {
      name: 'sampler',
      initial: identityFlow,
      // log q(x) - log p(x) of x drawn from the flow, without constants; p is the density the points come from.
      sampleLosses: ({ scale, shift, coupling }, { z }) => {
        const x0 = tf.add(tf.mul(column(z!, 0), tf.exp(entry(scale, 0))), entry(shift, 0));
        const own = tf.add(tf.mul(column(z!, 1), tf.exp(entry(scale, 1))), entry(shift, 1));
        const x1 = tf.add(own, tf.mul(coupling, x0));
        const first = tf.square(tf.sub(x0, 1));
        const second = tf.square(tf.mul(2, tf.sub(tf.add(x1, 2), x0)));
        return tf.squeeze(tf.sub(tf.mul(0.5, tf.add(first, second)), tf.sum(scale)), [1]);
      },
      batches: generatedBatches(10, (stream) => ({ z: normalArray(stream, [64, 2]) })),
      identity: 'reverse KL',
    },
    {
      epochs: 60,
      learningRate: 0.02,
      optimizer: clipped(adam(), 5),
      schedule: constant(),
      keep: 'average',
      averageDecay: 0.99,
    },
    context,
  );
  expect(outcome.history).toHaveLength(60);
  expect(outcome.history[59]).not.toHaveProperty('validationLoss');
  expectExactFlow(outcome.parameters, 0.05);
});
