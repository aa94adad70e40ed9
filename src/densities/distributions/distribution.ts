// A standard distribution: a normalized density that can be sampled from exactly.
import type { Density } from '../density.js';
import type { Sampler } from '../sampler.js';

export interface Distribution extends Density, Sampler {
  readonly name: string;
  readonly normalized: true;
  readonly gradient: NonNullable<Density['gradient']>;
}
