/**
 * The physics: thermal evolutions of a convecting mantle with its core, and samples of its parameters.
 *
 * @example
 * ```js
 * import { parameterRanges, sampleParameters } from 'tharsis/convection';
 * import { randomStream } from 'tharsis/foundation';
 *
 * const [first] = sampleParameters(parameterRanges, 4, 'sobol', randomStream(1));
 * console.log(first);
 * ```
 */

export type { GeometryName } from '../foundation/geometries/registry.js';
export type { RandomStream } from '../foundation/random-stream.js';
export type { FrictionRange } from './energy/mechanical-heating.js';
export type { Depletion } from './energy/melt-extraction.js';
export type { Diagnostics, SeriesName } from './evolution/diagnostics.js';
export {
  type Evolution,
  type EvolutionCheckpoints,
  type EvolutionReport,
  type EvolutionState,
  simulateEvolution,
} from './evolution/evolution.js';
export { defaultEvolution, type EvolutionConfig, type EvolutionSettings } from './evolution/evolution-config.js';
export { initialTemperatureField } from './evolution/initial-field.js';
export type { InitialState } from './evolution/initial-state.js';
export { boussinesqPhysics, type PhysicsConfig, paperPhysics } from './evolution/physics-presets.js';
export type { DepletionState, PlanetState } from './evolution/planet-state.js';
export type { ConductivityLaw } from './material/conductivity.js';
export type { ExpansivityLaw } from './material/expansivity.js';
export type { MantleParameters } from './parameters/mantle-parameters.js';
export { type ParameterRange, type ParameterRanges, parameterRanges } from './parameters/parameter-ranges.js';
export { type SamplingMethod, sampleParameters } from './parameters/parameter-sampling.js';
export type { FlowState } from './stokes/flow-state.js';
export type { Viscosities } from './stokes/stokes.js';
