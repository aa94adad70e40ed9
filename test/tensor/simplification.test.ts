// What is done to a recording before it becomes a model: copies fall away, sums of products are merged.
import { describe, expect, it } from 'vitest';
import { withDirectOutputs } from '../../src/tensor/graph/direct-outputs.js';
import { withMergedProducts } from '../../src/tensor/graph/merged-products.js';
import type { RecordedNode } from '../../src/tensor/graph/recording.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { tf } from '../../src/tensor/tfjs.js';
import { normals } from './arrays.js';

const node = (operation: string, inputs: string[], output: string, attributes = {}): RecordedNode => ({
  operation,
  inputs,
  outputs: [output],
  attributes,
});
const product = (a: string, b: string, output: string): RecordedNode =>
  node('Gemm', [a, b], output, { transA: 1, transB: 0 });
const operations = (nodes: readonly RecordedNode[]): string[] => nodes.map(({ operation }) => operation);

describe('outputs', () => {
  it('are given by the nodes that make them, once each', () => {
    const nodes = [
      node('Exp', ['x'], 'a'),
      node('Identity', ['a'], 'result.first'),
      node('Identity', ['a'], 'result.second'),
      node('Identity', ['x'], 'result.input'),
      node('Neg', ['a'], 'b'),
    ];
    expect(withDirectOutputs(nodes)).toEqual([
      node('Exp', ['x'], 'result.first'),
      node('Identity', ['result.first'], 'result.second'),
      node('Identity', ['x'], 'result.input'),
      node('Neg', ['result.first'], 'b'),
    ]);
  });

  it('may be arguments, constants, and the same value twice', async () => {
    const engine = await openEngine('onnx', { threads: 1 });
    const compiled = engine.compile('outputs', (x: tf.Tensor) => {
      const y = tf.square(x);
      return { argument: x, once: y, twice: y, constant: tf.ones([2]), used: tf.add(y, 1) };
    });
    const x = normals([3]);
    const result = await compiled.run(x);
    const squares = x.data.map((value) => value * value);
    expect(result.argument.data).toEqual(x.data);
    expect(result.once.data).toEqual(squares);
    expect(result.twice.data).toEqual(squares);
    expect([...result.constant.data]).toEqual([1, 1]);
    expect(result.used.data).toEqual(squares.map((value) => Math.fround(value + 1)));
    await engine.dispose();
  });
});

describe('sums of products', () => {
  it('become one product, whatever the order of the additions, with the other terms beside it', () => {
    const nodes = [
      product('a', 'b', 'ab'),
      product('c', 'd', 'cd'),
      product('e', 'f', 'ef'),
      node('Add', ['ab', 'other'], 'left'),
      node('Add', ['cd', 'ef'], 'right'),
      node('Add', ['left', 'right'], 'sum'),
    ];
    const merged = withMergedProducts(nodes).slice(-4);
    expect(operations(merged)).toEqual(['Concat', 'Concat', 'Gemm', 'Sum']);
    const [a, b, whole, sum] = merged as [RecordedNode, RecordedNode, RecordedNode, RecordedNode];
    expect(a.inputs.map((name, index) => name + b.inputs[index])).toEqual(['ab', 'cd', 'ef']);
    expect(whole.inputs).toEqual([...a.outputs, ...b.outputs]);
    expect(sum).toMatchObject({ inputs: [whole.outputs[0], 'other'], outputs: ['sum'] });
  });

  it('stay as they are when they are few, or when a product is read elsewhere', () => {
    const few = [product('a', 'b', 'ab'), product('c', 'd', 'cd'), node('Add', ['ab', 'cd'], 'sum')];
    expect(withMergedProducts(few)).toEqual(few);
    const shared = [
      ...few.slice(0, 2),
      product('e', 'f', 'ef'),
      node('Add', ['ab', 'cd'], 'part'),
      node('Add', ['part', 'ef'], 'sum'),
      node('Neg', ['ab'], 'elsewhere'),
    ];
    expect(withMergedProducts(shared)).toEqual(shared);
  });

  it('give the gradient of a matrix that is used at every step', async () => {
    const loss = (weights: tf.Tensor, start: tf.Tensor): tf.Tensor => {
      let state = start;
      for (let step = 0; step < 6; step++) state = tf.tanh(tf.matMul(state as tf.Tensor2D, weights as tf.Tensor2D));
      return tf.sum(tf.square(state));
    };
    const gradient = (weights: tf.Tensor, start: tf.Tensor) => tf.grad((w: tf.Tensor) => loss(w, start))(weights);
    const args = [normals([5, 5], 1), normals([3, 5], 2)] as const;
    const engines = await Promise.all([openEngine('onnx', { threads: 1 }), openEngine('cpu')]);
    const [compiled, eager] = await Promise.all(
      engines.map((engine) => engine.compile('steps', gradient).run(...args)),
    );
    for (const [index, value] of eager!.data.entries()) expect(compiled!.data[index]).toBeCloseTo(value, 5);
    for (const engine of engines) await engine.dispose();
  });
});
