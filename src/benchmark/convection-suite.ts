// The convection suite: thermal evolutions of 4.5 Gyr with the default settings and the paper's physics, or the simplest,
// from small grids to the paper's, at three reference viscosities of its box.
import { boussinesqPhysics, type PhysicsConfig, paperPhysics } from '../convection/evolution/evolution-config.js';

/** The physics that can be timed: what simulations have by default, and the fastest. */
export const timedPhysics = { paper: paperPhysics, boussinesq: boussinesqPhysics } as const satisfies Readonly<
  Record<string, PhysicsConfig>
>;
export type TimedPhysics = keyof typeof timedPhysics;

/** An evolution to be timed. */
export interface ConvectionCase {
  readonly name: string;
  readonly cells: { readonly radial: number; readonly azimuthal: number };
  readonly physics: TimedPhysics;
  /** Pa s. */
  readonly referenceViscosity: number;
  /** The part of the 4.5 Gyr that is simulated, from their start; 1 is all. */
  readonly fraction: number;
}

/** Cells, and the part of the evolution that fits into a few minutes. */
const grids: readonly (readonly [number, number, number])[] = [
  [32, 42, 1],
  [64, 84, 1],
  [128, 168, 1],
  [302, 394, 0.03],
];

/** The cases, in the order in which they are shown; `whole` simulates all 4.5 Gyr on all grids. */
export function convectionSuite(whole: boolean, physics: TimedPhysics): readonly ConvectionCase[] {
  return grids.flatMap(([radial, azimuthal, fraction]) =>
    ['1e20', '1e21', '1e22'].map((viscosity) => ({
      name: `${radial}x${azimuthal}-${viscosity}`,
      cells: { radial, azimuthal },
      physics,
      referenceViscosity: Number(viscosity),
      fraction: whole ? 1 : fraction,
    })),
  );
}
