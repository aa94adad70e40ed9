// The `simulate` section of a pipeline: which thermal evolutions, and how they are computed.
import { z } from 'zod';
import { defaultEvolution } from '../convection/evolution-config.js';

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

export const evolutionSchema = z.strictObject({
  cells: z
    .strictObject({ radial: z.int().min(4), azimuthal: z.int().min(4) })
    .default(defaultEvolution.cells)
    .describe('cells from core to surface, and over the quarter circle'),
  duration: positive.default(defaultEvolution.duration).describe('s'),
  snapshots: z.int().min(1).default(defaultEvolution.snapshots).describe('output intervals'),
  outputExponent: positive.default(defaultEvolution.outputExponent).describe('above 1: denser output early'),
  viscosityLimits: z
    .strictObject({ minimum: positive, maximum: positive })
    .default(defaultEvolution.viscosityLimits)
    .describe('Pa s'),
  crustThickness: nonNegative.default(defaultEvolution.crustThickness).describe('m'),
  boundaryLayerThickness: positive.default(defaultEvolution.boundaryLayerThickness).describe('m'),
  perturbationAmplitude: nonNegative.default(defaultEvolution.perturbationAmplitude).describe('K'),
  courantNumber: positive.default(defaultEvolution.courantNumber),
  longestStep: positive.default(defaultEvolution.longestStep).describe('s'),
  stokesTolerance: positive.lt(1).default(defaultEvolution.stokesTolerance),
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
