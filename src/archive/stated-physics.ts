// The physics that simulations state, and whether several state the same: those of different physics are no samples of
// one map from parameters to fields.
import { comparedAsWritten, comparedPhysics, coreHeatCapacityText } from '../convection/evolution/compared-physics.js';
import { storedEvolution } from '../convection/evolution/evolution-config.js';
import { sha256 } from '../foundation/digest.js';
import { TharsisError } from '../foundation/errors.js';
import { parseJson } from '../foundation/json-text.js';
import type { SimulationHeader } from './layout.js';

/** Texts by key; undefined where nothing is stated. */
export type StatedPhysics = Readonly<Record<string, string>> | undefined;

/** What is known of a simulation here; it is named by its file, or else by its id. */
export type StatedSimulation = Pick<SimulationHeader, 'id' | 'solver'> & { readonly file?: string };

/** What is stated by files whose configuration is not one of Tharsis. */
const FOREIGN_KEYS = ['planet', 'equations', 'coreHeatCapacity'] as const;
/** How many differing keys, and kinds of physics, are named; further ones are only counted. */
const NAMED_KEYS = 8;
const NAMED_KINDS = 4;

/** Whether Tharsis made a simulation. */
export function isOfTharsis(solver: SimulationHeader['solver']): boolean {
  return String(solver.software).startsWith('tharsis ');
}

/** What a file says of its physics by its attributes `solver_...`. */
export function statedPhysics(solver: SimulationHeader['solver']): StatedPhysics {
  const { configuration, planetConstants } = solver;
  const initialState = textOrNothing(solver.initialStateSha256);
  const config = storedEvolution(configuration, planetConstants);
  if (config !== undefined) return { ...comparedPhysics(config, initialState), ...statedCapacity(solver) };
  if (configuration !== undefined && isOfTharsis(solver)) {
    return { ...asWritten(configuration, planetConstants, initialState), ...statedCapacity(solver) };
  }
  const stated = FOREIGN_KEYS.flatMap((key) => (solver[key] === undefined ? [] : [[key, String(solver[key])]]));
  return stated.length === 0 ? undefined : Object.fromEntries(stated);
}

/** The same of the configuration that a model keeps; undefined where it keeps none. */
export function physicsOfModel(stored: unknown, initialState?: string): StatedPhysics {
  const config = stored === null ? undefined : storedEvolution(stored);
  return config && comparedPhysics(config, initialState);
}

function statedCapacity({ coreHeatCapacity }: SimulationHeader['solver']): Record<string, string> {
  return coreHeatCapacity === undefined ? {} : { coreHeatCapacity: coreHeatCapacityText(Number(coreHeatCapacity)) };
}

/** A configuration that is not understood, as of a newer version: only equal ones go together. */
function asWritten(configuration: unknown, constants: unknown, initialState?: string): Record<string, string> {
  try {
    const [settings, planetConstants] = [configuration, constants ?? '{}'].map((text) => parseJson(String(text)));
    return comparedAsWritten({ ...(settings as object), planetConstants }, initialState);
  } catch {
    return { configuration: `SHA-256 ${sha256(`${configuration} ${constants}`)}` };
  }
}

/** Simulations that state the same, in the order in which they first occur. */
export interface PhysicsKind {
  readonly ids: readonly string[];
  readonly physics: StatedPhysics;
}

export function kindsOfPhysics(simulations: readonly StatedSimulation[]): PhysicsKind[] {
  const kinds = new Map<string, { ids: string[]; physics: StatedPhysics }>();
  for (const { id, file = id, solver } of simulations) {
    const physics = statedPhysics(solver);
    const key = JSON.stringify(Object.entries(physics ?? {}).sort());
    const kind = kinds.get(key);
    if (kind === undefined) kinds.set(key, { ids: [file], physics });
    else kind.ids.push(file);
  }
  return [...kinds.values()];
}

/** The keys in which kinds differ. What states nothing differs in whether it states anything. */
export function differingKeys(kinds: readonly Pick<PhysicsKind, 'physics'>[]): string[] {
  const stated = kinds.flatMap(({ physics }) => (physics === undefined ? [] : [physics]));
  const keys = [...new Set(stated.flatMap((physics) => Object.keys(physics)))];
  const differing = keys.filter((key) => new Set(stated.map((physics) => physics[key])).size > 1);
  const silent = stated.length > 0 && stated.length < kinds.length;
  return silent ? ['physics', ...differing] : differing;
}

/** 'equations boussinesq | extended-boussinesq; conductivity ...': the values in the order of the kinds. */
export function differencesInWords(kinds: readonly Pick<PhysicsKind, 'physics'>[]): string {
  const shown = (key: string, { physics }: Pick<PhysicsKind, 'physics'>): string => {
    if (key === 'physics') return physics === undefined ? 'not stated' : 'stated';
    return physics?.[key] ?? 'not stated';
  };
  const keys = differingKeys(kinds);
  const first = kinds.slice(0, NAMED_KINDS);
  const named = keys.slice(0, NAMED_KEYS).map((key) => `${key} ${first.map((kind) => shown(key, kind)).join(' | ')}`);
  const more = keys.length > NAMED_KEYS ? [`${keys.length - NAMED_KEYS} more keys`] : [];
  return [...named, ...more].join('; ');
}

/**
 * Throws `archive-physics` where simulations state different physics.
 *
 * @param known keys that may differ, as the manifest says
 */
export function refuseMixedPhysics(
  simulations: readonly StatedSimulation[],
  remedy: string,
  known: readonly string[] = [],
): void {
  const kinds = kindsOfPhysics(simulations);
  if (differingKeys(kinds).every((key) => known.includes(key))) return;
  throw new TharsisError(
    'archive-physics',
    `${kindsInWords(kinds)} differ in their physics: ${differencesInWords(kinds)}`,
    remedy,
  );
}

/** 'simulations, 4 like a.h5, 2 like b.h5,'. */
function kindsInWords(kinds: readonly PhysicsKind[]): string {
  const named = kinds.slice(0, NAMED_KINDS).map(({ ids }) => `${ids.length} like ${ids[0]}`);
  const more = kinds.length > NAMED_KINDS ? [`simulations of ${kinds.length - NAMED_KINDS} more kinds`] : [];
  return `simulations, ${[...named, ...more].join(', ')},`;
}

function textOrNothing(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}
