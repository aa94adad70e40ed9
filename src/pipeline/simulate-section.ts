// The `simulate` section of a pipeline: which thermal evolutions, and how they are computed.
import { z } from 'zod';
import { configProblem, defaultEvolution } from '../convection/evolution-config.js';

const positive = z.number().positive();
const nonNegative = z.number().nonnegative();

const rangeSchema = z
  .strictObject({ minimum: nonNegative, maximum: positive })
  .refine((range) => range.minimum < range.maximum, { message: 'expected minimum below maximum', path: ['minimum'] });

/** Parameters that must not be zero: a logarithm or a ratio is taken of them. */
const strictlyPositive = rangeSchema.refine((range) => range.minimum > 0, {
  message: 'expected a positive number',
  path: ['minimum'],
});

// Types and keys here; which values make sense, the physics knows.
export const evolutionSchema = z
  .strictObject({
    cells: z
      .strictObject({ radial: z.int(), azimuthal: z.int() })
      .default(defaultEvolution.cells)
      .describe('cells from core to surface, and over the quarter circle'),
    duration: z.number().default(defaultEvolution.duration).describe('s'),
    snapshots: z.int().default(defaultEvolution.snapshots).describe('output intervals'),
    outputExponent: z.number().default(defaultEvolution.outputExponent).describe('above 1: denser output early'),
    viscosityLimits: z
      .strictObject({ minimum: z.number(), maximum: z.number() })
      .default(defaultEvolution.viscosityLimits)
      .describe('Pa s'),
    crustThickness: z.number().default(defaultEvolution.crustThickness).describe('m'),
    boundaryLayerThickness: z.number().default(defaultEvolution.boundaryLayerThickness).describe('m'),
    perturbationAmplitude: z.number().default(defaultEvolution.perturbationAmplitude).describe('K'),
    courantNumber: z.number().default(defaultEvolution.courantNumber),
    longestStep: z.number().default(defaultEvolution.longestStep).describe('s'),
    stokesTolerance: z.number().default(defaultEvolution.stokesTolerance),
  })
  .superRefine((config, context) => {
    const problem = configProblem(config);
    if (problem === undefined) return;
    const { key, value, wanted } = problem;
    context.addIssue({ code: 'custom', path: key.split('.'), input: value, message: `expected ${wanted}` });
  });

export const simulateSchema = z.strictObject({
  count: z.int().min(1).default(44).describe('number of simulations'),
  sampling: z.enum(['latin-hypercube', 'sobol']).default('latin-hypercube').describe('design over the box'),
  ranges: z
    .strictObject({
      referenceViscosity: strictlyPositive.optional().describe('Pa s, sampled in its logarithm'),
      activationEnergy: rangeSchema.optional().describe('J/mol'),
      activationVolume: rangeSchema.optional().describe('m3/mol'),
      enrichment: strictlyPositive.optional(),
      initialTemperature: strictlyPositive.optional().describe('K'),
    })
    .prefault({})
    .describe('the box; what is left out has the range of Agarwal et al. (2021)'),
  evolution: evolutionSchema.prefault({}),
});

/** The resolved `simulate` section of a pipeline. */
export type SimulateSection = z.output<typeof simulateSchema>;
