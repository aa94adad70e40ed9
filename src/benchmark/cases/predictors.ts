// The networks of the predictors as in the paper (Agarwal et al. 2021), from five parameters to 840 latents.
import type { Predictor, PredictorNetwork } from '../../surrogate/predictors/predictor.js';
import { predictorNamed, predictorNames } from '../../surrogate/predictors/registry.js';
import { tf } from '../../tensor/tfjs.js';
import { normalArray } from '../normal-array.js';
import { stepFlops, type TrainingCase } from '../training-case.js';

const LATENTS = 840;
const PARAMETERS = 5;

/** One case for each predictor that is a network. */
export function paperPredictors(): TrainingCase[] {
  return predictorNames
    .map(predictorNamed)
    .flatMap((member) => (member.network === undefined ? [] : [paperCase(member, member.network)]));
}

function paperCase(member: Predictor, network: PredictorNetwork): TrainingCase {
  const { paper } = network.settings;
  const shape = member.shape(PARAMETERS, LATENTS, paper);
  const { batchSize } = paper;
  const works = network.multiplyAdds(shape);
  return {
    name: `${member.name}-paper`,
    batchSize,
    flops: stepFlops(works.map((work, index) => ({ multiplyAdds: batchSize * work, isFirst: index === 0 }))),
    initial: (stream) => network.init(stream, shape),
    batch: (stream) => ({
      inputs: normalArray(stream, [batchSize, ...network.inputShape(shape)]),
      latents: normalArray(stream, [batchSize, LATENTS]),
    }),
    loss: (parameters, { inputs, latents }) => {
      const predicted = network.apply(parameters, shape, inputs!);
      return tf.mean(tf.square(tf.sub(predicted, latents!)));
    },
  };
}
