// Convolutions and their two gradients, in channels-first order. Filters are (height, width, in, out) in TensorFlow.js
// and (out, in, height, width) in ONNX.
import { tf } from '../../tfjs.js';
import { defineKernel } from '../backend.js';
import {
  type AttributeValue,
  appendOne,
  channelsFirstName,
  integers,
  plainName,
  type RecordedValue,
  type Recording,
} from '../recording.js';
import { checkSquareWindow } from './square-window.js';

export type ConvolutionInfo = ReturnType<typeof tf.backend_util.computeConv2DInfo>;

function convolutionInfo(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attributes: Readonly<Record<string, unknown>>,
): ConvolutionInfo {
  if (attributes.dataFormat !== undefined && attributes.dataFormat !== 'NHWC') {
    throw new Error(`conv2d: got the data format ${attributes.dataFormat}, expected NHWC`);
  }
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attributes.strides as number | [number, number],
    (attributes.dilations as number | [number, number] | undefined) ?? 1,
    attributes.pad as 'same' | 'valid' | number,
    attributes.dimRoundingMode as 'floor' | undefined,
  );
  checkSquareWindow('conv2d', attributes.pad, info);
  return info;
}

export function windowAttributes(info: ConvolutionInfo): Record<string, AttributeValue> {
  const { top, left, bottom, right } = info.padInfo;
  return {
    kernel_shape: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    pads: [top, left, bottom, right],
  };
}

/** The rows and columns that the input has beyond those that the outputs' windows reach. */
export function missingRows(info: ConvolutionInfo): number[] {
  const { top, left, bottom, right } = info.padInfo;
  const missing = (input: number, output: number, stride: number, kernel: number, padding: number): number =>
    input - ((output - 1) * stride + kernel - padding);
  return [
    missing(info.inHeight, info.outHeight, info.strideHeight, info.effectiveFilterHeight, top + bottom),
    missing(info.inWidth, info.outWidth, info.strideWidth, info.effectiveFilterWidth, left + right),
  ];
}

/** (height, width, in, out) to (out, in, height, width). */
function onnxFilter(recording: Recording, filter: RecordedValue): string {
  return appendOne(recording, 'Transpose', [plainName(recording, filter)], { perm: [3, 2, 0, 1] });
}

defineKernel('Conv2D', ({ recording, inputs, attributes }) => {
  const { x, filter } = inputs as Record<'x' | 'filter', RecordedValue>;
  const info = convolutionInfo(x.shape, filter.shape, attributes);
  const names = [channelsFirstName(recording, x), onnxFilter(recording, filter)];
  const name = appendOne(recording, 'Conv', names, windowAttributes(info));
  return { shape: info.outShape, type: 'float32', channelsFirst: name };
});

defineKernel('Conv2DBackpropInput', ({ recording, inputs, attributes }) => {
  const { dy, filter } = inputs as Record<'dy' | 'filter', RecordedValue>;
  const info = convolutionInfo(attributes.inputShape as number[], filter.shape, attributes);
  const names = [channelsFirstName(recording, dy), onnxFilter(recording, filter)];
  const name = appendOne(recording, 'ConvTranspose', names, {
    ...windowAttributes(info),
    output_padding: missingRows(info),
  });
  return { shape: info.inShape, type: 'float32', channelsFirst: name };
});

// The filter gradient is a convolution of the input by the output gradient, with batch and channels exchanged and stride
// and dilation exchanged. Where the window does not divide the input it gives rows too many, which are cut off.
defineKernel('Conv2DBackpropFilter', ({ recording, inputs, attributes }) => {
  const { x, dy } = inputs as Record<'x' | 'dy', RecordedValue>;
  const filterShape = attributes.filterShape as number[];
  // ONNX Runtime does not come to an end on a convolution without channels, which an empty batch would be here.
  if (x.shape[0] === 0) return { shape: filterShape, type: 'float32', uniform: 0 };
  const info = convolutionInfo(x.shape, filterShape, attributes);
  const { top, left, bottom, right } = info.padInfo;
  const exchange = (name: string): string => appendOne(recording, 'Transpose', [name], { perm: [1, 0, 2, 3] });
  const names = [exchange(channelsFirstName(recording, x)), exchange(channelsFirstName(recording, dy))];
  const gradient = appendOne(recording, 'Conv', names, {
    kernel_shape: [info.outHeight, info.outWidth],
    strides: [info.dilationHeight, info.dilationWidth],
    dilations: [info.strideHeight, info.strideWidth],
    pads: [top, left, bottom, right],
  });
  const cut = appendOne(recording, 'Slice', [
    gradient,
    integers(recording, [0, 0]),
    integers(recording, [info.filterHeight, info.filterWidth]),
    integers(recording, [2, 3]),
  ]);
  // (in, out, height, width) to (height, width, in, out).
  const name = appendOne(recording, 'Transpose', [cut], { perm: [2, 3, 0, 1] });
  return { shape: filterShape, type: 'float32', plain: name };
});
