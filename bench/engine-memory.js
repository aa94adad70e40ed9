// Whether long training leaks: 10,000 steps of a small network and of a medium one, on the engine onnx; resident memory every
// 1,000 steps: node bench/engine-memory.js [STEPS]
// Resident memory must not grow by more than 8 MiB from step 3,000 on, or it exits with 1. (Up to there the heaps of V8 and of
// the runtime find their size.) Were the weights of every step kept, it would be 12 MiB (small) and 900 MiB (medium).
import { build } from '../bin/build.js';

build();
const from = (path) => import(`../dist/${path}`);
const { normalArray } = await from('benchmark/normal-array.js');
const { ndArray } = await from('foundation/nd-array.js');
const { randomStream } = await from('foundation/random-stream.js');
const { autoencoderInit, autoencoderShape, decode, encode } = await from(
  'surrogate/compressors/autoencoder/network.js',
);
const { applySkipStack, skipStackInit } = await from('nets/skip-stack.js');
const { autoencoderSchema } = await from('surrogate/compressors/autoencoder/settings.js');
const { adamInit, adamUpdate } = await from('training/optimizers/adam.js');
const { valueAndGrad } = await from('tensor/gradient.js');
const { openEngine } = await from('tensor/open-engine.js');
const { tf } = await from('tensor/tfjs.js');

const MAX_GROWTH_MIB = 8;
const steps = Number(process.argv[2] ?? 10_000);
const stream = randomStream(1, 'memory');
const squaredError = (a, b) => tf.mean(tf.square(tf.sub(a, b)));

const stack = { inputs: 4, outputs: 6, hidden: 12, layers: 3, activation: 'selu', outputActivation: 'linear' };
const images = autoencoderShape([24, 32], autoencoderSchema.parse({ channels: [4, 8], compression: 20 }));
const networks = [
  {
    name: 'small: skip stack of 3 x 12, batch 16',
    parameters: skipStackInit(stream.child('stack'), stack),
    batch: { x: normalArray(stream, [16, 4]), y: normalArray(stream, [16, 6]) },
    loss: (parameters, { x, y }) => squaredError(applySkipStack(parameters, x, 'selu', 'linear'), y),
  },
  {
    name: 'medium: autoencoder of 24 x 32, channels 4 and 8, batch 8',
    parameters: autoencoderInit(stream.child('autoencoder'), images),
    batch: { x: normalArray(stream, [8, 24, 32, 1]) },
    loss: (parameters, { x }) => squaredError(decode(parameters, images, encode(parameters, images, x)), x),
  },
];

for (const network of networks) await train(network);

async function train({ name, parameters, batch, loss }) {
  const engine = await openEngine('onnx', { cache: undefined });
  const step = engine.compile(name, (weights, state, inputs, rate) => {
    const { value, gradient } = valueAndGrad(loss)(weights, inputs);
    return { loss: value, ...adamUpdate(weights, gradient, state, rate) };
  });
  let result = { parameters, state: adamInit(parameters) };
  const resident = [];
  console.log(name);
  for (let index = 1; index <= steps; index++) {
    result = await step.run(result.parameters, result.state, batch, ndArray([], [1e-4]));
    if (index % (steps / 10) > 0) continue;
    resident.push(process.memoryUsage.rss() / 2 ** 20);
    console.log(`  ${String(index).padStart(6)} steps  ${resident.at(-1).toFixed(1)} MiB`);
  }
  await engine.dispose();
  const growth = Math.max(...resident.slice(3)) - resident[2];
  const leaks = growth > MAX_GROWTH_MIB;
  console.log(
    `  growth from ${0.3 * steps} steps on: ${growth.toFixed(1)} MiB${leaks ? ', more than is allowed' : ''}`,
  );
  if (leaks) process.exitCode = 1;
}
