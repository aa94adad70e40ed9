// What one training step of the default autoencoder costs on each engine: node bench/training-step.js
// Forward, gradient and Adam, batch 64 of 40 x 52 cells. Nothing else may compute.
import { build } from '../bin/build.js';

build();
const from = (path) => import(`../dist/${path}`);
const { autoencoderInit, autoencoderShape, decode, encode } = await from(
  'surrogate/compressors/autoencoder/network.js',
);
const { autoencoderSchema } = await from('surrogate/compressors/autoencoder/settings.js');
const { adamInit, adamUpdate } = await from('training/optimizers/adam.js');
const { valueAndGrad } = await from('tensor/gradient.js');
const { openEngine } = await from('tensor/open-engine.js');
const { tf } = await from('tensor/tfjs.js');
const { ndArray } = await from('foundation/nd-array.js');
const { randomStream } = await from('foundation/random-stream.js');

const size = [64, 40, 52, 1];
const shape = autoencoderShape([40, 52], autoencoderSchema.parse({}));
const stream = randomStream(1, 'bench');
const fields = ndArray(size, new Float32Array(size.reduce((product, length) => product * length)));
stream.fillNormal(fields.data);
const initial = autoencoderInit(stream.child('weights'), shape);

const loss = (parameters, batch) =>
  tf.mean(tf.square(tf.sub(decode(parameters, shape, encode(parameters, shape, batch)), batch)));

function step(state, batch) {
  const { value, gradient } = valueAndGrad((parameters) => loss(parameters, batch))(state.parameters);
  const rate = tf.scalar(1e-3);
  return { state: adamUpdate(state.parameters, gradient, state.adam, rate), value };
}

for (const [name, threads, repetitions] of [
  ['onnx', 1, 50],
  ['onnx', 2, 50],
  ['cpu', 1, 3],
]) {
  const engine = await openEngine(name, { threads });
  const compiled = engine.compile('step', step);
  const state = { parameters: initial, adam: adamInit(initial) };
  const began = performance.now();
  await compiled.run(state, fields);
  const first = performance.now() - began;
  const milliseconds = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const start = performance.now();
    await compiled.run(state, fields);
    milliseconds.push(performance.now() - start);
  }
  milliseconds.sort((a, b) => a - b);
  const median = milliseconds[repetitions >> 1].toFixed(1);
  console.log(
    `${name}, ${threads} thread(s): median ${median} ms a step; the first, with recording, ${first.toFixed(0)} ms`,
  );
  await engine.dispose();
}
