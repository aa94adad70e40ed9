// Convolutions of each channel by itself, and their two gradients, as ONNX convolutions in groups. Filters are
// (height, width, in, multiplier) in TensorFlow.js and (in times multiplier, 1, height, width) in ONNX.
import { defineKernel } from '../backend.js';
import { appendOne, channelsFirstName, integers, plainName, type RecordedValue, type Recording } from '../recording.js';
import { missingRows, windowAttributes } from './convolution.js';
import { convolutionInfo } from './convolution-info.js';

function groupedFilter(recording: Recording, filter: RecordedValue): string {
  const [height, width, channels, multiplier] = filter.shape as [number, number, number, number];
  const moved = appendOne(recording, 'Transpose', [plainName(recording, filter)], { perm: [2, 3, 0, 1] });
  return appendOne(recording, 'Reshape', [moved, integers(recording, [channels * multiplier, 1, height, width])]);
}

defineKernel('DepthwiseConv2dNative', ({ recording, inputs, attributes }) => {
  const { x, filter } = inputs as Record<'x' | 'filter', RecordedValue>;
  const info = convolutionInfo(x.shape, filter.shape, attributes, 'depthwiseConv2d');
  const names = [channelsFirstName(recording, x), groupedFilter(recording, filter)];
  const name = appendOne(recording, 'Conv', names, { ...windowAttributes(info), group: info.inChannels });
  return { shape: info.outShape, type: 'float32', channelsFirst: name };
});

defineKernel('DepthwiseConv2dNativeBackpropInput', ({ recording, inputs, attributes }) => {
  const { dy, filter } = inputs as Record<'dy' | 'filter', RecordedValue>;
  const info = convolutionInfo(attributes.inputShape as number[], filter.shape, attributes, 'depthwiseConv2d');
  const names = [channelsFirstName(recording, dy), groupedFilter(recording, filter)];
  const name = appendOne(recording, 'ConvTranspose', names, {
    ...windowAttributes(info),
    output_padding: missingRows(info),
    group: info.inChannels,
  });
  return { shape: info.inShape, type: 'float32', channelsFirst: name };
});

// As for the full convolution, with one group for each channel: the batch takes the place of the channels in a group.
defineKernel('DepthwiseConv2dNativeBackpropFilter', ({ recording, inputs, attributes }) => {
  const { x, dy } = inputs as Record<'x' | 'dy', RecordedValue>;
  const filterShape = attributes.filterShape as [number, number, number, number];
  // ONNX Runtime hangs on a convolution without channels, which an empty batch would be here.
  if (x.shape[0] === 0) return { shape: filterShape, type: 'float32', uniform: 0 };
  const info = convolutionInfo(x.shape, filterShape, attributes, 'depthwiseConv2d');
  const [height, width, channels, multiplier] = filterShape;
  const { top, left, bottom, right } = info.padInfo;
  const exchange = (name: string): string => appendOne(recording, 'Transpose', [name], { perm: [1, 0, 2, 3] });
  const image = integers(recording, [1, channels * info.batchSize, info.inHeight, info.inWidth]);
  const images = appendOne(recording, 'Reshape', [exchange(channelsFirstName(recording, x)), image]);
  const gradient = appendOne(recording, 'Conv', [images, exchange(channelsFirstName(recording, dy))], {
    kernel_shape: [info.outHeight, info.outWidth],
    strides: [info.dilationHeight, info.dilationWidth],
    dilations: [info.strideHeight, info.strideWidth],
    pads: [top, left, bottom, right],
    group: channels,
  });
  const [from, to, axes] = [
    [0, 0],
    [height, width],
    [2, 3],
  ].map((values) => integers(recording, values));
  const cut = appendOne(recording, 'Slice', [gradient, from!, to!, axes!]);
  const grouped = integers(recording, [channels, multiplier, height, width]);
  const moved = appendOne(recording, 'Transpose', [appendOne(recording, 'Reshape', [cut, grouped])], {
    perm: [2, 3, 0, 1],
  });
  return { shape: filterShape, type: 'float32', plain: moved };
});
