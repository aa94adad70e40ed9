// The whole changing state of a planet as plain data, so that an evolution can be stopped and resumed to the same bits.
import { TharsisError } from '../../foundation/errors.js';
import type { FrictionRange } from '../energy/mechanical-heating.js';
import type { Depletion } from '../energy/melt-extraction.js';
import { type FlowState, restoreFlow, saveFlow } from '../stokes/flow-state.js';
import { firstMismatch } from './plain-data.js';
import type { Planet } from './planet.js';
import { growCrust } from './planet-physics.js';

/** Numbers and typed arrays only; nondimensional. It belongs to one set of parameters, configuration and version. */
export interface PlanetState {
  readonly temperature: Float64Array;
  readonly flow: FlowState;
  /** Where rock can melt. */
  readonly depletion?: DepletionState;
  /** In the extended Boussinesq approximation. */
  readonly friction?: Readonly<FrictionRange>;
  /** Enthalpies that were not inverted, where there are phase transitions. */
  readonly unconvergedEnthalpies?: number;
  readonly coreTemperature: number;
  readonly time: number;
  readonly steps: number;
  readonly stableStep: number;
  /** `stepFactor` of the planet, under its stored name. */
  readonly caution: number;
  readonly phaseWork: number;
  readonly latentStart: number;
  readonly latentSince: number;
}

export type DepletionState = Readonly<Pick<Depletion, 'degree' | 'concentration' | 'extracted' | 'erupted'>>;

/** A copy of the state, between two steps. */
export function saveState(planet: Planet): PlanetState {
  const { temperature, mantle, physics, coreTemperature, time, steps, stableStep } = planet;
  const { stepFactor: caution, phaseWork, latentStart, latentSince } = planet;
  const { friction, phases } = physics.extendedBoussinesq ?? {};
  return {
    temperature: temperature.slice(),
    flow: saveFlow(mantle),
    ...(physics.depletion && { depletion: copied(physics.depletion) }),
    ...(friction && { friction: { ...friction } }),
    ...(phases && { unconvergedEnthalpies: phases.unconverged }),
    coreTemperature,
    time,
    steps,
    stableStep,
    caution,
    phaseWork,
    latentStart,
    latentSince,
  };
}

function copied({ degree, concentration, extracted, erupted }: Depletion): DepletionState {
  return { degree: degree.slice(), concentration: concentration.slice(), extracted, erupted };
}

/**
 * Puts a planet of the same parameters and configuration where `saveState` found one.
 *
 * @throws TharsisError `convection-state` for the state of another grid or physics, or a damaged one
 */
export function restoreState(planet: Planet, state: PlanetState): void {
  checkState(planet, state);
  const { temperature, flow, coreTemperature, time, steps, stableStep } = state;
  const { caution, phaseWork, latentStart, latentSince } = state;
  planet.temperature.set(temperature);
  restoreDepletion(planet, state);
  const { extendedBoussinesq } = planet.physics;
  if (extendedBoussinesq !== undefined) Object.assign(extendedBoussinesq.friction, state.friction);
  if (extendedBoussinesq?.phases !== undefined)
    extendedBoussinesq.phases.unconverged = state.unconvergedEnthalpies ?? 0;
  if (!restoreFlow(planet.mantle, flow)) throw unusableState('flow.factored of a state has no factor');
  Object.assign(planet, {
    coreTemperature,
    time,
    steps,
    stableStep,
    stepFactor: caution,
    phaseWork,
    latentStart,
    latentSince,
  });
}

function meltingOf(depletion: unknown): string {
  return depletion === undefined ? 'without melting' : 'with melting';
}

/** Of a state that belongs to something else or is damaged. */
export function unusableState(what: string): TharsisError {
  return new TharsisError('convection-state', what, 'delete it and start again');
}

function checkState(planet: Planet, state: PlanetState): void {
  const pattern = saveState(planet);
  const factored = state?.flow?.factored && { factored: { ...pattern.flow.viscosity, ...planet.mantle.resistance } };
  const spoiled = firstMismatch({ ...pattern, flow: { ...pattern.flow, ...factored } }, state, 'planet');
  if (spoiled === undefined) return;
  const cells = state?.temperature?.length;
  const { temperature, depletion } = pattern;
  if (cells === temperature.length && meltingOf(state.depletion) === meltingOf(depletion)) {
    throw unusableState(`${spoiled} of a state is missing, too long or short, or not finite`);
  }
  throw unusableState(
    `a state of ${cells ?? 'no'} cells, ${meltingOf(state?.depletion)}, cannot go on as an evolution of ` +
      `${temperature.length}, ${meltingOf(depletion)}`,
  );
}

function restoreDepletion({ physics }: Planet, { depletion: saved }: PlanetState): void {
  const { depletion } = physics;
  if (depletion === undefined || saved === undefined) return;
  depletion.degree.set(saved.degree);
  depletion.concentration.set(saved.concentration);
  depletion.extracted = saved.extracted;
  depletion.erupted = saved.erupted;
  growCrust(physics);
}
