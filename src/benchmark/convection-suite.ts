// The convection suite: thermal evolutions of 4.5 Gyr with the default settings, from small grids to the paper's, at
// three reference viscosities of its box.
import { defaultEvolution } from '../convection/evolution/evolution-config.js';
import { boussinesqPhysics, type PhysicsConfig, paperPhysics } from '../convection/evolution/physics-presets.js';

/** The physics that can be timed: what simulations have by default, that of the paper, and the fastest. */
export const timedPhysics = {
  default: defaultEvolution,
  paper: paperPhysics,
  boussinesq: boussinesqPhysics,
} as const satisfies Readonly<Record<string, PhysicsConfig>>;
export type TimedPhysics = keyof typeof timedPhysics;

/** An evolution to be timed. */
export interface TimedCase {
  readonly name: string;
  readonly cells: { readonly radial: number; readonly azimuthal: number };
  readonly physics: TimedPhysics;
  /** Pa s. */
  readonly referenceViscosity: number;
  /** How many of the output intervals are simulated, from the start; `defaultEvolution.outputIntervals` are all. */
  readonly intervals: number;
}

const ALL = defaultEvolution.outputIntervals;

/** Cells, and the output intervals that fit into a minute or two. */
const grids: readonly (readonly [number, number, number])[] = [
  [32, 42, ALL],
  [64, 84, ALL],
  [128, 168, 20],
  [302, 394, 8],
];

/** The part of the 4.5 Gyr in the first output intervals. */
export function fractionOf(intervals: number): number {
  return (intervals / ALL) ** defaultEvolution.outputExponent;
}

/** The cases, in the order in which they are shown; `whole` simulates all 4.5 Gyr on all grids. */
export function convectionSuite(whole: boolean, physics: TimedPhysics): readonly TimedCase[] {
  return grids.flatMap(([radial, azimuthal, intervals]) =>
    ['1e20', '1e21', '1e22'].map((viscosity) => ({
      name: `${radial}x${azimuthal}-${viscosity}`,
      cells: { radial, azimuthal },
      physics,
      referenceViscosity: Number(viscosity),
      intervals: whole ? ALL : intervals,
    })),
  );
}
