import { describe, expect, it } from 'vitest';
import { ndArray, sizeOf } from '../../src/foundation/nd-array.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { parameterCount } from '../../src/nets/parameter-count.js';
import {
  type AutoencoderParameters,
  type AutoencoderShape,
  autoencoderInit,
  autoencoderShape,
  decode,
  encode,
  latentSize,
  layerSizes,
} from '../../src/surrogate/compressors/autoencoder/network.js';
import { autoencoderSchema } from '../../src/surrogate/compressors/autoencoder/settings.js';
import { fnnInit } from '../../src/surrogate/predictors/fnn/network.js';
import {
  applyLstmPredictor,
  frameSize,
  type LstmPredictorParameters,
  lstmPredictorInit,
} from '../../src/surrogate/predictors/lstm/network.js';
import { tf } from '../../src/tensor/tfjs.js';
import { expectGradientsToMatch } from '../nets/finite-differences.js';
import { runEagerly, valuesOf } from '../nets/run-eagerly.js';

// Agarwal et al. 2021, arXiv 2108.10105: 302 x 394 points.
const paper: AutoencoderShape = {
  input: [302, 394],
  channels: [2, 4, 8, 12, 16, 24],
  kernel: [5, 7],
  activation: 'tanh',
  outputConvolution: true,
};

describe("the paper's networks", () => {
  it('compress 302 x 394 points to 840 latents with 50,125 parameters', () => {
    const parameters = autoencoderInit(randomStream(1), paper);
    expect(latentSize(paper)).toBe(840);
    expect((302 * 394) / latentSize(paper)).toBeCloseTo(141.65, 2);
    expect(layerSizes(paper)).toEqual([
      [302, 394],
      [151, 197],
      [76, 99],
      [38, 50],
      [19, 25],
      [10, 13],
      [5, 7],
    ]);
    expect(parameters.encoder.map(parameterCount)).toEqual([72, 284, 1128, 3372, 6736, 13464]);
    expect(parameters.decoder.map(parameterCount)).toEqual([13456, 6732, 3368, 1124, 282, 71]);
    expect(parameterCount(parameters.output)).toBe(36);
    expect(parameterCount(parameters)).toBe(50_125);
  });

  it('predict by an FNN of 8 x 400', () => {
    const shape = { inputs: 6, latents: 840, members: 1, hidden: 400, layers: 8 };
    const parameters = fnnInit(randomStream(1), { ...shape, activation: 'selu', outputActivation: 'selu' });
    expect(parameterCount(parameters)).toBe(6 * 400 + 400 + 7 * (400 * 400 + 400) + 400 * 840 + 840);
  });

  it('predict by an LSTM of 4 x 600 with 12,629,640 parameters', () => {
    const parameters = lstmPredictorInit(randomStream(1), {
      latents: 840,
      parameters: 5,
      window: 20,
      hidden: 600,
      layers: 4,
      activation: 'selu',
      outputActivation: 'selu',
      residual: false,
    });
    expect(frameSize({ latents: 840, parameters: 5 })).toBe(848);
    expect(parameterCount(parameters)).toBe(12_629_640);
  });
});

describe('the autoencoder', () => {
  const config = autoencoderSchema.parse({ channels: [2, 3], kernel: [3, 5], compression: 10 });

  it.each([
    [[7, 9], 'dense'],
    [[12, 5], 'convolutional'],
    [[11, 13], 'dense'],
  ] as const)('gives back fields of its own size on %j cells (%s)', async (input, bottleneck) => {
    const shape = autoencoderShape(input, { ...config, bottleneck });
    const result = await runEagerly(
      (weights: AutoencoderParameters<tf.Tensor>, fields: tf.Tensor) => {
        const latents = encode(weights, shape, fields);
        return { latents, fields: decode(weights, shape, latents) };
      },
      autoencoderInit(randomStream(2), shape),
      ndArray([3, ...input, 1], new Float32Array(3 * sizeOf(input)).fill(0.5)),
    );
    expect(result.latents.shape).toEqual([3, latentSize(shape)]);
    expect(result.fields.shape).toEqual([3, ...input, 1]);
    if (bottleneck === 'dense') expect((input[0] * input[1]) / latentSize(shape)).toBeGreaterThanOrEqual(10);
  });

  it('refuses a compression that leaves no latent', () => {
    const impossible = () => autoencoderShape([4, 5], { ...config, compression: 142 });
    expect(impossible).toThrow('a grid of 4 x 5 cannot be compressed 142-fold');
  });

  it('reaches the demanded compression of 142 on the quick grid', () => {
    const quick = autoencoderShape([32, 42], autoencoderSchema.parse({}));
    expect(latentSize(quick)).toBe(9);
    expect((32 * 42) / latentSize(quick)).toBeGreaterThanOrEqual(142);
  });

  it('has the gradient of finite differences', async () => {
    const shape = autoencoderShape([5, 7], { ...config, activation: 'tanh', outputConvolution: true });
    const stream = randomStream(4);
    const fields = new Float32Array(2 * 35);
    stream.fillNormal(fields);
    const parameters = autoencoderInit(stream, shape);
    await expectGradientsToMatch(parameters, ndArray([2, 5, 7, 1], fields), (weights, x) => {
      const network = weights as unknown as AutoencoderParameters<tf.Tensor>;
      return tf.mean(tf.square(tf.sub(decode(network, shape, encode(network, shape, x)), x)));
    });
  });
});

describe('the recurrent predictor', () => {
  const shape = {
    latents: 2,
    parameters: 1,
    window: 3,
    hidden: 4,
    layers: 2,
    activation: 'tanh',
    outputActivation: 'linear',
    residual: true,
  } as const;

  it('adds its output to the last latent when it predicts the change', async () => {
    const parameters = lstmPredictorInit(randomStream(5), shape);
    const windows = new Float32Array(2 * 3 * 6);
    randomStream(6).fillNormal(windows);
    const predict = (residual: boolean) =>
      runEagerly(
        (weights: LstmPredictorParameters<tf.Tensor>, x: tf.Tensor) =>
          applyLstmPredictor(weights, { ...shape, residual }, x),
        parameters,
        ndArray([2, 3, 6], windows),
      );
    const change = valuesOf(await predict(false));
    const next = valuesOf(await predict(true));
    const last = [windows[16], windows[17], windows[34], windows[35]];
    for (const [index, value] of next.entries()) expect(value).toBeCloseTo(change[index]! + last[index]!, 5);
  });

  it('has the gradient of finite differences', async () => {
    const windows = new Float32Array(2 * 3 * 6);
    randomStream(7).fillNormal(windows);
    await expectGradientsToMatch(lstmPredictorInit(randomStream(8), shape), ndArray([2, 3, 6], windows), (weights, x) =>
      tf.mean(tf.square(applyLstmPredictor(weights as unknown as LstmPredictorParameters<tf.Tensor>, shape, x))),
    );
  });
});
