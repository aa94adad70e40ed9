// Convolutions of images whose channels lie in blocks of a vector register: (batch, channels / block, height, width,
// block), ONNX Runtime's own layout NCHWc. ONNX Runtime uses it only for constant filters, which filters in training
// are not; but its operations take any filter laid out as (out / block, in / block, height, width, block of in, block
// of out). Two to three times as fast as the plain convolution, conversion to the layout and back included.
import {
  type AttributeValue,
  appendOne,
  blockedDomain,
  integers,
  plainName,
  type RecordedValue,
  type Recording,
} from '../recording.js';

/**
 * A convolution of images by a filter (height, width, ...) whose axes 2 and 3 are the channels that come in and go out,
 * or mirrored.
 */
export interface FilterUse {
  readonly filter: RecordedValue;
  /**
   * The filter turned by half a circle, from channels out to channels in: the gradient of a convolution of stride 1.
   */
  readonly mirrored: boolean;
}

/**
 * The name of the result, channels first, for images channels first; undefined where the layout is not available or the
 * channels do not fill its blocks.
 */
export function blockedConvolution(
  recording: Recording,
  images: string,
  { filter, mirrored }: FilterUse,
  attributes: Readonly<Record<string, AttributeValue>>,
): string | undefined {
  const block = recording.processor?.channelBlock;
  const [height, width, axis2, axis3] = filter.shape as [number, number, number, number];
  const [channelsIn, channelsOut] = mirrored ? [axis3, axis2] : [axis2, axis3];
  if (block === undefined || channelsIn % block !== 0 || channelsOut % block !== 0) return undefined;
  const divided = appendOne(recording, 'Reshape', [
    plainName(recording, filter),
    integers(recording, [height, width, axis2 / block, block, axis3 / block, block]),
  ]);
  // From (height, width, in, block, out, block); mirrored, what comes in is the last pair.
  const perm = mirrored ? [2, 4, 0, 1, 5, 3] : [4, 2, 0, 1, 3, 5];
  let weights = appendOne(recording, 'Transpose', [divided], { perm });
  if (mirrored) weights = turned(recording, weights, [2, 3]);
  const shape = integers(recording, [channelsOut, channelsIn, height, width]);
  const inBlocks = appendOne(recording, `${blockedDomain}:ReorderInput`, [images]);
  const convolved = appendOne(
    recording,
    `${blockedDomain}:Conv`,
    [inBlocks, appendOne(recording, 'Reshape', [weights, shape])],
    attributes,
  );
  return appendOne(recording, `${blockedDomain}:ReorderOutput`, [convolved], { channels: channelsOut });
}

/** Reverses both axes. */
export function turned(recording: Recording, name: string, axes: readonly [number, number]): string {
  const ends = [[-1, -1], [-(2 ** 31), -(2 ** 31)], axes, [-1, -1]].map((values) => integers(recording, values));
  return appendOne(recording, 'Slice', [name, ...ends]);
}
