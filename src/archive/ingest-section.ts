// The `ingest` section of a pipeline: which archives, and how they are split.
import { z } from 'zod';
import { pathSchema } from '../foundation/names.js';

const fraction = z.number().gt(0).lt(1);

export const ingestSchema = z
  .strictObject({
    dataset: pathSchema
      .optional()
      .describe('manifest of an archive ingested before, instead of archives: keeps its split'),
    archives: z
      .array(pathSchema)
      .default([])
      .describe('simulation files, or folders of them, besides what was simulated'),
    manifest: pathSchema.optional().describe('where a copy of the manifest goes (default: data-manifests/<name>.json)'),
    license: z.string().default('not stated').describe('license of the archive, preferably a URL'),
    citation: z.string().optional().describe('how to cite the archive'),
    allowMixedPhysics: z
      .boolean()
      .default(false)
      .describe('accept simulations, and with warmStart a model, of different physics'),
    validationFraction: fraction.default(0.1).describe('share of simulations for early stopping'),
    testFraction: fraction.default(0.15).describe('share of simulations never seen in training'),
  })
  .refine((section) => section.validationFraction + section.testFraction < 1, {
    message: 'expected validationFraction + testFraction below 1, so that simulations remain for training',
    path: ['testFraction'],
  });

export type IngestSection = z.output<typeof ingestSchema>;
