// The `simulate` section of a pipeline: which thermal evolutions, and how they are computed.
import { z } from 'zod';
import { evolutionSchema } from '../convection/evolution/evolution-config.js';
import { isProfile } from '../convection/evolution/settings/start.js';
import { type MantleParameters, parameterProblem } from '../convection/parameters/mantle-parameters.js';
import { parameterNames, parameterRanges } from '../convection/parameters/parameter-ranges.js';
import { planetOf } from '../convection/planets/planet-choice.js';
import { plainNumber } from '../foundation/plain-number.js';

const rangeSchema = z
  .strictObject({ minimum: z.number(), maximum: z.number() })
  .refine((range) => range.minimum <= range.maximum, { message: 'expected minimum below maximum', path: ['minimum'] });

/** The range of one parameter: { minimum, maximum }, or a number that is the same in all simulations. */
function parameterSchema(name: keyof MantleParameters) {
  const { minimum, maximum, unit, description } = parameterRanges[name];
  return z
    .union([z.number().transform((value) => ({ minimum: value, maximum: value })), rangeSchema])
    .default({ minimum, maximum })
    .describe(
      `${description}${unit === '1' ? '' : `, ${unit}`}; default ${plainNumber(minimum)} to ${plainNumber(maximum)}`,
    );
}

/** Of a campaign: its folder has some files of each, and every start looks at all of them. */
export const MAX_SIMULATIONS = 100_000;
const wantedCount = `expected a whole number from 1 to ${MAX_SIMULATIONS}`;

const sectionSchema = z.strictObject({
  count: z
    .int(wantedCount)
    .min(1, wantedCount)
    .max(MAX_SIMULATIONS, wantedCount)
    .default(44)
    .describe('number of simulations'),
  sampling: z.enum(['latin-hypercube', 'sobol']).default('latin-hypercube').describe('design over the box'),
  ranges: z
    .strictObject({
      referenceViscosity: parameterSchema('referenceViscosity'),
      activationEnergy: parameterSchema('activationEnergy'),
      activationVolume: parameterSchema('activationVolume'),
      enrichment: parameterSchema('enrichment'),
      initialTemperature: parameterSchema('initialTemperature'),
    })
    .prefault({})
    .describe('the box that is sampled; by default that of Agarwal et al. (2021)'),
  realizations: z
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .describe(
      'simulations of each parameter set: the first starts as configured, the others with perturbations drawn by the seeds that follow',
    ),
  evolution: evolutionSchema.prefault({}),
  acceptedFailures: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe('share of the simulations that may diverge: they are listed and left out'),
});

export const simulateSchema = sectionSchema.superRefine((section, context) => {
  const problem = impossibleParameter(section) ?? equalRealizations(section);
  if (problem === undefined) return;
  const { path, value, wanted } = problem;
  context.addIssue({ code: 'custom', path: [...path], input: value, message: `expected ${wanted}` });
});

/** The resolved `simulate` section of a pipeline. */
export type SimulateSection = z.output<typeof sectionSchema>;

/** Realizations that would all be the same, as nothing perturbs them. */
function equalRealizations({ realizations, evolution: { perturbation, initialState } }: SimulateSection) {
  const field = initialState !== undefined && !isProfile(initialState.file);
  if (realizations === 1 || (perturbation.amplitude > 0 && !field)) return undefined;
  const why = field ? 'a field to start from has no perturbation' : 'without a perturbation all would be the same';
  return { path: ['realizations'] as const, value: realizations, wanted: `1: ${why}` };
}

/** An end of the ranges that makes no physical sense on the planet of the section, and what is wanted in its place. */
export function impossibleParameter({ ranges, evolution }: Pick<SimulateSection, 'ranges' | 'evolution'>) {
  const planet = planetOf(evolution.planet);
  for (const name of parameterNames) {
    for (const end of ['minimum', 'maximum'] as const) {
      const value = ranges[name][end];
      const wanted = parameterProblem(name, value, planet);
      if (wanted !== undefined) return { path: ['ranges', name, end] as const, value, wanted };
    }
  }
  return undefined;
}
