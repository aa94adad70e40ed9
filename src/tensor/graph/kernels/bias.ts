// A bias added to a convolution becomes a third input of it, which saves a pass over the images. (For matrix products
// this is slower: ONNX Runtime first copies the bias to every row on one thread.)
import { appendOne, blockedDomain, plainName, type RecordedValue, type Recording } from '../recording.js';

const CONVOLUTIONS = ['Conv', 'ConvTranspose', `${blockedDomain}:Conv`];

/** The sum as one node, if one value is a convolution without a bias and the other a bias for it. */
export function withBias(recording: Recording, a: RecordedValue, b: RecordedValue): RecordedValue | undefined {
  return biased(recording, a, b) ?? biased(recording, b, a);
}

function biased(recording: Recording, images: RecordedValue, bias: RecordedValue): RecordedValue | undefined {
  const { shape, channelsFirst } = images;
  if (channelsFirst === undefined || images.plain !== undefined) return undefined;
  if (bias.shape.length !== 1 || bias.shape[0] !== shape[3] || bias.type !== 'float32') return undefined;
  const name = withThirdInput(recording, channelsFirst, plainName(recording, bias));
  return name === undefined ? undefined : { shape, type: 'float32', channelsFirst: name };
}

/** The convolution again, with a bias; the one without it is left out of the model, unless something else reads it. */
function withThirdInput(recording: Recording, name: string, bias: string): string | undefined {
  const source = recording.producers.get(name);
  if (source === undefined) return undefined;
  const { operation, inputs, attributes } = source;
  if (operation === `${blockedDomain}:ReorderOutput`) {
    const convolution = withThirdInput(recording, inputs[0]!, bias);
    return convolution && appendOne(recording, operation, [convolution], attributes);
  }
  if (inputs.length !== 2 || !CONVOLUTIONS.includes(operation)) return undefined;
  return appendOne(recording, operation, [...inputs, bias], attributes);
}
