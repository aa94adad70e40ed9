// Small graphs of every kind that Tharsis trains or asks: networks forward, training steps, and derivatives of second order.
// Each has a name, a function of tensors, and the arrays to call it with. dist/ must have been built.
const from = (path) => import(`../../dist/${path}`);
const { ndArray } = await from('foundation/nd-array.js');
const { randomStream } = await from('foundation/random-stream.js');
const { applyDense, denseInit } = await from('nets/dense.js');
const { dropoutMask } = await from('nets/dropout.js');
const { applySkipStack, skipStackInit } = await from('nets/skip-stack.js');
const { autoencoderInit, autoencoderShape, decode, encode } = await from(
  'surrogate/compressors/autoencoder/network.js',
);
const { compressors } = await from('surrogate/compressors/registry.js');
const { predictors } = await from('surrogate/predictors/registry.js');
const { autoencoderSchema } = await from('surrogate/compressors/autoencoder/settings.js');
const { adamInit, adamUpdate } = await from('training/optimizers/adam.js');
const { divergence } = await from('tensor/derivatives/divergence.js');
const { hessianVectorProduct } = await from('tensor/derivatives/hessian-vector-product.js');
const { valueAndGrad } = await from('tensor/gradient.js');
const { tf } = await from('tensor/tfjs.js');
const { normalArray } = await from('benchmark/normal-array.js');

const stream = randomStream(3, 'interoperability');
const normal = (shape) => normalArray(stream, shape);
const squaredError = (predicted, wanted) => tf.mean(tf.square(tf.sub(predicted, wanted)));

/** Loss, gradient and Adam, as in training: (parameters, state, ...batch) → loss, parameters, state. */
const trainingStep =
  (loss) =>
  (parameters, state, ...batch) => {
    const { value, gradient } = valueAndGrad(loss)(parameters, ...batch);
    return { loss: value, ...adamUpdate(parameters, gradient, state, tf.scalar(0.01)) };
  };
const trained = (name, loss, parameters, ...batch) => ({
  name,
  fn: trainingStep(loss),
  args: [parameters, adamInit(parameters), ...batch],
});

// The paper's layers (kernel 5 x 7, cropped transposed convolutions, an output convolution), and the dense bottleneck.
const convolutional = autoencoderShape(
  [18, 25],
  autoencoderSchema.parse({
    bottleneck: 'convolutional',
    channels: [2, 4, 6],
    kernel: [5, 7],
    activation: 'tanh',
    outputConvolution: true,
  }),
);
const dense = autoencoderShape(
  [13, 18],
  autoencoderSchema.parse({ compression: 20, channels: [4, 8], kernel: [3, 3], activation: 'selu' }),
);
const rebuilt = (shape) => (parameters, fields) => decode(parameters, shape, encode(parameters, shape, fields));

/** The networks of the predictors, small, for two parameters and the latents of the dense autoencoder. */
const networks = Object.values(predictors)
  .filter(({ network }) => network !== undefined)
  .map((member) => {
    const { network, name } = member;
    const shape = member.shape(2, dense.dense, network.settings.small);
    const parameters = network.init(stream.child(name), shape);
    const apply = (weights, inputs) => network.apply(weights, shape, inputs);
    return { member, shape, parameters, apply, inputs: normal([6, ...network.inputShape(shape)]) };
  });

const stack = { inputs: 3, outputs: 7, hidden: 24, layers: 4, activation: 'selu', outputActivation: 'linear' };

/** Additive couplings: halves change places, so that each moves in turn. */
function flow(couplings, sites) {
  let [kept, moved] = tf.split(sites, 2, 1);
  for (const layers of couplings) {
    const shift = applyDense(layers[1], tf.tanh(applyDense(layers[0], kept)));
    [kept, moved] = [tf.add(moved, shift), kept];
  }
  return tf.concat([kept, moved], 1);
}
const couplings = [0, 1, 2].map((index) => [
  denseInit(stream.child(`coupling ${index} in`), 4, 10, 'tanh'),
  denseInit(stream.child(`coupling ${index} out`), 10, 4, 'tanh'),
]);
const flowLoss = (layers, sites) => tf.mean(tf.sum(tf.square(flow(layers, sites)), 1));

