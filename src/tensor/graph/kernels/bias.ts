// A bias added to a convolution becomes a third input of it, which spares a pass over the images. (For matrix products it does
// not pay: ONNX Runtime copies the bias to every row on one thread first.)
import { appendOne, plainName, type RecordedValue, type Recording } from '../recording.js';

const CONVOLUTIONS = ['Conv', 'ConvTranspose'];

/** The sum as one node, if one value is a convolution without a bias and the other a bias for it. */
export function withBias(recording: Recording, a: RecordedValue, b: RecordedValue): RecordedValue | undefined {
  return biased(recording, a, b) ?? biased(recording, b, a);
}

function biased(recording: Recording, images: RecordedValue, bias: RecordedValue): RecordedValue | undefined {
  const { shape, channelsFirst } = images;
  if (channelsFirst === undefined || images.plain !== undefined) return undefined;
  if (bias.shape.length !== 1 || bias.shape[0] !== shape[3] || bias.type !== 'float32') return undefined;
  const source = recording.producers.get(channelsFirst);
  if (source === undefined || source.inputs.length !== 2 || !CONVOLUTIONS.includes(source.operation)) return undefined;
  // The node without a bias is left out of the model, unless something else reads it.
  const inputs = [...source.inputs, plainName(recording, bias)];
  const name = appendOne(recording, source.operation, inputs, source.attributes);
  return { shape, type: 'float32', channelsFirst: name };
}
