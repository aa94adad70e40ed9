// The kernel table's rows for pooling, normalizing and resizing images, and for convolutions of each channel by itself.
import { tf } from '../../src/tensor/tfjs.js';
import { normals, positives, wholeNumbers } from './arrays.js';
import { channelsFirst, type KernelCase, type KernelTable, kernelCase } from './kernel-case.js';

interface Pool {
  readonly input: [batch: number, height: number, width: number, channels: number];
  readonly window: [height: number, width: number];
  readonly stride: [number, number];
  readonly pad: 'same' | 'valid' | number;
  readonly rounding?: 'floor' | 'ceil';
}

const pools: readonly Pool[] = [
  { input: [2, 6, 8, 3], window: [2, 2], stride: [2, 2], pad: 'valid' },
  { input: [2, 7, 9, 3], window: [2, 2], stride: [2, 2], pad: 'same' },
  { input: [1, 5, 6, 2], window: [3, 3], stride: [1, 1], pad: 'same' },
  { input: [1, 7, 9, 2], window: [3, 2], stride: [2, 3], pad: 'same' },
  { input: [1, 7, 9, 2], window: [3, 4], stride: [1, 2], pad: 'valid' },
  { input: [1, 5, 5, 2], window: [1, 1], stride: [2, 2], pad: 'same' },
  { input: [1, 6, 7, 2], window: [3, 3], stride: [2, 2], pad: 1, rounding: 'floor' },
  { input: [1, 6, 7, 2], window: [3, 3], stride: [2, 2], pad: 1, rounding: 'ceil' },
  { input: [1, 4, 5, 1], window: [4, 5], stride: [1, 1], pad: 'valid' },
];

type PoolFunction = typeof tf.maxPool;

const pooled = (fn: PoolFunction, x: tf.Tensor, { window, stride, pad, rounding }: Pool): tf.Tensor =>
  fn(x as tf.Tensor4D, window, stride, pad, rounding);

const described = ({ input, window, stride, pad, rounding }: Pool): string =>
  `[${input}] by [${window}], stride ${stride}, ${pad}${rounding === undefined ? '' : `, ${rounding}`}`;

const poolCases = (fn: PoolFunction): KernelCase[] => [
  ...pools.map((pool) => kernelCase(described(pool), [normals(pool.input)], (x) => pooled(fn, x!, pool))),
  kernelCase('without a batch', [normals([5, 6, 2])], (x) => fn(x as tf.Tensor3D, 2, 2, 'same')),
  kernelCase('of channels-first', [normals([2, 5, 7, 1])], (x) => fn(channelsFirst(x!) as tf.Tensor4D, 3, 2, 'same')),
];

const poolGradients = (fn: PoolFunction): KernelCase[] =>
  pools
    // TensorFlow.js's cpu kernel of the gradient leaves the rounding out.
    .filter(({ rounding }) => rounding !== 'ceil')
    .map((pool) =>
      kernelCase(described(pool), [normals(pool.input)], (x) =>
        tf.grad((image) => tf.sum(tf.square(pooled(fn, image, pool))))(x!),
      ),
    );

interface Depthwise {
  readonly input: [batch: number, height: number, width: number, channels: number];
  readonly filter: [height: number, width: number, channels: number, multiplier: number];
  readonly stride: [number, number];
  readonly pad: 'same' | 'valid' | number;
}

const depthwises: readonly Depthwise[] = [
  { input: [2, 7, 9, 3], filter: [3, 3, 3, 1], stride: [1, 1], pad: 'same' },
  { input: [2, 7, 9, 3], filter: [3, 2, 3, 2], stride: [1, 1], pad: 'valid' },
  { input: [1, 8, 9, 2], filter: [3, 5, 2, 3], stride: [2, 2], pad: 'same' },
  { input: [3, 8, 9, 2], filter: [2, 3, 2, 2], stride: [3, 3], pad: 'valid' },
  { input: [1, 6, 5, 1], filter: [3, 3, 1, 2], stride: [1, 1], pad: 1 },
];

const depthwise = (x: tf.Tensor, filter: tf.Tensor, { stride, pad }: Depthwise): tf.Tensor =>
  tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, pad);

const depthwiseCases = (fn: (x: tf.Tensor, filter: tf.Tensor, setting: Depthwise) => tf.Tensor): KernelCase[] =>
  depthwises.map((setting) =>
    kernelCase(
      `[${setting.input}] by [${setting.filter}], stride ${setting.stride}, ${setting.pad}`,
      [normals(setting.input), normals(setting.filter, 2)],
      (x, filter) => fn(x!, filter!, setting),
    ),
  );

const depthwiseGradients = (which: 0 | 1): KernelCase[] =>
  depthwiseCases((x, filter, setting) => {
    const loss = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.square(depthwise(a, b, setting)));
    return tf.grads(loss)([x, filter])[which]!;
  });

const sizes: readonly [number, number][] = [
  [5, 7],
  [10, 14],
  [3, 4],
  [1, 1],
  [6, 3],
];

