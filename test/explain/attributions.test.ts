// All attributions, of an asymmetric function of small images: against finite differences or what they stand for, by
// rows, and the same compiled as eagerly.
import { describe, expect, it } from 'vitest';
import type { Explained } from '../../src/explain/attributions/attribution.js';
import { attributions } from '../../src/explain/attributions/registry.js';
import type { NdArray } from '../../src/foundation/nd-array.js';
import { ndArray } from '../../src/foundation/nd-array.js';
import { tf } from '../../src/tensor/tfjs.js';
import { normals } from '../tensor/arrays.js';
import { expectSameTrees, openBothEngines, runOn, type TensorFunction } from '../tensor/both-engines.js';
import { centralDifferences, expectClose, numbersOf } from '../tensor/central-differences.js';

const IMAGES = [3, 2, 4];
const kernel = normals([8, 5], 1);
const output = normals([5, 1], 2);

/** A small network: tanh of a dense layer, a weighted sum, and the square of the first pixel. */
const explained: Explained = (images) => {
  const flat = tf.reshape(images, [-1, 8]) as tf.Tensor2D;
  const hidden = tf.tanh(tf.matMul(flat, tf.tensor2d(kernel.data, [8, 5]))) as tf.Tensor2D;
  const sum = tf.matMul(hidden, tf.tensor2d(output.data, [5, 1]));
  return tf.squeeze(tf.add(sum, tf.square(tf.slice(flat, [0, 0], [-1, 1]))), [1]);
};

const { compiled, oracle } = await openBothEngines();
const inputs = normals(IMAGES, 3);

/** What each member of the registry has to give for these inputs, by other means. */
const expected: Record<keyof typeof attributions, () => Promise<number[]>> = {
  gradient: async () => {
    const rows = await centralDifferences((args) => runOn(oracle, explained as TensorFunction, args), [inputs]);
    // A number changes the output of its own image alone.
    return rows.map((row, index) => row[Math.floor(index / 8)]!);
  },
};

it('the table has every attribution of the registry', () => {
  expect(Object.keys(expected)).toEqual(Object.keys(attributions));
  for (const [name, make] of Object.entries(attributions)) expect(make().name).toBe(name);
});

describe.each(Object.entries(attributions))('%s', (name, make) => {
  const attribute: TensorFunction = (x) => make().attribute(explained, x!);

  it('gives what it stands for', async () => {
    const result = (await runOn(compiled, attribute, [inputs])) as NdArray;
    expect(result.shape).toEqual(IMAGES);
    expectClose(numbersOf(result), await expected[name as keyof typeof attributions](), 2e-4);
  });

  it('treats every row by itself', async () => {
    const whole = numbersOf(await runOn(compiled, attribute, [inputs]));
    const second = ndArray([1, 2, 4], inputs.data.slice(8, 16));
    expectClose(numbersOf(await runOn(compiled, attribute, [second])), whole.slice(8, 16), 1e-6);
  });

  it('is the same compiled as eagerly', async () => {
    expectSameTrees(await runOn(compiled, attribute, [inputs]), await runOn(oracle, attribute, [inputs]));
  });
});
