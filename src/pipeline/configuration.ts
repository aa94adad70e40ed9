// What a pipeline file may say. One schema gives the types, the defaults and the checks; unknown keys are errors.
import { z } from 'zod';
import { ingestSchema } from '../archive/ingest-section.js';
import { simulateSchema } from '../campaign/simulate-section.js';
import { TharsisError } from '../foundation/errors.js';
import { nameSchema, pathSchema } from '../foundation/names.js';
import { parseWith, readYaml } from '../foundation/yaml-document.js';
import { compressorNames, compressors } from '../surrogate/compressors/registry.js';
import { defaultPredictors, predictorNames, predictors } from '../surrogate/predictors/registry.js';

/** A section for each member of a registry, under its name. */
function sectionsOf<Members extends Readonly<Record<string, { readonly schema: z.ZodType }>>>(
  members: Members,
): { [Name in keyof Members]: z.ZodPrefault<Members[Name]['schema']> } {
  return Object.fromEntries(
    Object.entries(members).map(([name, { schema }]) => [name, schema.prefault({})]),
  ) as ReturnType<typeof sectionsOf<Members>>;
}

export const pipelineSchema = z.strictObject({
  name: nameSchema.describe('name of the run: runs/<name>/'),
  description: z.string().default('').describe('one sentence for the report and the model card'),
  seed: z.int().nonnegative().default(1).describe('seed of all randomness'),
  simulate: simulateSchema.optional().describe('simulate an archive of thermal evolutions'),
  ingest: ingestSchema.prefault({}).describe('check the archive and split it by simulation'),
  compressor: z.enum(compressorNames).default(compressorNames[0]).describe('what turns fields into latents'),
  predictors: z
    .array(z.enum(predictorNames))
    .min(1)
    .refine((names) => new Set(names).size === names.length, 'expected each predictor once')
    .default([...defaultPredictors])
    .describe(`what predicts the latents, each with a section of its own: ${predictorNames.join(', ')}`),
  ...sectionsOf(compressors),
  ...sectionsOf(predictors),
  warmStart: pathSchema.optional().describe('folder of a trained model whose weights training starts from'),
});

/** A resolved pipeline: every default filled in. */
export type PipelineConfiguration = z.output<typeof pipelineSchema>;

/** What the command line may override. */
export interface Overrides {
  readonly seed?: number;
}

/** Reads and checks a pipeline file. */
export function loadConfiguration(path: string, overrides: Overrides = {}): PipelineConfiguration {
  const document = readYaml(path);
  return resolveConfiguration(document.value, document.where, overrides);
}

/** Checks a pipeline given as plain data; `where` says where a key was written. */
export function resolveConfiguration(
  value: unknown,
  where: (path: readonly PropertyKey[]) => string = () => 'configuration',
  overrides: Overrides = {},
): PipelineConfiguration {
  const configuration = parseWith(pipelineSchema, value, where);
  checkSources(configuration, where);
  checkAmounts(configuration, where);
  return overrides.seed === undefined ? configuration : { ...configuration, seed: overrides.seed };
}

function checkSources(
  { simulate, ingest }: PipelineConfiguration,
  where: (path: readonly PropertyKey[]) => string,
): void {
  const raw = simulate !== undefined || ingest.archives.length > 0;
  if (!raw && ingest.dataset === undefined) {
    throw new TharsisError(
      'configuration-no-data',
      `${where([])}: there is nothing to train on`,
      "add a 'simulate' section, list files or folders under 'ingest.archives', or name a manifest in 'ingest.dataset'",
    );
  }
  if (raw && ingest.dataset !== undefined) {
    throw new TharsisError(
      'configuration-two-sources',
      `${where(['ingest', 'dataset'])}: 'ingest.dataset' stands beside 'simulate' or 'ingest.archives'`,
      'keep one: a manifest already names its files and their split',
    );
  }
}

/** What training, early stopping and evaluation need at least, reported before anything is simulated. */
function checkAmounts(
  { simulate, ingest }: PipelineConfiguration,
  where: (path: readonly PropertyKey[]) => string,
): void {
  if (simulate === undefined) return;
  const demand = (path: readonly string[], value: number, least: number, why: string): void => {
    if (value >= least) return;
    throw new TharsisError(
      'configuration-invalid',
      `${where(path)}: '${path.join('.')}' is ${value}: ${why}`,
      `give at least ${least}`,
    );
  };
  const least = ingest.archives.length > 0 ? 1 : 3;
  demand(['simulate', 'count'], simulate.count, least, 'training, validation and test need a simulation each');
  demand(
    ['simulate', 'evolution', 'outputIntervals'],
    simulate.evolution.outputIntervals,
    2,
    'predictions start after the first',
  );
}
