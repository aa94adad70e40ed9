// Times a training step of a case on an engine: recording and compiling once, a few steps to warm up, then a median.
import { interruptible } from '../foundation/interruption.js';
import { ndArray } from '../foundation/nd-array.js';
import { randomStream } from '../foundation/random-stream.js';
import { type AdamState, adamInit, adamUpdate } from '../tensor/adam.js';
import type { Arrays, Tensors } from '../tensor/array-tree.js';
import type { Engine } from '../tensor/engine.js';
import { valueAndGrad } from '../tensor/gradient.js';
import type { tf } from '../tensor/tfjs.js';
import type { TrainingCase } from './training-case.js';

/** What a case costs. */
export interface TrainingMeasurement {
  readonly name: string;
  readonly samplesPerSecond: number;
  readonly gflops: number;
  /** Median. */
  readonly secondsPerStep: number;
  /** Recording, compiling, and the first step. */
  readonly compileSeconds: number;
  /** Of the process so far. */
  readonly peakRssMiB: number;
}

const LEAST_STEPS = 5;
const MOST_STEPS = 200;
const SECONDS = 8;

/** Measures a case; steps go on from each other, as in training. */
export async function measureTraining(
  benchmark: TrainingCase,
  engine: Engine,
  signal: AbortSignal,
): Promise<TrainingMeasurement> {
  const rest = interruptible(signal);
  const stream = randomStream(1, benchmark.name);
  const batch = benchmark.batch(stream.child('batch'));
  const compiled = engine.compile(benchmark.name, trainingStep(benchmark));
  let parameters = benchmark.initial(stream.child('weights')) as Arrays<unknown>;
  let adam = adamInit(parameters) as Arrays<AdamState<unknown>>;
  const rate = ndArray([], [1e-4]);
  const step = async (): Promise<number> => {
    await rest();
    const began = performance.now();
    const result = await compiled.run(parameters, adam, batch as never, rate);
    parameters = result.parameters;
    adam = result.state;
    const loss = result.loss.data[0]!;
    if (!Number.isFinite(loss)) throw new Error(`${benchmark.name}: the loss became ${loss}`);
    return (performance.now() - began) / 1000;
  };
  const compileSeconds = await step();
  await step();
  const seconds: number[] = [];
  for (let total = 0; seconds.length < MOST_STEPS && (total < SECONDS || seconds.length < LEAST_STEPS); ) {
    const taken = await step();
    seconds.push(taken);
    total += taken;
  }
  await compiled.dispose();
  const secondsPerStep = seconds.sort((a, b) => a - b)[seconds.length >> 1]!;
  return {
    name: benchmark.name,
    samplesPerSecond: benchmark.batchSize / secondsPerStep,
    gflops: benchmark.flops / secondsPerStep / 1e9,
    secondsPerStep,
    compileSeconds,
    peakRssMiB: process.resourceUsage().maxRSS / 1024,
  };
}

function trainingStep({ loss }: TrainingCase) {
  const lossAndGradient = valueAndGrad(loss);
  return (
    parameters: Tensors<unknown>,
    state: AdamState<unknown>,
    batch: Readonly<Record<string, tf.Tensor>>,
    learningRate: tf.Tensor,
  ) => {
    const { value, gradient } = lossAndGradient(parameters, batch);
    const updated = adamUpdate<unknown>(parameters, gradient, state, learningRate);
    return { loss: value as tf.Tensor, ...updated };
  };
}
