// Compiled against eager on shapes drawn at random, sizes of zero and one and broadcasting among them. The draws are
// seeded, so that a failure comes back; fast-check shrinks it to the smallest shapes that fail.
import fc from 'fast-check';
import { afterAll, describe, it } from 'vitest';
import { tf } from '../../src/tensor/tfjs.js';
import { normals, positives, wholeNumbers } from './arrays.js';
import { expectSameTrees, openBothEngines, runOn, type TensorFunction } from './both-engines.js';
import type { KernelCase, Values } from './kernel-case.js';

const { compiled, oracle } = await openBothEngines();
afterAll(() => compiled.dispose());

/** What is drawn: a function and its arguments. */
type Draw = Omit<KernelCase, 'label'>;

const RUNS = 40;

function property(label: string, draws: fc.Arbitrary<Draw>): void {
  it(label, async () => {
    const agrees = fc.asyncProperty(draws, async ({ fn, args }) => {
      expectSameTrees(await runOn(compiled, fn, args), await runOn(oracle, fn, args));
    });
    await fc.assert(agrees, { seed: 20261125, numRuns: RUNS });
  });
}

const length = fc.nat({ max: 4 });
const shapes = fc.array(length, { maxLength: 4 });
const vectors = fc.array(length, { minLength: 1, maxLength: 4 });
const filledShapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

/** Two shapes that broadcast: some lengths of one become one, or are left out in front. */
const broadcastingShapes = fc
  .tuple(shapes, fc.array(fc.nat({ max: 2 }), { minLength: 4, maxLength: 4 }), length, fc.boolean())
  .map(([shape, kept, omitted, exchanged]) => {
    const full = shape.map((size, axis) => (kept[axis] === 1 ? 1 : size));
    const short = shape.map((size, axis) => (kept[axis] === 2 ? 1 : size)).slice(Math.min(omitted, shape.length));
    return exchanged ? ([short, full] as const) : ([full, short] as const);
  });

const filled = (pairs: typeof broadcastingShapes) => pairs.filter((pair) => !pair.flat().includes(0));

type Unary = (x: tf.Tensor) => tf.Tensor;
type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const binaries: readonly (readonly [Binary, Values])[] = [
  [tf.add, normals],
  [tf.sub, normals],
  [tf.mul, wholeNumbers],
  [tf.div, positives],
  [tf.maximum, normals],
  [tf.pow, positives],
  [tf.squaredDifference, normals],
  [tf.less, wholeNumbers],
  [tf.equal, wholeNumbers],
  [tf.floorDiv, wholeNumbers],
  [tf.atan2, normals],
  [(a, b) => tf.where(tf.greater(a, b), a, b), normals],
];