type Resize = (images: tf.Tensor4D, size: [number, number], alignCorners: boolean, halfPixels: boolean) => tf.Tensor;

const resizeCases = (fn: Resize): KernelCase[] =>
  sizes.flatMap((size) =>
    (['corners', 'aligned corners', 'pixel centers'] as const).map((rule) =>
      kernelCase(`[2,5,7,3] to [${size}] by ${rule}`, [normals([2, 5, 7, 3])], (x) =>
        fn(x as tf.Tensor4D, size, rule === 'aligned corners', rule === 'pixel centers'),
      ),
    ),
  );

const normalized = (shape: number[], statistics: number[]): KernelCase[] => {
  const given = [normals(shape), normals(statistics, 2), positives(statistics, 3)];
  const affine = [normals(statistics, 4), normals(statistics, 5)];
  return [
    kernelCase(`[${shape}] by [${statistics}]`, given, (x, mean, variance) =>
      tf.batchNorm(x!, mean as tf.Tensor1D, variance as tf.Tensor1D),
    ),
    kernelCase(`[${shape}] by [${statistics}], scaled and moved`, [...given, ...affine], (x, ...rest) =>
      tf.batchNorm(x!, ...(rest as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D]), 0.1),
    ),
  ];
};

export const imageCases: KernelTable = {
  AvgPool: poolCases(tf.avgPool),
  MaxPool: [
    ...poolCases(tf.maxPool),
    kernelCase('of whole numbers', [wholeNumbers([1, 4, 4, 2])], (x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'same')),
  ],
  MaxPoolGrad: [
    ...poolGradients(tf.maxPool),
    kernelCase('of equal numbers', [normals([1, 2, 2, 1])], (x) =>
      tf.grad((image) => tf.sum(tf.mul(tf.maxPool(tf.abs(image) as tf.Tensor4D, 2, 1, 'same'), x!)))(
        tf.ones([1, 2, 2, 1]),
      ),
    ),
  ],
  MaxPoolWithArgmax: [false, true].flatMap((together) =>
    pools.slice(0, 6).map((pool) =>
      kernelCase(`${described(pool)}${together ? ', places in all images' : ''}`, [normals(pool.input)], (x) => {
        const { result, indexes } = tf.maxPoolWithArgmax(
          x as tf.Tensor4D,
          pool.window,
          pool.stride,
          pool.pad as 'same',
          together,
        );
        return [result, tf.cast(indexes!, 'int32')];
      }),
    ),
  ),
  DepthwiseConv2dNative: [
    ...depthwiseCases(depthwise),
    kernelCase('dilated', [normals([1, 9, 8, 2]), normals([3, 2, 2, 2], 2)], (x, filter) =>
      tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same', 'NHWC', [2, 3]),
    ),
    kernelCase(
      'separable',
      [normals([1, 6, 7, 2]), normals([3, 3, 2, 2], 2), normals([1, 1, 4, 3], 3)],
      (x, ...filters) => tf.separableConv2d(x as tf.Tensor4D, ...(filters as [tf.Tensor4D, tf.Tensor4D]), 1, 'same'),
    ),
  ],
  DepthwiseConv2dNativeBackpropInput: [...depthwiseGradients(0), ...poolGradients(tf.avgPool)],
  DepthwiseConv2dNativeBackpropFilter: depthwiseGradients(1),
  FusedBatchNorm: [
    ...normalized([3, 4], [4]),
    ...normalized([2, 3, 4, 2], [2]),
    ...normalized([2, 3, 2], [2, 3, 2]),
    kernelCase('channels-first', [normals([2, 5, 7, 1]), normals([3], 2), positives([3], 3)], (x, mean, variance) =>
      tf.batchNorm(channelsFirst(x!), mean as tf.Tensor1D, variance as tf.Tensor1D),
    ),
  ],
  FusedConv2D: [
    kernelCase('relu', [normals([1, 5, 6, 2]), normals([3, 3, 2, 3], 2), normals([3], 3)], (x, filter, bias) =>
      tf.fused.conv2d({
        x: x as tf.Tensor4D,
        filter: filter as tf.Tensor4D,
        strides: 2,
        pad: 'same',
        bias: bias!,
        activation: 'relu',
      }),
    ),
  ],
  FusedDepthwiseConv2D: [
    kernelCase('elu', [normals([1, 5, 6, 2]), normals([3, 3, 2, 2], 2), normals([4], 3)], (x, filter, bias) =>
      tf.fused.depthwiseConv2d({
        x: x as tf.Tensor4D,
        filter: filter as tf.Tensor4D,
        strides: 1,
        pad: 'same',
        bias: bias!,
        activation: 'elu',
      }),
    ),
  ],
  ResizeBilinear: resizeCases(tf.image.resizeBilinear as Resize),
  ResizeNearestNeighbor: resizeCases(tf.image.resizeNearestNeighbor as Resize),
};
