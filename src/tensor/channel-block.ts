// How many channels ONNX Runtime's blocked convolutions (graph/kernels/blocked-convolution.ts) take together on this
// processor: 16 with AVX-512, 8 with AVX, none where it has no such convolutions. It does not report which, so this
// tests a convolution of whole numbers.
import { recordFunction } from './graph/record-function.js';
import { runtimeOptions } from './runtime-options.js';
import { tf } from './tfjs.js';

type Runtime = typeof import('onnxruntime-node');

const CANDIDATES = [16, 8];
const CHANNELS = 32;

let known: Promise<number | undefined> | undefined;

/** The block of this machine's processor; undefined for none. Tested once per process. */
export function channelBlock(runtime: Runtime): Promise<number | undefined> {
  known ??= firstThatIsRight(runtime);
  return known;
}

async function firstThatIsRight(runtime: Runtime): Promise<number | undefined> {
  for (const block of CANDIDATES) if (await isRight(runtime, block)) return block;
  return undefined;
}

/** Whether a 1 x 1 convolution in blocks of this size gives the matrix product that it is. */
async function isRight(runtime: Runtime, block: number): Promise<boolean> {
  const image = Float32Array.from({ length: 2 * CHANNELS }, (_, index) => ((7 * index) % 11) - 5);
  const filter = Float32Array.from({ length: CHANNELS ** 2 }, (_, index) => ((5 * index) % 13) - 6);
  const convolve = (x: tf.Tensor4D, weights: tf.Tensor4D) => tf.conv2d(x, weights, 1, 'valid');
  const shapes = [
    [1, 2, 1, CHANNELS],
    [1, 1, CHANNELS, CHANNELS],
  ] as const;
  const args = [
    { shape: shapes[0], data: image },
    { shape: shapes[1], data: filter },
  ];
  const { model, inputs, outputs } = recordFunction('channel block', convolve, args, {}, { channelBlock: block });
  try {
    const session = await runtime.InferenceSession.create(model, { ...runtimeOptions, intraOpNumThreads: 1 });
    const feeds = args.map(({ data, shape }, index) => [
      inputs[index]!.name,
      new runtime.Tensor('float32', data, shape),
    ]);
    const result = (await session.run(Object.fromEntries(feeds)))[outputs[0]!.name]!.data as Float32Array;
    await session.release();
    return result.every(
      (value, index) => value === product(image, filter, Math.floor(index / CHANNELS), index % CHANNELS),
    );
  } catch {
    // These operations do not exist here.
    return false;
  }
}

function product(image: Float32Array, filter: Float32Array, pixel: number, out: number): number {
  let sum = 0;
  for (let channel = 0; channel < CHANNELS; channel++) {
    sum += image[pixel * CHANNELS + channel]! * filter[channel * CHANNELS + out]!;
  }
  return sum;
}
