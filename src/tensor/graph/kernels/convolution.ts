// Convolutions and their two gradients, in channels-first order. Filters are (height, width, in, out) in TensorFlow.js
// and (out, in, height, width) in ONNX.
import { defineKernel } from '../backend.js';
import {
  type AttributeValue,
  appendOne,
  channelsFirstName,
  plainName,
  type RecordedValue,
  type Recording,
} from '../recording.js';
import { blockedConvolution, turned } from './blocked-convolution.js';
import { type ConvolutionInfo, convolutionInfo } from './convolution-info.js';

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
  const images = channelsFirstName(recording, x);
  const attributesOfWindow = windowAttributes(info);
  const name =
    blockedConvolution(recording, images, { filter, mirrored: false }, attributesOfWindow) ??
    appendOne(recording, 'Conv', [images, onnxFilter(recording, filter)], attributesOfWindow);
  return { shape: info.outShape, type: 'float32', channelsFirst: name };
});

defineKernel('Conv2DBackpropInput', ({ recording, inputs, attributes }) => {
  const { dy, filter } = inputs as Record<'dy' | 'filter', RecordedValue>;
  const info = convolutionInfo(attributes.inputShape as number[], filter.shape, attributes);
  const slopes = channelsFirstName(recording, dy);
  const mirrored = mirroredPadding(info);
  const name =
    info.strideHeight === 1 && info.strideWidth === 1 && mirrored.every((width) => width >= 0)
      ? mirroredConvolution(recording, slopes, filter, { ...windowAttributes(info), pads: mirrored })
      : appendOne(recording, 'ConvTranspose', [slopes, onnxFilter(recording, filter)], {
          ...windowAttributes(info),
          output_padding: missingRows(info),
        });
  return { shape: info.inShape, type: 'float32', channelsFirst: name };
});

/** Padding of the convolution with the mirrored filter that undoes a convolution of stride 1. */
function mirroredPadding(info: ConvolutionInfo): readonly number[] {
  const { top, left, bottom, right } = info.padInfo;
  const [height, width] = [info.effectiveFilterHeight - 1, info.effectiveFilterWidth - 1];
  return [height - top, width - left, height - bottom, width - right];
}

/** The convolution from the channels that went out back to those that came in. */
function mirroredConvolution(
  recording: Recording,
  slopes: string,
  filter: RecordedValue,
  attributes: Readonly<Record<string, AttributeValue>>,
): string {
  const blocked = blockedConvolution(recording, slopes, { filter, mirrored: true }, attributes);
  if (blocked !== undefined) return blocked;
  // (height, width, in, out) to (in, out, height, width).
  const transposed = appendOne(recording, 'Transpose', [plainName(recording, filter)], { perm: [2, 3, 0, 1] });
  return appendOne(recording, 'Conv', [slopes, turned(recording, transposed, [2, 3])], attributes);
}
