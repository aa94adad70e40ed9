// Times a thermal evolution on one thread; a separate, shorter run under the profiler, which slows it down, measures
// where the time goes.
import { simulateEvolution } from '../convection/evolution/evolution.js';
import { defaultEvolution } from '../convection/evolution/evolution-config.js';
import { fractionOf, type TimedCase, type TimedPhysics, timedPhysics } from './convection-suite.js';
import { threadSeconds } from './thread-seconds.js';
import { type TimeShares, withTimeShares } from './time-shares.js';
import { type SolverWork, wholeOverBeginning } from './whole-evolution.js';

/** What an evolution costs. */
export interface ConvectionMeasurement {
  readonly name: string;
  readonly cells: readonly [number, number];
  readonly physics: TimedPhysics;
  readonly referenceViscosity: number;
  /** The part of the 4.5 Gyr that was simulated and timed. */
  readonly measuredFraction: number;
  /** Wall time of the timed part. */
  readonly seconds: number;
  /** Processor time of the thread: less than `seconds` on a busy machine. Only on Linux. */
  readonly processorSeconds?: number;
  /** Of 4.5 Gyr: `seconds`, or extrapolated from the measured fraction (`whole-evolution.ts`). */
  readonly secondsPerEvolution: number;
  readonly steps: number;
  readonly secondsPerStep: number;
  /** Cells × steps per second. */
  readonly cellUpdatesPerSecond: number;
  readonly iterations: number;
  readonly factorizations: number;
  /** Of the profiled evolution: what was timed, at most the first tenth of 4.5 Gyr. */
  readonly shares: TimeShares;
  /** Of the process so far. */
  readonly peakRssMiB: number;
}

/** The planet that all cases share: the middle of the paper's box, roughly. */
const planet = { activationEnergy: 3e5, activationVolume: 6e-6, enrichment: 10, initialTemperature: 1700 };
const WARM_UP_INTERVALS = 2;
const PROFILED_INTERVALS = 22;
const PATHFINDER = { radial: 32, azimuthal: 42 };

/** Measures a case. Blocks its thread. */
export async function measureConvection(benchmark: TimedCase): Promise<ConvectionMeasurement> {
  const { name, cells, physics, referenceViscosity, intervals } = benchmark;
  // Lets V8 compile before the timing starts.
  if (intervals > 10 * WARM_UP_INTERVALS) simulate(benchmark, WARM_UP_INTERVALS);
  const [began, processorBegan] = [performance.now(), threadSeconds()];
  const { steps, iterations, factorizations } = simulate(benchmark, intervals);
  const seconds = (performance.now() - began) / 1000;
  const processorSeconds = processorBegan === undefined ? undefined : threadSeconds()! - processorBegan;
  const { shares } = await withTimeShares(() => simulate(benchmark, Math.min(intervals, PROFILED_INTERVALS)));
  return {
    name,
    cells: [cells.radial, cells.azimuthal],
    physics,
    referenceViscosity,
    measuredFraction: fractionOf(intervals),
    seconds,
    processorSeconds,
    secondsPerEvolution: seconds * growthOver(benchmark, shares),
    steps,
    secondsPerStep: seconds / steps,
    cellUpdatesPerSecond: (cells.radial * cells.azimuthal * steps) / seconds,
    iterations,
    factorizations,
    shares,
    peakRssMiB: process.resourceUsage().maxRSS / 1024,
  };
}

/** The first output intervals of a case's evolution, as its whole evolution has them. */
function simulate({ physics, referenceViscosity, cells }: TimedCase, intervals: number): SolverWork {
  const { solver } = simulateEvolution(
    { referenceViscosity, ...planet },
    {
      ...defaultEvolution,
      ...timedPhysics[physics],
      cells,
      outputIntervals: intervals,
      duration: defaultEvolution.duration * fractionOf(intervals),
    },
  );
  const {
    steps,
    stokesIterations: iterations,
    factorizations,
  } = solver as Record<'steps' | 'stokesIterations' | 'factorizations', number>;
  return { steps, iterations, factorizations };
}

function growthOver(benchmark: TimedCase, shares: TimeShares): number {
  const all = defaultEvolution.outputIntervals;
  if (benchmark.intervals === all) return 1;
  const pathfinder = { ...benchmark, cells: PATHFINDER };
  return wholeOverBeginning(shares, simulate(pathfinder, benchmark.intervals), simulate(pathfinder, all));
}

/**
 * The exponent of cells in the seconds of a step, by least squares over the logarithms; undefined for a single grid.
 */
export function scalingExponent(measurements: readonly ConvectionMeasurement[]): number | undefined {
  const points = measurements.map(
    ({ cells, secondsPerStep }) => [Math.log(cells[0] * cells[1]), Math.log(secondsPerStep)] as const,
  );
  const mean = (k: 0 | 1) => points.reduce((sum, point) => sum + point[k], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const together = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return spread > 0 ? together / spread : undefined;
}
