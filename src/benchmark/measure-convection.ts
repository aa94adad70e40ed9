// Times a thermal evolution on one thread, and says where the time goes.
import { simulateEvolution } from '../convection/evolution/evolution.js';
import { boussinesqPhysics, defaultEvolution } from '../convection/evolution/evolution-config.js';
import type { ConvectionCase } from './convection-suite.js';
import { type TimeShares, withTimeShares } from './time-shares.js';

/** What an evolution costs. */
export interface ConvectionMeasurement {
  readonly name: string;
  readonly cells: readonly [number, number];
  readonly referenceViscosity: number;
  /** The part of the 4.5 Gyr that was simulated and timed. */
  readonly measuredFraction: number;
  /** Processor seconds of what was timed. */
  readonly seconds: number;
  /** Of 4.5 Gyr: `seconds`, or extrapolated from the measured fraction as if all of it cost alike. */
  readonly secondsPerEvolution: number;
  readonly steps: number;
  readonly secondsPerStep: number;
  /** Cells × steps per second. */
  readonly cellUpdatesPerSecond: number;
  readonly iterations: number;
  readonly factorizations: number;
  readonly shares: TimeShares;
  /** Of the process so far. */
  readonly peakRssMiB: number;
}

/** The planet that all cases share: the middle of the paper's box, roughly. */
const planet = { activationEnergy: 3e5, activationVolume: 6e-6, enrichment: 10, initialTemperature: 1700 };
const WARM_UP_YEARS_PART = 0.002;

/** Measures a case. Blocks its thread. */
export async function measureConvection(benchmark: ConvectionCase): Promise<ConvectionMeasurement> {
  const { name, cells, referenceViscosity, fraction } = benchmark;
  const simulate = (part: number) =>
    simulateEvolution(
      { referenceViscosity, ...planet },
      { ...defaultEvolution, ...boussinesqPhysics, cells, duration: defaultEvolution.duration * part },
    );
  // So that what is timed is compiled.
  if (fraction > 10 * WARM_UP_YEARS_PART) simulate(WARM_UP_YEARS_PART);
  const began = process.cpuUsage();
  const { result, shares } = await withTimeShares(() => simulate(fraction));
  const { user, system } = process.cpuUsage(began);
  const seconds = (user + system) / 1e6;
  const { steps, stokesIterations, factorizations } = result.solver as Record<string, number>;
  return {
    name,
    cells: [cells.radial, cells.azimuthal],
    referenceViscosity,
    measuredFraction: fraction,
    seconds,
    secondsPerEvolution: seconds / fraction,
    steps,
    secondsPerStep: seconds / steps,
    cellUpdatesPerSecond: (cells.radial * cells.azimuthal * steps) / seconds,
    iterations: stokesIterations,
    factorizations,
    shares,
    peakRssMiB: process.resourceUsage().maxRSS / 1024,
  };
}

/** The exponent of cells in the seconds of a step, by least squares over the logarithms; undefined for a single grid. */
export function scalingExponent(measurements: readonly ConvectionMeasurement[]): number | undefined {
  const points = measurements.map(({ cells, secondsPerStep }) => [
    Math.log(cells[0] * cells[1]),
    Math.log(secondsPerStep),
  ]);
  const mean = (k: number) => points.reduce((sum, point) => sum + point[k], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const together = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return spread > 0 ? together / spread : undefined;
}
