// Convolutions in blocks of channels: the numbers of plain ones, in portable models none of them.
import * as onnxruntime from 'onnxruntime-node';
import { describe, expect, it, vi } from 'vitest';
import type { NdArray } from '../../src/foundation/nd-array.js';
import { channelBlock } from '../../src/tensor/channel-block.js';
import { valueAndGrad } from '../../src/tensor/gradient.js';
import { recordFunction } from '../../src/tensor/graph/record-function.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { tf } from '../../src/tensor/tfjs.js';
import { normals } from './arrays.js';

type Padding = 'same' | 'valid';

/** Value and gradients of a weighted sum of a convolution with a bias, so that every element counts differently. */
function convolution(stride: number, padding: Padding, dilation = 1) {
  const loss = (
    { filter, bias, images }: { filter: tf.Tensor; bias: tf.Tensor; images: tf.Tensor },
    weights: tf.Tensor,
  ): tf.Scalar => {
    const convolved = tf.conv2d(images as tf.Tensor4D, filter as tf.Tensor4D, stride, padding, 'NHWC', dilation);
    return tf.sum(tf.mul(tf.tanh(tf.add(convolved, bias)), weights)) as tf.Scalar;
  };
  return (parameters: Parameters<typeof loss>[0], weights: tf.Tensor) => {
    const { value, gradient } = valueAndGrad(loss)(parameters, weights);
    return { value, ...gradient };
  };
}

const cases = [
  { kernel: [3, 3], channels: [16, 32], stride: 1, padding: 'same', dilation: 1, output: [7, 6] },
  { kernel: [5, 7], channels: [32, 16], stride: 1, padding: 'same', dilation: 1, output: [7, 6] },
  { kernel: [4, 4], channels: [16, 16], stride: 2, padding: 'same', dilation: 1, output: [4, 3] },
  { kernel: [2, 3], channels: [48, 32], stride: 1, padding: 'valid', dilation: 1, output: [6, 4] },
  { kernel: [3, 2], channels: [32, 32], stride: 1, padding: 'valid', dilation: 2, output: [3, 4] },
  // Channels that do not fill the blocks.
  { kernel: [3, 3], channels: [16, 24], stride: 1, padding: 'same', dilation: 1, output: [7, 6] },
] as const;

const usesBlocks = (model: Uint8Array): boolean => Buffer.from(model).includes('com.microsoft.nchwc');

describe.each(cases)('$kernel, $channels channels, stride $stride, $padding, dilation $dilation', (chosen) => {
  const { kernel, channels, stride, padding, dilation, output } = chosen;
  const parameters = {
    filter: normals([...kernel, ...channels], 1),
    bias: normals([channels[1]], 2),
    images: normals([2, 7, 6, channels[0]], 3),
  };
  // The sums that tanh gets are up to some tens: scaled down, so that it is not flat.
  parameters.filter.data.forEach((value, index) => {
    parameters.filter.data[index] = value / 20;
  });
  const weights = normals([2, ...output, channels[1]], 4);
  const fn = convolution(stride, padding, dilation);

  it('gives what the eager engine gives, and its gradients', async () => {
    const results: Record<string, NdArray>[] = [];
    for (const name of ['onnx', 'cpu'] as const) {
      const engine = await openEngine(name, { threads: 1 });
      results.push(await engine.compile('convolution', fn).run(parameters, weights));
      await engine.dispose();
    }
    const [compiled, eager] = results as [Record<string, NdArray>, Record<string, NdArray>];
    for (const [key, { shape, data }] of Object.entries(eager)) {
      expect(compiled[key]!.shape).toEqual(shape);
      // The value is a sum of hundreds of terms around 1, however small it is itself.
      const scale = Array.from(data).reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      for (const [index, value] of data.entries()) {
        expect(Math.abs(compiled[key]!.data[index]! - value), `${key}[${index}]`).toBeLessThanOrEqual(1e-5 * scale);
      }
    }
  });

  it('is in blocks where it can be, and in no exported model', async () => {
    const args = [parameters, weights];
    const fits = channels.every((count) => count % 16 === 0);
    expect(usesBlocks(recordFunction('convolution', fn, args, {}, { channelBlock: 16 }).model)).toBe(fits);
    expect(usesBlocks(recordFunction('convolution', fn, args).model)).toBe(false);
    const engine = await openEngine('onnx', { threads: 1 });
    expect(usesBlocks(await engine.compile('convolution', fn).toOnnx(parameters, weights))).toBe(false);
    await engine.dispose();
  });
});

describe('the block of the processor', () => {
  it('is one that gives right results: 8 or 16 on x64', async () => {
    const block = await channelBlock(onnxruntime);
    expect(process.arch === 'x64' ? [16, 8] : [16, 8, undefined]).toContain(block);
  });

  it('is what the engine records with', async () => {
    const create = vi.spyOn(onnxruntime.InferenceSession, 'create');
    const engine = await openEngine('onnx', { threads: 1 });
    const convolved = (images: tf.Tensor, filter: tf.Tensor) =>
      tf.conv2d(images as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same');
    await engine.compile('convolution', convolved).run(normals([1, 4, 4, 32]), normals([3, 3, 32, 32]));
    await engine.dispose();
    const model = create.mock.calls.at(-1)![0] as unknown as Uint8Array;
    create.mockRestore();
    expect(usesBlocks(model)).toBe((await channelBlock(onnxruntime)) !== undefined);
  });
});