const standardized = (columns) => ({ offset: normal([columns]), scale: ndArray([columns], Array(columns).fill(2)) });
/** An untrained surrogate, whole: (time, parameters) in SI → temperature in K, its weights within. */
const predicting = networks.find(({ member }) => member.startsFrom === 'parameters');
const surrogate = {
  compressor: {
    shape: dense,
    parameters: autoencoderInit(stream.child('autoencoder'), dense),
    temperature: { offset: ndArray([], [1500]), scale: ndArray([], [300]) },
  },
  predictor: {
    shape: predicting.shape,
    parameters: predicting.parameters,
    inputs: {
      parameterNames: ['referenceViscosity', 'enrichment'],
      logarithmic: ['referenceViscosity'],
      time: { offset: 0, scale: 1.4e17 },
      parameters: { offset: ndArray([2], [19, 1]), scale: ndArray([2], [3, 49]) },
    },
    latents: standardized(dense.dense),
  },
};

const pooled = (x, mean, variance) => {
  const normalized = tf.batchNorm(x, mean, tf.square(variance));
  return tf.concat([tf.maxPool(normalized, 2, 2, 'same'), tf.avgPool(normalized, 2, 2, 'same')], 3);
};
const rearranged = (x, places) => ({
  gathered: tf.gather(x, places),
  summed: tf.unsortedSegmentSum(tf.gather(x, places), places, x.shape[0]),
  scanned: tf.cumsum(x, 1),
  weighed: tf.logSumExp(x, 1),
  softened: tf.softmax(x),
  largest: tf.argMax(x, 1),
  chosen: tf.where(tf.greater(x, 0), tf.softplus(x), tf.elu(x)),
});

export const exportedGraphs = [
  {
    name: 'autoencoder-paper-layers',
    fn: rebuilt(convolutional),
    args: [autoencoderInit(stream.child('convolutional'), convolutional), normal([3, 18, 25, 1])],
  },
  trained(
    'autoencoder-paper-layers-training',
    (parameters, fields) => squaredError(rebuilt(convolutional)(parameters, fields), fields),
    autoencoderInit(stream.child('convolutional'), convolutional),
    normal([3, 18, 25, 1]),
  ),
  trained(
    'autoencoder-dense-training',
    (parameters, fields) => squaredError(rebuilt(dense)(parameters, fields), fields),
    autoencoderInit(stream.child('dense'), dense),
    normal([4, 13, 18, 1]),
  ),
  ...networks.flatMap(({ member, parameters, apply, inputs }) => [
    { name: member.name, fn: apply, args: [parameters, inputs] },
    trained(
      `${member.name}-training`,
      (weights, x, wanted) => squaredError(apply(weights, x), wanted),
      parameters,
      inputs,
      normal([6, dense.dense]),
    ),
  ]),
  trained(
    'skip-stack-dropout-training',
    (parameters, x, masks, wanted) => squaredError(applySkipStack(parameters, x, 'selu', 'linear', masks), wanted),
    skipStackInit(stream.child('stack'), stack),
    normal([6, stack.inputs]),
    dropoutMask([6, stack.layers, stack.hidden], 0.2, stream),
    normal([6, stack.outputs]),
  ),
  { name: 'coupling-flow', fn: flow, args: [couplings, normal([5, 8])] },
  trained('coupling-flow-training', flowLoss, couplings, normal([5, 8])),
  {
    name: 'hessian-vector-product',
    fn: (layers, along, sites) => hessianVectorProduct(flowLoss)(layers, along, sites),
    args: [
      couplings,
      couplings.map((layers) => layers.map(({ weights, bias }) => like({ weights, bias }))),
      normal([5, 8]),
    ],
  },
  {
    name: 'divergence-and-its-gradient',
    fn: (layers, sites) =>
      valueAndGrad((parameters) => tf.mean(divergence((rows) => tf.tanh(flow(parameters, rows)))(sites).divergence))(
        layers,
      ),
    args: [couplings, normal([5, 8])],
  },
  {
    name: 'pooling-and-normalization',
    fn: pooled,
    args: [normal([2, 5, 7, 3]), normal([3]), normal([3])],
  },
  { name: 'rearrangements', fn: rearranged, args: [normal([4, 5]), ndArray([6], Int32Array.of(3, 0, 0, 2, 3, 1))] },
  {
    name: 'surrogate',
    fn: (times, parameters) => {
      const latents = predicting.member.graph(surrogate.predictor, 4).apply(times, parameters);
      return compressors.autoencoder.decode(surrogate.compressor, latents);
    },
    args: [ndArray([4], [0, 3e16, 9e16, 1.4e17]), ndArray([4, 2], [1e20, 5, 1e20, 5, 1e21, 20, 3e21, 40])],
  },
];

/** Normal numbers in the shapes of a layer. */
function like({ weights, bias }) {
  return { weights: normal(weights.shape), bias: normal(bias.shape) };
}
