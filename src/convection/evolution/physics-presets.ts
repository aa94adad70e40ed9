// Two choices of physics that benchmarks and comparisons name.
import type { EvolutionConfig } from './settings/evolution-settings.js';
import type { physicsSettings } from './settings/physics.js';

/** Which physics an evolution has, on whatever planet. */
export type PhysicsConfig = Pick<EvolutionConfig, Exclude<keyof typeof physicsSettings, 'planet'>>;

/** The physics of the simulations behind the paper, as far as it is known, but for melting (docs/physics.md). */
export const paperPhysics: PhysicsConfig = {
  equations: 'extended-boussinesq',
  rheology: 'arrhenius',
  yieldStress: 1e8,
  expansivity: 'depth-dependent',
  conductivity: 'pressure-and-temperature-dependent',
  crustConductivity: 3,
  phaseTransitions: true,
  melting: false,
};

/** The simplest physics of thermal convection; the fastest. */
export const boussinesqPhysics: PhysicsConfig = {
  equations: 'boussinesq',
  rheology: 'arrhenius',
  yieldStress: 1e8,
  expansivity: 'constant',
  conductivity: 'constant',
  crustConductivity: 4,
  phaseTransitions: false,
  melting: false,
};
