// Which planet an evolution is one of: a name, or a name and the numbers in which it differs.
import { z } from 'zod';
import { type PlanetData, planetDataSchema } from './planet-data.js';
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
    const problem = contradictionIn(planetOf(choice));
    if (problem === undefined) return;
    const { key, wanted } = problem;
    context.addIssue({ code: 'custom', path: [key], input: choice[key], message: `expected ${wanted}` });
  });

/** All numbers of the chosen planet. */
export function planetOf({ name, ...overrides }: PlanetChoice): PlanetData {
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
  return { ...planets[name], ...Object.fromEntries(given) };
}

/** A smooth phase transition ends this many half-widths from its middle (`material/phase-transitions.ts`). */
const REACH = 15 / 8;

/** Numbers that are each possible, but not together. */
function contradictionIn(planet: PlanetData): { key: keyof PlanetData; wanted: string } | undefined {
  const { planetRadius, coreRadius, surfaceTemperature, initialCoreTemperature, phaseTransitions } = planet;
  if (coreRadius >= planetRadius)
    return { key: 'coreRadius', wanted: `less than the radius of the planet, ${planetRadius} m` };
  if (initialCoreTemperature <= surfaceTemperature) {
    return {
      key: 'initialCoreTemperature',
      wanted: `more than the temperature of the surface, ${surfaceTemperature} K`,
    };
  }
  const weight = planet.mantleDensity * planet.gravity;
  const [first, second] = phaseTransitions;
  if (first === undefined || second === undefined) return undefined;
  const apart = (second.pressure - first.pressure) / weight;
  return apart > REACH * (first.halfWidth + second.halfWidth)
    ? undefined
    : {
        key: 'phaseTransitions',
        wanted: `the deeper one last, and more than ${REACH} times the sum of their half-widths below the other`,
      };
}
