// The prediction of the processes as a graph, for export.
import { constants } from '../../../tensor/constants.js';
import { tf } from '../../../tensor/tfjs.js';
import { denormalize } from '../../../training/normalization.js';
import { predictorInputTensor } from '../predictor-inputs.js';
import type { TrainedGaussianProcess } from './trained-gaussian-process.js';

/** Times (n) in s, parameters (n, p) in SI → latents (n, latents). */
export function latentGraph(trained: TrainedGaussianProcess, times: tf.Tensor, parameters: tf.Tensor): tf.Tensor {
  const { points, processes, shape, inputs } = trained;
  const count = times.shape[0]!;
  const { parameters: arrays, latents } = constants({ parameters: trained.parameters, latents: trained.latents });
  const point = tf.slice(predictorInputTensor(inputs, times, parameters), [0, 1], [count, shape.parameters]);
  const hats = hatFunctions(trained, times);
  let evolution = tf.matMul(hats, arrays.mean);
  for (const [mode, { kernel, weights, scale }] of processes.entries()) {
    const scaled = (rows: tf.Tensor): tf.Tensor => tf.div(rows, tf.tensor([...kernel.lengths], undefined, 'float32'));
    const differences = tf.sub(
      tf.reshape(scaled(point), [count, 1, shape.parameters]),
      tf.reshape(scaled(tf.tensor(points.flat(), [points.length, shape.parameters])), [
        1,
        points.length,
        shape.parameters,
      ]),
    );
    const covariance = tf.exp(tf.mul(-0.5, tf.sum(tf.square(differences), 2)));
    const factor = scale * kernel.signal ** 2;
    const column = tf.tensor(
      weights.map((weight) => factor * weight),
      [points.length, 1],
    );
    const row = tf.slice(arrays.modes, [mode, 0], [1, trained.times.length * shape.latents]);
    const shapes = tf.matMul(hats, tf.reshape(row, [trained.times.length, shape.latents]));
    evolution = tf.add(evolution, tf.mul(tf.matMul(covariance, column), shapes));
  }
  return denormalize(latents, evolution);
}

/** Weights of linear interpolation in time, (n, times), held beyond both ends. */
function hatFunctions({ times: known }: TrainedGaussianProcess, times: tf.Tensor): tf.Tensor {
  const [start = 0] = known;
  const span = (known.at(-1) ?? start) - start;
  const relative = known.map((time) => (time - start) / span);
  const since = start === 0 ? times : tf.sub(times, start);
  const moment = tf.reshape(tf.clipByValue(tf.div(since, span), 0, 1), [times.shape[0]!, 1]);
  const hats = relative.map((time, index) => {
    const [before, after] = [relative[index - 1], relative[index + 1]];
    const rising = before === undefined ? undefined : tf.div(tf.sub(moment, before), time - before);
    const falling = after === undefined ? undefined : tf.div(tf.sub(after, moment), after - time);
    const both = rising && falling ? tf.minimum(rising, falling) : (rising ?? falling ?? tf.onesLike(moment));
    return tf.relu(both);
  });
  return tf.concat(hats, 1);
}
