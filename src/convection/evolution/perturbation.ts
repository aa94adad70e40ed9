// The azimuthal form of the initial perturbation: a sum of cosines, since the sides of the sector are mirrors. By default
// it is the same in all simulations, so that a surrogate can learn where plumes rise; a seed draws another realization.
import { type RandomStream, randomStream } from '../../foundation/random-stream.js';
import type { Grid } from '../grid.js';
import type { EvolutionConfig } from './evolution-config.js';

/**
 * The perturbation of each column of cells, relative to its amplitude; its mean over the sector is zero.
 *
 * Without a seed the weights add up to 1, which is the value at φ = 0. With a seed each weight is multiplied by a
 * standard normal number: at a mirror the phase of a mode can only be 0 or π, the sign of that number. The largest
 * absolute value over the columns is then 1.
 */
export function azimuthalWaves(grid: Grid, { modes, seed }: EvolutionConfig['perturbation']): Float64Array {
  const weights = seed === undefined ? shares(modes) : drawn(modes, randomStream(seed, 'initial perturbation'));
  const width = grid.azimuthal * grid.dphi;
  const waves = new Float64Array(grid.azimuthal);
  for (let j = 0; j < waves.length; j++) {
    waves[j] = modes.reduce(
      (sum, { mode }, index) => sum + weights[index]! * Math.cos((mode * Math.PI * grid.phiCell[j]!) / width),
      0,
    );
  }
  if (seed === undefined) return waves;
  const largest = waves.reduce((maximum, wave) => Math.max(maximum, Math.abs(wave)), 0);
  return waves.map((wave) => wave / largest);
}

type Modes = EvolutionConfig['perturbation']['modes'];

function shares(modes: Modes): number[] {
  const total = modes.reduce((sum, { weight }) => sum + weight, 0);
  return modes.map(({ weight }) => weight / total);
}

/** Each mode has a stream of its own, so that another mode in the list does not change it. */
function drawn(modes: Modes, stream: RandomStream): number[] {
  return modes.map(({ mode, weight }) => weight * stream.child(`mode ${mode}`).normal());
}
