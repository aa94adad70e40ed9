// What of a configuration makes simulations comparable: their physics and how they start, but not the numerics, nor what
// is kept of them. Parameters are no part of it: they vary within an archive.
import { planetOf } from '../planets/planet-choice.js';
import { scalesOf } from '../scales.js';
import type { EvolutionConfig } from './settings/evolution-settings.js';
import { boundaryLayerOf, crustOf } from './usual-values.js';

/** The settings that are no physics; all others are, those that are yet to come too. */
const numerics = [
  'cells',
  'stretching',
  'ghostCells',
  'outputs',
  'duration',
  'outputIntervals',
  'outputExponent',
  'courantNumber',
  'longestStep',
  'stokesTolerance',
] as const satisfies readonly (keyof EvolutionConfig)[];

/** Entries that decide something only in some configurations, by the beginning of their key. */
const decidesWhere: Readonly<Record<string, (config: EvolutionConfig) => boolean>> = {
  yieldStress: ({ rheology }) => rheology === 'viscoplastic',
  'planet.expansivityContrast': ({ expansivity }) => expansivity === 'depth-dependent',
  'planet.phaseTransitions': ({ phaseTransitions }) => phaseTransitions,
  'planet.solidus': ({ melting }) => melting,
  'planet.liquidus': ({ melting }) => melting,
  'planet.latentHeatOfMelting': ({ melting }) => melting,
  'planet.maximumExtractionPressure': ({ melting }) => melting,
  'planet.partitionCoefficient': ({ melting }) => melting,
  'planet.residueDepletion': ({ melting }) => melting,
  'planet.residueDensityDeficit': ({ melting }) => melting,
  perturbation: ({ initialState }) => initialState === undefined,
  boundaryLayerThickness: ({ initialState }) => initialState === undefined,
};

/**
 * Physics and start by dotted key, usual values filled in, as text. The seed of the perturbation is left out: it makes
 * realizations of the same physics.
 *
 * @param initialState identifies the file of the initial state, whose path may differ from machine to machine
 */
export function comparedPhysics(
  config: EvolutionConfig,
  initialState: string | undefined = config.initialState?.file,
): Record<string, string> {
  const { name, ...choice } = config.planet;
  const whole = planetOf({ name, ...choice });
  const { crustThickness: _thickness, crustConductivity: _conductivity, ...planet } = whole;
  const crust = crustOf(config);
  const { seed: _seed, ...perturbation } = config.perturbation;
  const settings = Object.entries(config).filter(([key]) => !(numerics as readonly string[]).includes(key));
  const flat = entriesOf({
    ...Object.fromEntries(settings),
    planet: { name, ...planet },
    coreHeatCapacity: coreHeatCapacityText(scalesOf(whole).coreHeatCapacity),
    crustThickness: crust.thickness,
    crustConductivity: crust.conductivity,
    boundaryLayerThickness: boundaryLayerOf(config, planet.planetRadius - planet.coreRadius),
    perturbation,
    ...(config.initialState && { initialState: { ...config.initialState, file: initialState } }),
  });
  return Object.fromEntries(flat.filter(([key]) => decides(key, config)));
}

/** J/m³/K to six digits: what a file states of it, and what is computed where it does not, compare equal. */
export function coreHeatCapacityText(heatCapacity: number): string {
  return String(Number(heatCapacity.toPrecision(6)));
}

function decides(key: string, config: EvolutionConfig): boolean {
  const [, condition] =
    Object.entries(decidesWhere).find(([start]) => key === start || key.startsWith(`${start}.`)) ?? [];
  return condition?.(config) ?? true;
}

/** Objects become dotted keys; lists stay whole. */
function entriesOf(value: object, prefix = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, item]): [string, string][] => {
    if (item === undefined) return [];
    if (typeof item !== 'object' || Array.isArray(item)) return [[`${prefix}${key}`, textOf(item)]];
    return entriesOf(item, `${prefix}${key}.`);
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
