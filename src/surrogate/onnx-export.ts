// ONNX exports of a model, for use without Tharsis. Inputs and outputs are in physical units, except latents.
//
//   encoder.onnx      temperature (n, r, phi) K          → latents (n, latents)
//   decoder.onnx      latents (n, latents)               → temperature (n, r, phi) K
//   <predictor>.onnx  of each predictor that has a graph; from parameters: time (n) s, parameters (n, p) SI
//                                                        → latents (n, latents)
//   surrogate.onnx    time (n) s, parameters (n, p) SI   → temperature (n, r, phi) K    the first of those, decoded
//
// n is fixed when the graph is recorded: the number of the model's own output times.
import { join } from 'node:path';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { type NdArray, ndArray, sizeOf } from '../foundation/nd-array.js';
import type { Engine } from '../tensor/engine.js';
import type { tf } from '../tensor/tfjs.js';
import { latentSizeOf } from './codec.js';
import { compressorNamed } from './compressors/registry.js';
import type { Model } from './model-folder.js';
import type { LatentGraph } from './predictors/predictor.js';
import { predictorNamed } from './predictors/registry.js';

/** The predictor of surrogate.onnx, by name: the first that has a graph from parameters, if there is one. */
export function wholePredictor({ predictors }: Model): string | undefined {
  return Object.keys(predictors).find((name) => {
    const { startsFrom, graph } = predictorNamed(name);
    return startsFrom === 'parameters' && graph !== undefined;
  });
}

/** Writes the exports into a model folder and gives their paths. */
export async function exportOnnx(folder: string, model: Model, engine: Engine): Promise<string[]> {
  const { compressor, predictors, description } = model;
  const { trained } = compressor;
  const member = compressorNamed(compressor.name);
  const frames = description.times.length;
  const fields = { name: 'temperature', shape: [frames, ...trained.shape.input] };
  const latents = { name: 'latents', shape: [frames, latentSizeOf(compressor)] };
  const graphs: [string, LatentGraph, string][] = [];
  const whole = wholePredictor(model);
  for (const [name, predictor] of Object.entries(predictors)) {
    const graph = predictorNamed(name).graph?.(predictor, frames);
    if (graph === undefined) continue;
    if (name === whole) {
      const apply = (...inputs: tf.Tensor[]): tf.Tensor => member.decode(trained, graph.apply(...inputs));
      graphs.push(['surrogate', { ...graph, apply }, 'temperature']);
    }
    graphs.push([name, graph, 'latents']);
  }
  graphs.push(
    ['encoder', { inputs: [fields], apply: (x) => member.encode(trained, x!) }, 'latents'],
    ['decoder', { inputs: [latents], apply: (z) => member.decode(trained, z!) }, 'temperature'],
  );
  const files: string[] = [];
  for (const [name, { inputs, apply }, result] of graphs) {
    const compiled = engine.compile(name, apply, { arguments: inputs.map((input) => input.name), result });
    const path = join(folder, `${name}.onnx`);
    writeFileAtomic(path, await compiled.toOnnx(...inputs.map(({ shape }) => blank(shape))));
    files.push(path);
  }
  return files;
}

/** Recording depends on shapes only. */
function blank(shape: readonly number[]): NdArray {
  return ndArray(shape, new Float32Array(sizeOf(shape)));
}
