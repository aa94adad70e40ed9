// tharsis bench convection: seconds of thermal evolutions, where they go, and how they grow with the grid.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { convectionSuite, type TimedCase, type TimedPhysics } from '../../benchmark/convection-suite.js';
import type { ConvectionMeasurement } from '../../benchmark/measure-convection.js';
import { TharsisError, throwIfInterrupted } from '../../foundation/errors.js';
import { suggestion } from '../../foundation/nearest-name.js';
import type { Reporter } from '../../foundation/reporter.js';
import { describeMeasurement } from '../../runs/environment.js';
import type { Outcome } from '../command-frame.js';

export interface ConvectionOptions {
  readonly only?: string;
  readonly whole?: boolean;
  readonly physics?: TimedPhysics;
}

/** Measures one case, or all; `whole` simulates all 4.5 Gyr on all grids. */
export async function benchConvection(
  { only, whole = false, physics = 'default' }: ConvectionOptions,
  signal: AbortSignal,
  reporter: Reporter,
): Promise<Outcome> {
  const { scalingExponent } = await import('../../benchmark/measure-convection.js');
  const suite = convectionSuite(whole, physics);
  const chosen = only === undefined ? suite : suite.filter(({ name }) => name === only);
  if (chosen.length === 0) {
    const names = suite.map(({ name }) => name);
    throw new TharsisError('bench-case-unknown', `the suite has no case '${only}'`, suggestion(only!, names));
  }
  const results: ConvectionMeasurement[] = [];
  for (const benchmark of chosen) {
    reporter.note(benchmark.name);
    results.push(await inWorker(benchmark, signal));
  }
  const scaling = [...new Set(results.map(({ referenceViscosity }) => referenceViscosity))].map(
    (referenceViscosity) => ({
      referenceViscosity,
      exponent: scalingExponent(results.filter((result) => result.referenceViscosity === referenceViscosity)),
    }),
  );
  const exponents = scaling
    .filter(({ exponent }) => exponent !== undefined)
    .map(({ referenceViscosity, exponent }) => `${referenceViscosity.toExponential(0)}: ${exponent!.toFixed(2)}`);
  return {
    document: { provenance: describeMeasurement(), physics, results, scaling },
    lines: [
      `physics: ${physics}`,
      heading,
      ...results.map(line),
      ...(results.some(({ measuredFraction }) => measuredFraction < 1)
        ? [
            '* extrapolated from the beginning, by what a whole evolution on 32 x 42 cells takes; --whole simulates all of it',
          ]
        : []),
      ...(exponents.length > 0 ? [`exponent of cells in seconds per step: ${exponents.join(', ')}`] : []),
    ],
  };
}

async function inWorker(benchmark: TimedCase, signal: AbortSignal): Promise<ConvectionMeasurement> {
  const worker = new Worker(new URL('../../benchmark/convection-worker.js', import.meta.url), {
    workerData: benchmark,
  });
  try {
    const [measurement] = await once(worker, 'message', { signal });
    return measurement as ConvectionMeasurement;
  } catch (error) {
    throwIfInterrupted(signal);
    throw error;
  } finally {
    await worker.terminate();
  }
}

const heading =
  'case               s/4.5 Gyr  on processor    steps  ms/step  Mcells/s  iterations/step  assembly factor  substitution  iteration  energy  rest';

function line(measurement: ConvectionMeasurement): string {
  const { name, measuredFraction, secondsPerEvolution, steps, secondsPerStep, shares } = measurement;
  const { seconds, processorSeconds } = measurement;
  const percent = (share: number, width: number) => `${(100 * share).toFixed(0)} %`.padStart(width);
  return [
    name.padEnd(16),
    `${secondsPerEvolution.toFixed(1)}${measuredFraction < 1 ? '*' : ' '}`.padStart(12),
    (processorSeconds === undefined ? '' : `${((100 * processorSeconds) / seconds).toFixed(0)} %`).padStart(14),
    String(steps).padStart(9),
    (1000 * secondsPerStep).toFixed(2).padStart(9),
    (measurement.cellUpdatesPerSecond / 1e6).toFixed(2).padStart(10),
    (measurement.iterations / steps).toFixed(2).padStart(17),
    percent(shares.assembly, 10),
    percent(shares.factorization, 7),
    percent(shares.substitution, 14),
    percent(shares.iteration, 11),
    percent(shares.energy, 8),
    percent(shares.rest, 6),
  ].join('');
}
