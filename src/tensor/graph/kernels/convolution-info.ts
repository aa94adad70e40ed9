// Sizes, paddings, strides and dilations of a convolution, from TensorFlow.js's attributes.
import { tf } from '../../tfjs.js';
import { checkSquareWindow } from './square-window.js';

export type ConvolutionInfo = ReturnType<typeof tf.backend_util.computeConv2DInfo>;

/** Values of the attributes for these shapes. */
export function convolutionInfo(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attributes: Readonly<Record<string, unknown>>,
  operation: 'conv2d' | 'depthwiseConv2d' = 'conv2d',
): ConvolutionInfo {
  if (attributes.dataFormat !== undefined && attributes.dataFormat !== 'NHWC') {
    throw new Error(`${operation}: got the data format ${attributes.dataFormat}, expected NHWC`);
  }
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attributes.strides as number | [number, number],
    (attributes.dilations as number | [number, number] | undefined) ?? 1,
    attributes.pad as 'same' | 'valid' | number,
    attributes.dimRoundingMode as 'floor' | undefined,
    operation === 'depthwiseConv2d',
  );
  checkSquareWindow(operation, attributes.pad, info);
  return info;
}