describe('compiled, as eager:', () => {
  property(
    'operations of two tensors that broadcast',
    fc.tuple(fc.constantFrom(...binaries), broadcastingShapes).map(([[fn, values], [a, b]]) => ({
      fn: fn as TensorFunction,
      args: [values(a, 1), values(b, 2)],
    })),
  );

  property(
    'gradients of broadcasting operations',
    // TensorFlow.js does not sum the gradient of one number that broadcasts to none.
    fc.tuple(fc.constantFrom<Binary>(tf.add, tf.mul, tf.sub), filled(broadcastingShapes)).map(([fn, [a, b]]) => ({
      fn: (x, y) => tf.grads((p: tf.Tensor, q: tf.Tensor) => tf.square(fn(p, q)))([x!, y!]),
      args: [normals(a, 1), normals(b, 2)],
    })),
  );

  property(
    'operations of one tensor',
    fc
      .tuple(fc.constantFrom<Unary>(tf.tanh, tf.softplus, tf.selu, tf.expm1, tf.sign, tf.round, tf.isNaN), shapes)
      .map(([fn, shape]) => ({ fn: fn as TensorFunction, args: [normals(shape)] })),
  );

  type Reduction = (x: tf.Tensor, axes: number[], keep: boolean) => tf.Tensor;
  const draw = (reductions: Reduction[], drawnShapes: fc.Arbitrary<number[]>) =>
    fc
      .tuple(fc.constantFrom(...reductions), drawnShapes, fc.nat({ max: 15 }), fc.boolean())
      .map(([fn, shape, mask, keep]) => {
        const axes = shape.map((_, axis) => axis).filter((axis) => mask & (1 << axis));
        return { fn: ((x) => fn(x!, axes, keep)) as TensorFunction, args: [normals(shape)] };
      });
  property('sums and products over axes', draw([tf.sum, tf.prod, tf.mean], shapes));
  property('extremes over axes', draw([tf.max, tf.min, tf.logSumExp], filledShapes));
  property(
    'conditions over axes',
    draw(
      [(x, ...rest) => tf.all(tf.greater(x, 0), ...rest), (x, ...rest) => tf.any(tf.greater(x, 0), ...rest)],
      filledShapes,
    ),
  );

  property(
    'matrix products',
    fc
      .tuple(fc.array(length, { maxLength: 2 }), length, length, length, fc.boolean(), fc.boolean())
      .map(([batch, rows, inner, columns, first, second]) => ({
        fn: (a, b) => tf.matMul(a!, b!, first, second),
        args: [
          normals([...batch, ...(first ? [inner, rows] : [rows, inner])], 1),
          normals([...batch, ...(second ? [columns, inner] : [inner, columns])], 2),
        ],
      })),
  );

  property(
    'slices, paddings and concatenations',
    fc.tuple(vectors, fc.infiniteStream(fc.nat({ max: 3 })), fc.nat({ max: 3 })).map(([shape, numbers, chosen]) => {
      const next = (): number => numbers.next().value;
      const begin = shape.map((size) => Math.min(size, next()));
      const size = shape.map((available, axis) => Math.min(available - begin[axis]!, next()));
      const paddings = shape.map((): [number, number] => [next(), next()]);
      const axis = chosen % shape.length;
      const other = shape.with(axis, next());
      const fn: TensorFunction = (x, y) => [
        tf.slice(x!, begin, size),
        tf.pad(x!, paddings, 0.5),
        tf.reverse(x!),
        tf.tile(x!, begin),
        tf.concat([x!, y!, x!], axis),
        tf.cumsum(y!, axis),
      ];
      return { fn, args: [normals(shape, 1), normals(other, 2)] };
    }),
  );

  const side = fc.integer({ min: 1, max: 8 });
  const small = fc.integer({ min: 1, max: 3 });
  const window = fc
    .record({
      batch: fc.nat({ max: 2 }),
      channels: small,
      outputs: small,
      size: fc.tuple(side, side),
      kernel: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 7 })),
      stride: fc.tuple(small, small),
      pad: fc.constantFrom('same' as const, 'valid' as const),
    })
    .filter(({ size, kernel, pad }) => pad === 'same' || (kernel[0] <= size[0] && kernel[1] <= size[1]));

  property(
    'convolutions of any kernel, stride and padding, and their gradients',
    window.map(({ batch, channels, outputs, size, kernel, stride, pad }) => ({
      fn: (x, filter) => {
        const convolution = (a: tf.Tensor, b: tf.Tensor) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, stride, pad);
        const grads = tf.grads((a: tf.Tensor, b: tf.Tensor) => tf.square(convolution(a, b)));
        return [convolution(x!, filter!), ...grads([x!, filter!])];
      },
      args: [normals([batch, ...size, channels], 1), normals([...kernel, channels, outputs], 2)],
    })),
  );

  property(
    'transposed convolutions and their gradients',
    window.map(({ batch, channels, outputs, size, kernel, stride, pad }) => {
      const shape: [number, number, number, number] = [batch, ...size, outputs];
      const filter: [number, number, number, number] = [...kernel, outputs, channels];
      const smaller = tf.backend_util.computeConv2DInfo(shape, filter, stride, 1, pad);
      return {
        fn: (x, weights) => {
          const convolution = (a: tf.Tensor, b: tf.Tensor) =>
            tf.conv2dTranspose(a as tf.Tensor4D, b as tf.Tensor4D, shape, stride, pad);
          const grads = tf.grads((a: tf.Tensor, b: tf.Tensor) => tf.square(convolution(a, b)));
          return [convolution(x!, weights!), ...grads([x!, weights!])];
        },
        args: [normals([batch, smaller.outHeight, smaller.outWidth, channels], 1), normals(filter, 2)],
      };
    }),
  );

  property(
    'depthwise convolutions and pooling, and their gradients',
    window.map(({ batch, channels, outputs, size, kernel, stride, pad }) => ({
      fn: (x, filter) => {
        const both = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => {
          const image = a as tf.Tensor4D;
          // TensorFlow.js's cpu kernel needs equal strides here.
          const filtered = tf.depthwiseConv2d(image, b as tf.Tensor4D, stride[0], pad);
          const pooled = [tf.maxPool(image, kernel, stride, pad), tf.avgPool(image, kernel, stride, pad)];
          return tf.addN([filtered, ...pooled].map((part) => tf.sum(tf.square(part))));
        };
        return [both(x!, filter!), ...tf.grads(both)([x!, filter!])];
      },
      args: [normals([batch, ...size, channels], 1), normals([...kernel, channels, outputs], 2)],
    })),
  );
});
