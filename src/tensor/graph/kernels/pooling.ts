// Largest and mean values in windows of an image, in channels-first order.
import { sizeOf } from '../../../foundation/nd-array.js';
import { tf } from '../../tfjs.js';
import { defineKernel } from '../backend.js';
import {
  type AttributeValue,
  append,
  appendOne,
  channelsFirstName,
  converted,
  elementTypes,
  integers,
  plainName,
  type RecordedValue,
  type Recording,
} from '../recording.js';
import { checkSquareWindow } from './square-window.js';

type PoolInfo = ReturnType<typeof tf.backend_util.computePool2DInfo>;

function poolInfo(x: RecordedValue, attributes: Readonly<Record<string, unknown>>): PoolInfo {
  const info = tf.backend_util.computePool2DInfo(
    x.shape as [number, number, number, number],
    attributes.filterSize as number | [number, number],
    attributes.strides as number | [number, number],
    1,
    attributes.pad as 'same' | 'valid' | number,
    attributes.dimRoundingMode as 'floor' | undefined,
  );
  checkSquareWindow('pooling', attributes.pad, info);
  return info;
}

/** What is to be padded after an axis so that the window takes `count` steps along it. */
function paddingAfter(length: number, before: number, after: number, window: number, stride: number, count: number) {
  return Math.max(after, (count - 1) * stride + window - length - before);
}

function windowAttributes(info: PoolInfo): Record<string, AttributeValue> {
  const { top, left, bottom, right } = info.padInfo;
  const { filterHeight, filterWidth, strideHeight, strideWidth } = info;
  return {
    kernel_shape: [filterHeight, filterWidth],
    strides: [strideHeight, strideWidth],
    pads: [
      top,
      left,
      paddingAfter(info.inHeight, top, bottom, filterHeight, strideHeight, info.outHeight),
      paddingAfter(info.inWidth, left, right, filterWidth, strideWidth, info.outWidth),
    ],
  };
}

const operations: Record<string, string> = { AvgPool: 'AveragePool', MaxPool: 'MaxPool' };

for (const [kernel, operation] of Object.entries(operations)) {
  defineKernel(kernel, ({ recording, inputs, attributes }) => {
    const x = inputs.x!;
    const info = poolInfo(x, attributes);
    const numbers = channelsFirstName(recording, converted(recording, x, 'float32'));
    const name = appendOne(recording, operation, [numbers], windowAttributes(info));
    return converted(recording, { shape: info.outShape, type: 'float32', channelsFirst: name }, x.type);
  });
}

/** The pooled values, and where they come from: places in the flattened channels-first image, in int64. */
function pooledWithPlaces(recording: Recording, x: RecordedValue, info: PoolInfo): readonly string[] {
  return append(recording, 'MaxPool', [channelsFirstName(recording, x)], windowAttributes(info), 2);
}

defineKernel('MaxPoolGrad', ({ recording, inputs, attributes }) => {
  const { dy, input } = inputs as Record<'dy' | 'input', RecordedValue>;
  const places = pooledWithPlaces(recording, input, poolInfo(input, attributes))[1]!;
  const flat = (name: string): string => appendOne(recording, 'Reshape', [name, integers(recording, [-1])]);
  const zeros = plainName(recording, { shape: [sizeOf(input.shape)], type: 'float32', uniform: 0 });
  const added = appendOne(recording, 'ScatterElements', [zeros, flat(places), flat(channelsFirstName(recording, dy))], {
    axis: 0,
    reduction: 'add',
  });
  const [batch, height, width, channels] = input.shape as [number, number, number, number];
  const shape = integers(recording, [batch, channels, height, width]);
  return {
    shape: input.shape,
    type: 'float32',
    channelsFirst: appendOne(recording, 'Reshape', [added, shape]),
  };
});

// The places are those of TensorFlow.js: in the flattened image with channels last, of each batch or of all together.
defineKernel('MaxPoolWithArgmax', ({ recording, inputs, attributes }) => {
  const x = inputs.x!;
  const info = poolInfo(x, attributes);
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const area = height * width;
  const [pooled, places] = pooledWithPlaces(recording, x, info) as [string, string];
  const pixel = appendOne(recording, 'Mod', [places, integers(recording, [area], [])]);
  const inImage = appendOne(recording, 'Mul', [pixel, integers(recording, [channels], [])]);
  const offsets: number[] = [];
  for (let image = 0; image < batch; image++) {
    const first = attributes.includeBatchInIndex ? image * area * channels : 0;
    for (let channel = 0; channel < channels; channel++) offsets.push(first + channel);
  }
  const place = appendOne(recording, 'Add', [inImage, integers(recording, offsets, [batch, channels, 1, 1])]);
  const whole = appendOne(recording, 'Cast', [place], { to: elementTypes.int32 });
  return [
    { shape: info.outShape, type: 'float32', channelsFirst: pooled },
    { shape: info.outShape, type: 'int32', channelsFirst: whole },
  ];
});
