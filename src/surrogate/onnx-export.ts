// ONNX exports of a model, so that others can ask it without Tharsis. Physical units at the borders where that is
// natural.
//
//   surrogate.onnx  time (n) s, parameters (n, p) SI   → temperature (n, r, phi) K    the FNN surrogate, whole
//   fnn.onnx        time (n) s, parameters (n, p) SI   → latents (n, latents)
//   encoder.onnx    temperature (n, r, phi) K          → latents (n, latents)
//   decoder.onnx    latents (n, latents)               → temperature (n, r, phi) K
//   lstm.onnx       windows (1, window, frame) normalized → latents (1, latents) normalized
//
// n is fixed when the graph is recorded: the number of the model's own output times.
import { join } from 'node:path';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { type NdArray, ndArray, sizeOf } from '../foundation/nd-array.js';
import type { Engine } from '../tensor/engine.js';
import type { tf } from '../tensor/tfjs.js';
import { latentSize } from './compressors/autoencoder.js';
import { decodeTemperature, encodeTemperature } from './compressors/codec.js';
import type { Model } from './model-folder.js';
import { frameSize } from './predictors/lstm-predictor.js';
import { lstmStep } from './predictors/roll-out.js';
import { fnnLatents, surrogateGraph } from './surrogate.js';

/** Writes the five exports into a model folder and gives their paths. */
export async function exportOnnx(folder: string, model: Model, engine: Engine): Promise<string[]> {
  const { autoencoder, fnn, lstm, description } = model;
  const frames = description.times.length;
  const fields = [frames, ...autoencoder.shape.input];
  const latents = [frames, latentSize(autoencoder.shape)];
  const surrogate = engine.compile('surrogate', surrogateGraph(model), {
    arguments: ['time', 'parameters'],
    result: 'temperature',
  });
  const fnnGraph = engine.compile('fnn', fnnLatents(fnn), { arguments: ['time', 'parameters'], result: 'latents' });
  const encoder = engine.compile('encoder', (x: tf.Tensor) => encodeTemperature(autoencoder, x), {
    arguments: ['temperature'],
    result: 'latents',
  });
  const decoder = engine.compile('decoder', (z: tf.Tensor) => decodeTemperature(autoencoder, z), {
    arguments: ['latents'],
    result: 'temperature',
  });
  const lstmGraph = engine.compile('lstm', lstmStep(lstm), { arguments: ['windows'], result: 'latents' });

  const query = [blank([frames]), blank([frames, fnn.inputs.parameterNames.length])] as const;
  const models: Record<string, Uint8Array> = {
    'surrogate.onnx': await surrogate.toOnnx(...query),
    'fnn.onnx': await fnnGraph.toOnnx(...query),
    'encoder.onnx': await encoder.toOnnx(blank(fields)),
    'decoder.onnx': await decoder.toOnnx(blank(latents)),
    'lstm.onnx': await lstmGraph.toOnnx(blank([1, lstm.shape.window, frameSize(lstm.shape)])),
  };
  return Object.entries(models).map(([name, bytes]) => {
    const path = join(folder, name);
    writeFileAtomic(path, bytes);
    return path;
  });
}

/** Only the shape matters to a recording. */
function blank(shape: readonly number[]): NdArray {
  return ndArray(shape, new Float32Array(sizeOf(shape)));
}
