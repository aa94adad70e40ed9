// What of a configuration makes simulations comparable: their physics and how they start, but not the numerics, nor what
// is kept of them. Parameters are no part of it: they vary within an archive.
import { planetOf } from '../planets/planet-choice.js';
import { scalesOf } from '../scales.js';
import type { EvolutionConfig } from './settings/evolution-settings.js';
import { isProfile } from './settings/start.js';
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

const START = 'initialState.file';

/** Entries that decide something only in some configurations, by the beginning of their key. */
const decidesWhere: Readonly<Record<string, (config: EvolutionConfig) => boolean>> = {
  yieldStress: ({ rheology }) => rheology === 'viscoplastic',
  'planet.expansivityContrast': ({ expansivity }) => expansivity === 'depth-dependent',
  // The conductivity of the mantle changes where olivine does, also without its latent heat and buoyancy.
  'planet.phaseTransitions': ({ phaseTransitions, conductivity }) => phaseTransitions || conductivity !== 'constant',
  'planet.solidus': ({ melting }) => melting,
  'planet.liquidus': ({ melting }) => melting,
  'planet.latentHeatOfMelting': ({ melting }) => melting,
  'planet.maximumExtractionPressure': ({ melting }) => melting,
  'planet.partitionCoefficient': ({ melting }) => melting,
  'planet.residueDepletion': ({ melting }) => melting,
  'planet.residueDensityDeficit': ({ melting }) => melting,
  // A profile to start from is perturbed, a field is not.
  perturbation: ({ initialState }) => initialState === undefined || isProfile(initialState.file),
  'perturbation.modes': ({ perturbation }) => perturbation.amplitude > 0,
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
  // The conductivity goes by pressures alone.
  const phaseTransitions = whole.phaseTransitions.map(({ name: _name, ...transition }) =>
    config.phaseTransitions ? transition : { pressure: transition.pressure },
  );
  const { seed: _seed, ...perturbation } = config.perturbation;
  const settings = Object.entries(config).filter(([key]) => !(numerics as readonly string[]).includes(key));
  const flat = entriesOf({
    ...Object.fromEntries(settings),
    planet: { name, ...planet, phaseTransitions },
    coreHeatCapacity: coreHeatCapacityText(scalesOf(whole).coreHeatCapacity),
    crustThickness: crust.thickness,
    crustConductivity: crust.conductivity,
    boundaryLayerThickness: boundaryLayerOf(config, planet.planetRadius - planet.coreRadius),
    perturbation,
    ...(config.initialState && { initialState: { ...config.initialState, file: initialState } }),
  });
  return Object.fromEntries(flat.filter(([key]) => decides(key, config)));
}

/**
 * The same of a configuration that this version does not understand, as of a newer one: every entry as it stands, but
 * for the numerics and the seed.
 *
 * @param settings as read from JSON
 */
export function comparedAsWritten(settings: object, initialState?: string): Record<string, string> {
  const written = Object.fromEntries(entriesOf(settings));
  if (initialState !== undefined && written[START] !== undefined) written[START] = initialState;
  const ignored = [...numerics, 'perturbation.seed'];
  return Object.fromEntries(Object.entries(written).filter(([key]) => !ignored.some((start) => isWithin(start, key))));
}

/** J/m³/K to six digits: what a file states of it, and what is computed where it does not, compare equal. */
export function coreHeatCapacityText(heatCapacity: number): string {
  return String(Number(heatCapacity.toPrecision(6)));
}

function decides(key: string, config: EvolutionConfig): boolean {
  return Object.entries(decidesWhere).every(([start, decidesIn]) => !isWithin(start, key) || decidesIn(config));
}

/** Whether a dotted key is this one or stands under it. */
function isWithin(start: string, key: string): boolean {
  return key === start || key.startsWith(`${start}.`);
}

/** Objects become dotted keys; lists stay whole. */
function entriesOf(value: object, prefix = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, item]): [string, string][] => {
    if (item === undefined) return [];
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return [[`${prefix}${key}`, textOf(item)]];
    return entriesOf(item, `${prefix}${key}.`);
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
