// Reductions over axes, and softmax.
import { tf } from '../../tfjs.js';
import { defineKernel } from '../backend.js';
import {
  appendOne,
  channelsFirstName,
  converted,
  integers,
  plainName,
  type RecordedValue,
  type Recording,
} from '../recording.js';

/** Where the axes of (batch, height, width, channels) lie in channels-first order. */
const channelsFirstAxis = [0, 2, 3, 1] as const;

function reduce(
  recording: Recording,
  operation: string,
  x: RecordedValue,
  axisAttribute: unknown,
  keepDimensions: boolean,
): RecordedValue {
  const axes = tf.util.parseAxisParam(axisAttribute as number | number[], [...x.shape]);
  if (axes.length === 0) return x;
  const shape = keepDimensions
    ? x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
    : x.shape.filter((_, axis) => !axes.includes(axis));
  const attributes = { keepdims: keepDimensions ? 1 : 0 };
  // Without the spatial axes left, both layouts reduce to the same order, so no transpose is needed.
  const orderFree = !keepDimensions && axes.includes(1) && axes.includes(2);
  if (x.channelsFirst !== undefined && x.plain === undefined && orderFree) {
    const moved = integers(
      recording,
      axes.map((axis) => channelsFirstAxis[axis]!),
    );
    const name = appendOne(recording, operation, [channelsFirstName(recording, x), moved], attributes);
    return { shape, type: x.type, plain: name };
  }
  const name =
    operation === 'ReduceSum' && recording.processor !== undefined && isTallSum(x, axes)
      ? sumByProduct(recording, x, shape)
      : appendOne(recording, operation, [plainName(recording, x), integers(recording, axes)], attributes);
  return { shape, type: x.type, plain: name };
}

/**
 * From this number of rows on, a product with a row of ones is about six times as fast as ONNX Runtime's sum on a
 * processor.
 */
const TALL = 64;

/** Whether the rows of a matrix are added up, as for the gradient of a bias. */
function isTallSum({ shape, type }: RecordedValue, axes: readonly number[]): boolean {
  return type === 'float32' && shape.length === 2 && axes.length === 1 && axes[0] === 0 && shape[0]! >= TALL;
}

function sumByProduct(recording: Recording, x: RecordedValue, shape: readonly number[]): string {
  const ones = plainName(recording, { shape: [1, x.shape[0]!], type: 'float32', uniform: 1 });
  const product = appendOne(recording, 'MatMul', [ones, plainName(recording, x)]);
  return appendOne(recording, 'Reshape', [product, integers(recording, shape)]);
}

const reductions: Record<string, string> = {
  Max: 'ReduceMax',
  Min: 'ReduceMin',
  Prod: 'ReduceProd',
  Sum: 'ReduceSum',
};

for (const [kernel, operation] of Object.entries(reductions)) {
  defineKernel(kernel, ({ recording, inputs, attributes }) =>
    reduce(
      recording,
      operation,
      inputs.x!,
      attributes.axis ?? attributes.reductionIndices,
      attributes.keepDims === true,
    ),
  );
}

defineKernel('Mean', ({ recording, inputs, attributes }) => {
  const numbers = converted(recording, inputs.x!, 'float32');
  return reduce(recording, 'ReduceMean', numbers, attributes.axis, attributes.keepDims === true);
});

defineKernel('Softmax', ({ recording, inputs, attributes }) => {
  const { logits } = inputs as Record<'logits', RecordedValue>;
  const axis = attributes.dim as number;
  const name = appendOne(recording, 'Softmax', [plainName(recording, logits)], { axis });
  return { shape: logits.shape, type: 'float32', plain: name };
});
