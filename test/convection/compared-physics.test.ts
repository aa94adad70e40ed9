// Two configurations compare as the same physics exactly where their evolutions are the same: every setting and every
// number of the planet is changed in turn, in several kinds of physics.
import { expect, it } from 'vitest';
import { comparedPhysics } from '../../src/convection/evolution/compared-physics.js';
import { simulateEvolution } from '../../src/convection/evolution/evolution.js';
import {
  type EvolutionConfig,
  evolutionSchema,
  resolveEvolution,
} from '../../src/convection/evolution/evolution-config.js';
import type { InitialState } from '../../src/convection/evolution/initial-state.js';
import { boussinesqPhysics } from '../../src/convection/evolution/physics-presets.js';
import type { EvolutionSettings } from '../../src/convection/evolution/settings/evolution-settings.js';
import { planetOf } from '../../src/convection/planets/planet-choice.js';
import { secondsPerYear } from '../../src/foundation/time-units.js';

/** What changes an evolution but not its physics, or only names something. */
const leftOut =
  /^(cells|stretching|ghostCells|outputs|duration|outputIntervals|outputExponent|courantNumber|longestStep|stokesTolerance)|^perturbation\.seed|^initialState|name$/;

const parameters = {
  referenceViscosity: 1e19,
  activationEnergy: 3e5,
  activationVolume: 6e-6,
  enrichment: 10,
  initialTemperature: 1900,
};

const profile: InitialState = { heights: Float64Array.of(2e5, 1.5e6), temperature: Float64Array.of(1950, 1900) };
const field: InitialState = {
  heights: Float64Array.of(2e5, 1.5e6),
  azimuths: Float64Array.of(0.1, 1.4),
  temperature: Float64Array.of(1950, 1900, 1940, 1890),
};

type Tree = Record<string, unknown>;

/** A configuration that is the same for each entry but one, which is changed: by dotted key. */
function changedConfigs(config: EvolutionConfig): [string, EvolutionConfig][] {
  const whole = { ...config, planet: { name: config.planet.name, ...planetOf(config.planet) } } as Tree;
  const base = { ...whole, crustConductivity: 3.5, boundaryLayerThickness: 2e5, crustThickness: 5e4 };
  return leavesOf(base)
    .filter(({ key }) => !leftOut.test(key))
    .map(({ key, path, value }) => {
      const changed = candidatesFor(value)
        .map((candidate) => evolutionSchema.safeParse(replaced(whole, path, candidate)).data)
        .find((candidate) => candidate !== undefined);
      if (changed === undefined) throw new Error(`changedConfigs(): got no possible other value of ${key}`);
      return [key, changed];
    });
}

function leavesOf(value: unknown, path: string[] = []): { key: string; path: string[]; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ key: path.join('.'), path, value }];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}

function candidatesFor(value: unknown): unknown[] {
  if (typeof value === 'number') return [1.1 * value, 0.9 * value, 1.01 * value, value + 4, value + 1];
  if (typeof value === 'boolean') return [!value];
  const names = ['boussinesq', 'extended-boussinesq', 'arrhenius', 'linearized', 'constant', 'depth-dependent'];
  return [...names, 'pressure-and-temperature-dependent', 'cylinder', 'spherical-annulus'].filter(
    (name) => name !== value,
  );
}

function replaced(tree: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(tree))
    return tree.map((item, index) => (String(index) === key ? replaced(item, rest, value) : item));
  return { ...(tree as Tree), [key]: replaced((tree as Tree)[key], rest, value) };
}

/** The start, and what a few steps make of it. */
function outcomeOf(config: EvolutionConfig, given?: InitialState): string {
  const { temperature, depletion, diagnostics } = simulateEvolution(parameters, config, undefined, {}, given);
  return JSON.stringify([...temperature, ...(depletion ?? []), diagnostics]);
}

const tiny: EvolutionSettings = {
  cells: { radial: 16, azimuthal: 8 },
  duration: 1e6 * secondsPerYear,
  outputIntervals: 1,
};

it.each<[string, EvolutionSettings, InitialState?]>([
  ['by default', {}],
  [
    'with everything on',
    {
      rheology: 'viscoplastic',
      yieldStress: 1e6,
      phaseTransitions: true,
      melting: true,
      planet: { name: 'mars', maximumExtractionPressure: 2e9 },
      viscosityLimits: { minimum: 1e19, maximum: 1e25 },
    },
  ],
  ['of the simplest kind, unperturbed', { ...boussinesqPhysics, perturbation: { amplitude: 0 } }],
  ['from a profile', { ...boussinesqPhysics, initialState: { file: 'start.CSV' } }, profile],
  ['from a field', { conductivity: 'constant', initialState: { file: 'start.h5' } }, field],
])('physics %s differ in exactly the settings that change the evolution', (_, settings, given) => {
  const config = resolveEvolution({ ...tiny, ...settings });
  const [physics, outcome] = [JSON.stringify(comparedPhysics(config)), outcomeOf(config, given)];
  const changed = changedConfigs(config);
  expect(changed.length).toBeGreaterThan(45);
  const compared = changed.filter(([, other]) => JSON.stringify(comparedPhysics(other)) !== physics);
  const decisive = changed.filter(([, other]) => outcomeOf(other, given) !== outcome);
  expect(compared.map(([key]) => key)).toEqual(decisive.map(([key]) => key));
});
