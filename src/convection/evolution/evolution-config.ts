// The configuration of a thermal evolution: plain data, SI units; together with the parameters it decides every bit of
// the result. `settings/` has its keys, docs/physics.md the equations.
import { z } from 'zod';
import { TharsisError } from '../../foundation/errors.js';
import { parseJson } from '../../foundation/json-text.js';
import { suggestion } from '../../foundation/nearest-name.js';
import { contradictionIn } from './contradictions.js';
import { renameEarlierKeys } from './earlier-keys.js';
import { type EvolutionConfig, type EvolutionSettings, evolutionSettings } from './settings/evolution-settings.js';

export type { EvolutionConfig, EvolutionSettings } from './settings/evolution-settings.js';

/** The configuration of an evolution, with present or earlier keys. */
export const evolutionSchema = z.preprocess(
  renameEarlierKeys,
  evolutionSettings.superRefine((config, context) => {
    const problem = contradictionIn(config);
    if (problem === undefined) return;
    const { path, value, wanted } = problem;
    context.addIssue({ code: 'custom', path: [...path], input: value, message: `expected ${wanted}` });
  }),
);

export const defaultEvolution: EvolutionConfig = evolutionSchema.parse({});

/**
 * The configuration that an archive (as JSON text) or a model.json (as an object) keeps of its simulations; undefined
 * where it is not one of Tharsis.
 *
 * @param planetConstants JSON text that an archive keeps of the planet: it counts, whatever numbers the planet of this
 * name has now
 */
export function storedEvolution(stored: unknown, planetConstants?: unknown): EvolutionConfig | undefined {
  try {
    const settings = (typeof stored === 'string' ? parseJson(stored) : stored) as { readonly planet?: object };
    if (planetConstants === undefined) return evolutionSchema.safeParse(settings).data;
    const planet = { ...settings.planet, ...(parseJson(String(planetConstants)) as object) };
    return evolutionSchema.safeParse({ ...settings, planet }).data;
  } catch {
    return undefined;
  }
}

/**
 * The configuration with every default filled in.
 *
 * @throws TharsisError `convection-config` that names the first impossible setting
 */
export function resolveEvolution(settings: EvolutionSettings): EvolutionConfig {
  const parsed = evolutionSchema.safeParse(settings, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const key = ['evolution', ...issue.path].join('.');
  if (issue.code === 'unrecognized_keys') {
    const [unknown] = issue.keys;
    const known = Object.keys(evolutionSettings.shape);
    throw new TharsisError('convection-config', `unknown key '${key}.${unknown}'`, suggestion(unknown!, known));
  }
  const wanted = issue.message.replace(/^Invalid \w+: /, '').replace(/^expected /, '');
  throw new TharsisError('convection-config', `${key} is ${shown(issue.input)}`, `give ${wanted}`);
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
}
