// Times a training step of a case on an engine: recording and compiling once, a call to warm up, then a median. A call
// takes several steps, as in training.
import { interruptible } from '../foundation/interruption.js';
import { ndArray } from '../foundation/nd-array.js';
import { randomStream } from '../foundation/random-stream.js';
import type { Engine } from '../tensor/engine.js';
import { adam } from '../training/optimizers/adam.js';
import { stackedBatches, stepsTogether } from '../training/step-batches.js';
import type { RunSteps } from '../training/train-epoch.js';
import { trainingSteps } from '../training/training-steps.js';
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

const MIN_CALLS = 3;
const MAX_CALLS = 100;
/** Steps per epoch; sets how many steps one call takes. */
const STEPS = 840;
const SECONDS = 8;

/** Measures a case; steps go on from each other, as in training. */
export async function measureTraining(
  benchmark: TrainingCase,
  engine: Engine,
  signal: AbortSignal,
): Promise<TrainingMeasurement> {
  const checkpoint = interruptible(signal);
  const stream = randomStream(1, benchmark.name);
  const batch = benchmark.batch(stream.child('batch'));
  const together = stepsTogether(STEPS, engine.stepsPerCall, batch);
  const batches = stackedBatches(new Array(together).fill(batch));
  const optimizer = adam();
  const compiled = engine.compile(benchmark.name, trainingSteps(benchmark.loss, optimizer));
  const run = compiled.run as RunSteps<unknown>;
  let parameters = benchmark.initial(stream.child('weights'));
  let state = optimizer.init(parameters);
  const rate = ndArray([], [1e-4]);
  const call = async (): Promise<number> => {
    await checkpoint();
    const began = performance.now();
    const result = await run(parameters, state, batches, rate);
    parameters = result.parameters;
    state = result.optimizer;
    const loss = result.losses.data[together - 1]!;
    if (!Number.isFinite(loss)) throw new Error(`${benchmark.name}: the loss became ${loss}`);
    return (performance.now() - began) / 1000;
  };
  const first = await call();
  await call();
  const seconds: number[] = [];
  for (let total = 0; seconds.length < MAX_CALLS && (total < SECONDS || seconds.length < MIN_CALLS); ) {
    const taken = await call();
    seconds.push(taken);
    total += taken;
  }
  await compiled.dispose();
  seconds.sort((a, b) => a - b);
  const secondsPerStep = seconds[seconds.length >> 1]! / together;
  return {
    name: benchmark.name,
    samplesPerSecond: benchmark.batchSize / secondsPerStep,
    gflops: benchmark.flops / secondsPerStep / 1e9,
    secondsPerStep,
    compileSeconds: first - (seconds[0]! * (together - 1)) / together,
    peakRssMiB: process.resourceUsage().maxRSS / 1024,
  };
}
