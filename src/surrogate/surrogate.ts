// A trained surrogate, ready to answer: parameters → temperature fields over time.
import { hasKeys, requireArgument } from '../foundation/argument.js';
import { TharsisError } from '../foundation/errors.js';
import type { Engine } from '../tensor/engine.js';
import { checkField, checkFields, checkParameters, checkSets, checkTimes } from './check-question.js';
import { codec } from './codec.js';
import { type LoadOptions, loadModel, type Model } from './model-folder.js';
import { type ScoreWarning, scoreWarnings } from './model-scores.js';
import type { OpenPredictor, Start } from './predictors/predictor.js';
import { predictorNamed } from './predictors/registry.js';
import type { SimulationParameters } from './predictors/trained-predictor.js';
import { type RangeWarning, rangeWarnings } from './range-warnings.js';

/** How a question is answered. Predictors that start from parameters ignore fields and the times of steps. */
export interface PredictionOptions {
  /** (r, phi) K. */
  readonly initialField?: Float32Array;
  /** s: the times of the steps (default: the output times of the training simulations). Later times are stepped to. */
  readonly rollTimes?: ArrayLike<number>;
  /** Whether parameters may be far from all trained values, as if in another unit (default: an error). */
  readonly extrapolate?: boolean;
}

/** Fields are (time, r, phi), float32, K, on the grid of `model.description`. Times are in s, parameters in SI. */
export interface Surrogate {
  readonly model: Model;
  /**
   * The evolution that a predictor of the model gives, at any times.
   *
   * @throws TharsisError `predictor-unknown`, `predict-parameter`, `predict-times`, `predict-initial-field`,
   * `surrogate-disposed`
   */
  predict(
    predictor: string,
    parameters: SimulationParameters,
    times: ArrayLike<number>,
    options?: PredictionOptions,
  ): Promise<Float32Array>;
  /** Evolutions of many parameter sets at the same times: (set, time, r, phi). Throws as `predict`. */
  predictMany(
    predictor: string,
    parameterSets: readonly SimulationParameters[],
    times: ArrayLike<number>,
    options?: PredictionOptions,
  ): Promise<Float32Array>;
  /** What the compressor makes of given fields: the ceiling of all predictors. */
  reconstruct(fields: Float32Array): Promise<Float32Array>;
  rangeWarnings(parameters: SimulationParameters): RangeWarning[];
  /** Whether a predictor did no better than baselines when the model was evaluated; empty where it did better. */
  scoreWarnings(predictor: string): ScoreWarning[];
  dispose(): Promise<void>;
}

/** Loads a model folder and readies it on an engine. Throws as `loadModel`. */
export function openSurrogate(folder: string, engine: Engine, options: LoadOptions = {}): Surrogate {
  return surrogateOf(loadModel(folder, options), engine);
}

/** Readies a model on an engine. */
export function surrogateOf(model: Model, engine: Engine): Surrogate {
  requireArgument(hasKeys(engine, 'compile'), 'openSurrogate(folder, engine)', 'what openEngine gives', engine);
  const compressor = codec(model.compressor, engine);
  const opened = new Map<string, OpenPredictor>(
    Object.entries(model.predictors).map(([name, trained]) => [name, predictorNamed(name).open(trained, engine)]),
  );
  const [radial, azimuthal] = model.compressor.trained.shape.input;
  let disposed = false;
  const refuseDisposed = (): void => {
    if (disposed) throw disposedError(model);
  };
  const startOf = async (predictor: string, options: PredictionOptions): Promise<Start | undefined> => {
    if (predictorNamed(predictor).startsFrom === 'parameters') return undefined;
    const field = checkField(predictor, options.initialField, radial * azimuthal);
    return { latents: await compressor.encode(field), times: options.rollTimes ?? model.description.times };
  };
  const predictMany: Surrogate['predictMany'] = async (predictor, parameterSets, times, options = {}) => {
    refuseDisposed();
    const open = opened.get(predictor);
    if (open === undefined) throw unknownPredictor(model, predictor);
    checkSets(parameterSets);
    for (const parameters of parameterSets) checkParameters(model, parameters, options.extrapolate);
    checkTimes('times', times);
    if (options.rollTimes !== undefined) checkTimes('rollTimes', options.rollTimes);
    const start = await startOf(predictor, options);
    return compressor.decode(await open.latents(parameterSets, times, start));
  };
  return {
    model,
    predict: (predictor, parameters, times, options) => predictMany(predictor, [parameters], times, options),
    predictMany,
    reconstruct: async (fields) => {
      refuseDisposed();
      checkFields(fields, radial * azimuthal);
      return compressor.decode(await compressor.encode(fields));
    },
    rangeWarnings: (parameters) => rangeWarnings(model.description, parameters),
    scoreWarnings: (predictor) => scoreWarnings(model.scores, predictor),
    dispose: async () => {
      if (disposed) return;
      disposed = true;
      for (const open of opened.values()) await open.dispose();
      await compressor.dispose();
    },
  };
}

/** The error for a predictor that is not in the model, whether or not Tharsis has one of that name, or is damaged. */
export function unknownPredictor({ description, predictors, damaged = [] }: Model, name: string): TharsisError {
  const found = damaged.find((other) => other.name === name);
  if (found !== undefined) return found.error;
  const names = Object.keys(predictors).join(', ');
  return new TharsisError(
    'predictor-unknown',
    `the model '${description.name}' has no predictor '${name}'`,
    `give one of its own: ${names}`,
  );
}

function disposedError({ description }: Model): TharsisError {
  return new TharsisError(
    'surrogate-disposed',
    `the surrogate of '${description.name}' was disposed of`,
    'open it again with openSurrogate, or dispose of it after the last question',
  );
}
