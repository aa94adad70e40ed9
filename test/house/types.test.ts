// The types of the public API. `npm run types` decides here: at run time `expectTypeOf` asserts nothing.
import { describe, expectTypeOf, it } from 'vitest';
import type { EvaluationResult, MetricName, RowOf, ScoreOf } from '../../src/evaluation/index.js';
import type { Metric, SimulationMetric, SnapshotMetric } from '../../src/evaluation/metrics/metric.js';
import type { metrics } from '../../src/evaluation/metrics/registry.js';
import {
  type Arrays,
  type EngineName,
  loadConfiguration,
  type Model,
  type NdArray,
  openEngine,
  openSurrogate,
  type PipelineConfiguration,
  type Prediction,
  predictEvolution,
  type Query,
  type Surrogate,
  type TrainedCompressor,
  type TrainedPredictor,
} from '../../src/index.js';
import type { compressors, predictors } from '../../src/surrogate/index.js';
import type { OpenPredictor, Predictor } from '../../src/surrogate/predictors/predictor.js';
import type { tf } from '../../src/tensor/index.js';

describe('asking a surrogate', () => {
  it('opens it at once and answers later', () => {
    expectTypeOf(openSurrogate).returns.toEqualTypeOf<Surrogate>();
    expectTypeOf<Surrogate['model']>().toEqualTypeOf<Model>();
    expectTypeOf<Surrogate['predict']>().returns.resolves.toEqualTypeOf<Float32Array>();
    expectTypeOf<Surrogate['predictMany']>().returns.resolves.toEqualTypeOf<Float32Array>();
    expectTypeOf<Surrogate['reconstruct']>().returns.resolves.toEqualTypeOf<Float32Array>();
  });

  it('takes times as any list of numbers and parameters by name', () => {
    expectTypeOf<Surrogate['predict']>().parameter(1).toEqualTypeOf<Readonly<Record<string, number>>>();
    expectTypeOf<Float64Array>().toExtend<Parameters<Surrogate['predict']>[2]>();
    expectTypeOf<number[]>().toExtend<Parameters<Surrogate['predict']>[2]>();
  });

  it('answers a query with a prediction', () => {
    expectTypeOf(predictEvolution).parameters.toEqualTypeOf<[Surrogate, Query]>();
    expectTypeOf(predictEvolution).returns.resolves.toEqualTypeOf<Prediction>();
  });

  it('opens engines by name alone', () => {
    expectTypeOf(openEngine).parameter(0).toEqualTypeOf<EngineName>();
    expectTypeOf<EngineName>().toEqualTypeOf<'onnx' | 'onnx:webgpu' | 'onnx:cuda' | 'cpu' | 'wasm' | 'tensorflow'>();
  });
});

describe('registries', () => {
  it('have names that the compiler knows', () => {
    // At least these: a new member needs no edit here, and a name that is any string fails.
    expectTypeOf<'fnn' | 'lstm' | 'gaussian-process'>().toExtend<keyof typeof predictors>();
    expectTypeOf<'autoencoder' | 'pod'>().toExtend<keyof typeof compressors>();
    expectTypeOf<'accuracy' | 'rootMeanSquareError' | 'pod'>().toExtend<MetricName>();
    expectTypeOf<string>().not.toExtend<keyof typeof predictors>();
    expectTypeOf<string>().not.toExtend<keyof typeof compressors>();
    expectTypeOf<string>().not.toExtend<MetricName>();
  });

  it('hold members of their contracts', () => {
    expectTypeOf<(typeof predictors)[keyof typeof predictors]>().toExtend<Predictor>();
    expectTypeOf<(typeof metrics)[MetricName]>().toExtend<Metric>();
  });
});

describe('contracts', () => {
  it('of a predictor: it trains into what it opens', () => {
    interface Config {
      readonly width: number;
    }
    interface Trained extends TrainedPredictor {
      readonly shape: { readonly latents: number; readonly width: number };
    }
    type Member = Predictor<Config, Trained>;
    expectTypeOf<Member['train']>().returns.resolves.toEqualTypeOf<Trained>();
    expectTypeOf<Member['train']>().parameter(1).toEqualTypeOf<Config>();
    expectTypeOf<Member['open']>().parameter(0).toEqualTypeOf<Trained>();
    expectTypeOf<Member['open']>().returns.toEqualTypeOf<OpenPredictor>();
    expectTypeOf<Member['shape']>().returns.toEqualTypeOf<Trained['shape']>();
  });

  it('of a metric: its scores and rows are those of evaluation.json', () => {
    type PerSnapshot = SnapshotMetric<number[], { readonly bias: number }>;
    type PerSimulation = SimulationMetric<{ readonly shift: number }, { readonly shift: number }>;
    expectTypeOf<ScoreOf<PerSnapshot>>().toEqualTypeOf<number[]>();
    expectTypeOf<ScoreOf<PerSimulation>>().toEqualTypeOf<{ readonly shift: number }>();
    expectTypeOf<RowOf<PerSnapshot>>().toEqualTypeOf<{ readonly bias: number }>();
    expectTypeOf<PerSnapshot>().not.toExtend<PerSimulation>();
    expectTypeOf<EvaluationResult>().not.toBeAny();
  });

  it('of what is trained: plain data', () => {
    expectTypeOf<TrainedPredictor['inputs']['parameters']>().toEqualTypeOf<{
      readonly offset: NdArray;
      readonly scale: NdArray;
    }>();
    expectTypeOf<TrainedCompressor['shape']['input']>().toEqualTypeOf<readonly [number, number]>();
  });

  it('of compiled functions: arrays where the function has tensors', () => {
    expectTypeOf<Arrays<tf.Tensor>>().toEqualTypeOf<NdArray>();
    expectTypeOf<Arrays<tf.Tensor2D>>().toEqualTypeOf<NdArray>();
    expectTypeOf<Arrays<[tf.Tensor, { weights: tf.Tensor[] }]>>().toEqualTypeOf<[NdArray, { weights: NdArray[] }]>();
    expectTypeOf<Arrays<NdArray>>().not.toEqualTypeOf<NdArray>();
  });
});

describe('configurations', () => {
  it('are loaded complete: defaults are filled in', () => {
    expectTypeOf(loadConfiguration).returns.toEqualTypeOf<PipelineConfiguration>();
    expectTypeOf<PipelineConfiguration>().not.toBeAny();
    expectTypeOf<PipelineConfiguration['predictors']>().not.toExtend<undefined>();
    expectTypeOf(loadConfiguration).parameter(0).toEqualTypeOf<string>();
  });
});
