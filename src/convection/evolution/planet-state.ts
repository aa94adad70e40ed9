// The whole changing state of a planet as plain data, so that an evolution can be stopped and resumed to the same bits.
import { TharsisError } from '../../foundation/errors.js';
import { type FlowState, restoreFlow, saveFlow } from '../stokes/flow-state.js';
import type { Planet } from './planet.js';

/** Numbers and typed arrays only; nondimensional. It belongs to one set of parameters, configuration and version. */
export interface PlanetState {
  readonly temperature: Float64Array;
  readonly flow: FlowState;
  readonly coreTemperature: number;
  readonly time: number;
  readonly steps: number;
  readonly stableStep: number;
}

/** A copy of the state, between two steps. */
export function saveState({ temperature, mantle, coreTemperature, time, steps, stableStep }: Planet): PlanetState {
  return { temperature: temperature.slice(), flow: saveFlow(mantle), coreTemperature, time, steps, stableStep };
}

/**
 * Puts a planet of the same parameters and configuration where `saveState` found one.
 *
 * @throws TharsisError `convection-state` for the state of another grid, or a damaged one
 */
export function restoreState(planet: Planet, state: PlanetState): void {
  const { temperature, flow, coreTemperature, time, steps, stableStep } = state;
  if (temperature.length !== planet.temperature.length || !restoreFlow(planet.mantle, flow)) {
    throw new TharsisError(
      'convection-state',
      `a state of ${temperature.length} cells cannot go on as an evolution of ${planet.temperature.length}`,
      'delete it and start again',
    );
  }
  planet.temperature.set(temperature);
  Object.assign(planet, { coreTemperature, time, steps, stableStep });
}
