// Which planet an evolution is one of: a name, or a name and the numbers in which it differs.
import { z } from 'zod';
import { planetProblem } from './planet-checks.js';
import { type PlanetData, type PlanetEntry, planetDataSchema } from './planet-data.js';
import { planetNames, planets } from './registry.js';

const overridesSchema = z.strictObject({
  name: z.enum(planetNames).default('mars'),
  ...planetDataSchema.partial().shape,
});

/** The choice as a configuration keeps it. */
export type PlanetChoice = Readonly<z.output<typeof overridesSchema>>;

/** A name is short for { name }. */
export const planetChoiceSchema = z
  .preprocess((given) => (typeof given === 'string' ? { name: given } : given), overridesSchema)
  .superRefine((choice, context) => {
    const planet = planetOf(choice);
    const problem = planetProblem(planet, new Set(Object.keys(choice)));
    if (problem === undefined) return;
    const { key, wanted } = problem;
    context.addIssue({ code: 'custom', path: [key], input: planet[key], message: `expected ${wanted}` });
  });

/** All numbers of the chosen planet. */
export function planetOf({ name, ...overrides }: PlanetChoice): PlanetData {
  const entry: PlanetEntry = planets[name];
  const given: Partial<PlanetData> = Object.fromEntries(
    Object.entries(overrides).filter(([, value]) => value !== undefined),
  );
  const planet = { ...entry, ...given };
  return { ...planet, thermalDiffusivity: given.thermalDiffusivity ?? diffusivityOf(planet, entry) };
}

/** m²/s: k/(ρ c_p); of an entry that states its κ, that κ, changed as k/(ρ c_p) changes. */
function diffusivityOf(planet: PlanetEntry, entry: PlanetEntry): number {
  const { thermalDiffusivity } = entry;
  const consistent = consistentDiffusivity(planet);
  return thermalDiffusivity === undefined
    ? consistent
    : thermalDiffusivity * (consistent / consistentDiffusivity(entry));
}

function consistentDiffusivity({ conductivity, mantleDensity, mantleHeatCapacity }: PlanetEntry): number {
  return conductivity / (mantleDensity * mantleHeatCapacity);
}
