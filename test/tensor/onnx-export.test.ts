// Exported models: files that ONNX Runtime runs by itself, with the same numbers.
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, describe, expect, it } from 'vitest';
import { ndArray } from '../../src/foundation/nd-array.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { tf } from '../../src/tensor/tfjs.js';
import { normals, wholeNumbers } from './arrays.js';

const engine = await openEngine('onnx', { threads: 1 });
const oracle = await openEngine('cpu');
afterAll(() => engine.dispose());

interface Network {
  readonly kernel: tf.Tensor;
  readonly biases: readonly tf.Tensor[];
}

const network = (weights: Network, x: tf.Tensor, shift: tf.Tensor) => {
  const image = tf.conv2d(x as tf.Tensor4D, weights.kernel as tf.Tensor4D, 2, 'same');
  return { image: tf.tanh(tf.add(image, weights.biases[0]!)), shift: tf.mul(shift, tf.scalar(2, 'int32')) };
};
const args = [
  { kernel: normals([3, 3, 1, 2], 1), biases: [normals([2], 2)] },
  normals([1, 5, 7, 1], 3),
  wholeNumbers([3]),
] as const;

describe('an exported model', () => {
  it('runs in a fresh session with the names, shapes, types and numbers of the compiled function', async () => {
    const compiled = engine.compile('network', network, { arguments: ['weights', 'field', 'shift'], result: 'out' });
    const session = await InferenceSession.create(await compiled.toOnnx(...args));
    expect(session.inputNames).toEqual(['weights.biases.0', 'weights.kernel', 'field', 'shift']);
    expect(session.outputNames).toEqual(['out.image', 'out.shift']);
    expect(session.inputMetadata.map((port) => port.isTensor && [port.type, port.shape])).toEqual([
      ['float32', [2]],
      ['float32', [3, 3, 1, 2]],
      ['float32', [1, 5, 7, 1]],
      ['int32', [3]],
    ]);
    const [weights, x, shift] = args;
    const fetched = await session.run({
      'weights.kernel': new Tensor('float32', weights.kernel.data, weights.kernel.shape),
      'weights.biases.0': new Tensor('float32', weights.biases[0]!.data, [2]),
      field: new Tensor('float32', x.data, x.shape),
      shift: new Tensor('int32', shift.data, shift.shape),
    });
    const own = await compiled.run(...args);
    for (const name of ['image', 'shift'] as const) {
      expect(fetched[`out.${name}`]!.dims).toEqual(own[name].shape);
      expect(fetched[`out.${name}`]!.data).toEqual(own[name].data);
    }
    await session.release();
  });

  it('calls things argument0, ... and result unless named otherwise', async () => {
    const bytes = await engine
      .compile('plain', (x: tf.Tensor, y: tf.Tensor) => tf.add(x, y))
      .toOnnx(ndArray([1], [1]), ndArray([1], [2]));
    const session = await InferenceSession.create(bytes);
    expect([session.inputNames, session.outputNames]).toEqual([['argument0', 'argument1'], ['result']]);
    await session.release();
  });

  it('is the same, byte by byte, each time and from every engine', async () => {
    const withConstants = (x: tf.Tensor) => tf.add(tf.matMul(x, tf.tensor2d(normals([8, 16]).data, [8, 16])), 1);
    const bytes = await engine.compile('bytes', withConstants).toOnnx(normals([2, 8]));
    expect(await engine.compile('bytes', withConstants).toOnnx(normals([2, 8]))).toEqual(bytes);
    expect(await oracle.compile('bytes', withConstants).toOnnx(normals([2, 8]))).toEqual(bytes);
  });

  it('holds neither operations twice nor ones that nothing needs', async () => {
    const lean = await engine.compile('x', (x: tf.Tensor) => tf.exp(x)).toOnnx(normals([2]));
    const wasteful = await engine
      .compile('x', (x: tf.Tensor) => {
        tf.sin(tf.tensor1d(normals([100]).data));
        return tf.mul(tf.exp(x), tf.exp(x)) && tf.exp(x);
      })
      .toOnnx(normals([2]));
    const nodeNames = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes).match(/Exp_|Sin_|Mul_/g)?.length;
    expect(nodeNames(wasteful)).toBe(nodeNames(lean));
    expect(wasteful.length).toBe(lean.length);
  });
});
