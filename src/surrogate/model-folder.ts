// A model is a folder: model.json (its description and the checksums of its parts), safetensors weights with their
// normalization, ONNX exports (onnx-export.ts), and a model card.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type ParameterScale, parameterScaleNames } from '../archive/parameter-scale.js';
import { requirePath } from '../foundation/argument.js';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { brokenSeal } from '../foundation/byte-seal.js';
import { sha256File } from '../foundation/digest.js';
import { TharsisError } from '../foundation/errors.js';
import { geometryNames, usualGeometry } from '../foundation/geometries/registry.js';
import { problemOf } from '../foundation/schema-issue.js';
import { howToEdit, type SealedContent, sealedContent, sealedJson } from '../foundation/sealed-json.js';
import { latentSizeOf } from './codec.js';
import { compressorNamed } from './compressors/registry.js';
import type { NamedCompressor, TrainedCompressor } from './compressors/trained-compressor.js';
import { loadScores, type ModelScores } from './model-scores.js';
import { predictorNamed } from './predictors/registry.js';
import type { TrainedPredictor } from './predictors/trained-predictor.js';
import { loadTrained, readModelFile, saveTrained } from './trained-file.js';

const FORMAT = 'tharsis-model';
const VERSION = 2;

/** Models written before scales were stored have none: then the scale follows from the inputs of their predictors. */
const rangeSchema = z
  .object({
    minimum: z.number(),
    maximum: z.number(),
    unit: z.string(),
    scale: z.enum(parameterScaleNames).optional(),
  })
  .refine(({ minimum, maximum }) => minimum <= maximum, 'expected a minimum that is not above the maximum')
  .refine(
    ({ minimum, scale }) => scale !== 'logarithmic' || minimum > 0,
    'expected a positive minimum on a logarithmic scale',
  );

/** Coordinates or times: networks are asked at these places, in this order. */
const increasing = z.array(z.number()).refine(isIncreasing, 'expected numbers of which each is above the one before');

function isIncreasing(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > values[index - 1]!);
}

/** Range of a parameter over the training simulations, in SI, and whether it varies by ratios or by differences. */
export interface TrainedRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly unit: string;
  readonly scale: ParameterScale;
}

const descriptionSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  compressor: z.string(),
  predictors: z.array(z.string()).min(1),
  name: z.string(),
  description: z.string(),
  /** Cell centers, m and rad. */
  grid: z.object({
    r: increasing.min(1).refine(([innermost]) => innermost! > 0, 'expected positive radii'),
    phi: increasing.min(1),
  }),
  /** Output times of a training simulation, s: where a prediction is given by default. */
  times: increasing.min(2),
  /** Ranges over the training simulations. */
  parameters: z.record(z.string(), rangeSchema),
  /** Configuration of the simulations, if Tharsis made them: it gives the initial field of a prediction. */
  evolution: z.record(z.string(), z.unknown()).nullable(),
  /** What the cells of the grid are parts of; models that do not say are of a cylinder. */
  geometry: z.enum(geometryNames).default(usualGeometry),
  /** SHA-256 of the file of the initial state that `evolution` names. */
  initialStateSha256: z.string().optional(),
  /** The section of each part, by its name, and the seed. */
  training: z.object({ seed: z.number() }).catchall(z.unknown()),
  dataset: z.object({
    name: z.string(),
    digest: z.string(),
    trainingSimulations: z.int().positive(),
    /** The keys of physics in which the simulations differ, where that was allowed. */
    mixedPhysics: z.array(z.string()).optional(),
    /** SHA-256 of the simulations' files, by their part in training. */
    sets: z
      .object({ training: z.array(z.string()), validation: z.array(z.string()), test: z.array(z.string()) })
      .optional(),
  }),
  /** SHA-256 of the files of the parts, by their names. Models written before there were checksums have none. */
  parts: z.record(z.string(), z.string()).optional(),
});

export type Document = z.output<typeof descriptionSchema>;

/** The content of model.json besides its format, its parts and their checksums. */
export type ModelDescription = Omit<
  Document,
  'format' | 'version' | 'compressor' | 'predictors' | 'parts' | 'parameters'
> & { readonly parameters: Readonly<Record<string, TrainedRange>> };

/** A whole model in memory. */
export interface Model {
  readonly description: ModelDescription;
  readonly compressor: NamedCompressor;
  /** By name, in the order of the pipeline; at least one. */
  readonly predictors: Readonly<Record<string, TrainedPredictor>>;
  /** On held-out simulations; absent where the model was not evaluated. */
  readonly scores?: ModelScores;
  /** Predictors that were left out because their files cannot be used (`LoadOptions.withoutDamaged`). */
  readonly damaged?: readonly DamagedPredictor[];
}

export interface DamagedPredictor {
  readonly name: string;
  readonly error: TharsisError;
  /** Whether it is the model's first, which answers where none is asked for. */
  readonly isFirst: boolean;
}

export interface LoadOptions {
  /** Leave out predictors whose files cannot be used, as long as one is left (default: an error). */
  readonly withoutDamaged?: boolean;
}

/** The predictor that answers where none is asked for. */
export function firstPredictor({ predictors, damaged = [] }: Model): string {
  return damaged.find(({ isFirst }) => isFirst)?.name ?? Object.keys(predictors)[0]!;
}

/** The parts of a model by name: the compressor first, then the predictors. */
export function partsOf({ compressor, predictors }: Model): [string, TrainedCompressor | TrainedPredictor][] {
  return [[compressor.name, compressor.trained], ...Object.entries(predictors)];
}

/** The parameters of the model's simulations, in order. All predictors of a model are trained on the same. */
export function parameterNamesOf({ predictors }: Pick<Model, 'predictors'>): readonly string[] {
  return Object.values(predictors)[0]!.inputs.parameterNames;
}

/** The parameters whose logarithm any predictor takes: each predictor has its own choice. */
export function logarithmicOf({ predictors }: Pick<Model, 'predictors'>): ReadonlySet<string> {
  return new Set(Object.values(predictors).flatMap(({ inputs }) => inputs.logarithmic));
}

/** Writes a model; model.json last, so that a folder with one is whole. Gives the paths written. */
export function saveModel(folder: string, model: Model): string[] {
  const parts = partsOf(model);
  const files = parts.map(([name, trained]) => {
    const path = partFile(folder, name);
    saveTrained(path, name, trained);
    return path;
  });
  const path = join(folder, 'model.json');
  const document = {
    format: FORMAT,
    version: VERSION,
    compressor: model.compressor.name,
    predictors: Object.keys(model.predictors),
    ...model.description,
    parts: Object.fromEntries(parts.map(([name]) => [name, sha256File(partFile(folder, name))])),
  };
  writeFileAtomic(path, sealedJson(document, 2));
  return [...files, path];
}

/**
 * Reads a model.
 *
 * @throws TharsisError `model-missing`, `model-unreadable`, `model-version`, `model-malformed`, `model-mixed`, `network-missing`, `safetensors-malformed`,
 * `compressor-unknown` and `predictor-unknown` for parts that this version of Tharsis does not have
 */
export function loadModel(folder: string, { withoutDamaged = false }: LoadOptions = {}): Model {
  requirePath('loadModel(folder)', folder);
  const document = loadDocument(join(folder, 'model.json'));
  const { predictors: names } = document;
  try {
    return modelOf(folder, document, names);
  } catch (error) {
    const damaged = withoutDamaged && names.length > 1 ? damagedPredictors(folder, document) : [];
    if (damaged.length === 0 || damaged.length === names.length) throw error;
    const left = names.filter((name) => damaged.every((other) => other.name !== name));
    return { ...modelOf(folder, document, left), damaged };
  }
}

/** The predictors that cannot be loaded even alone. */
function damagedPredictors(folder: string, document: Document): DamagedPredictor[] {
  return document.predictors.flatMap((name, index) => {
    try {
      modelOf(folder, document, [name]);
      return [];
    } catch (error) {
      if (error instanceof TharsisError) return [{ name, error, isFirst: index === 0 }];
      throw error;
    }
  });
}

/** The model with some of its predictors. */
function modelOf(folder: string, document: Document, names: readonly string[]): Model {
  const { format: _format, version: _version, compressor, predictors: all, parts, ...description } = document;
  const trained = loadTrained<TrainedCompressor>(partFile(folder, compressorNamed(compressor).name), compressor);
  const predictors = Object.fromEntries(
    names.map((name) => [name, loadTrained<TrainedPredictor>(partFile(folder, predictorNamed(name).name), name)]),
  );
  const scores = loadScores(folder);
  const model: Model = {
    ...(scores && { scores }),
    description: { ...description, parameters: withScales(description.parameters, predictors) },
    compressor: { name: compressor, trained },
    predictors,
  };
  checkForms(folder, model);
  const isUsed = (name: string): boolean => names.includes(name) || !all.includes(name);
  checkContents(folder, Object.fromEntries(Object.entries(parts ?? {}).filter(([name]) => isUsed(name))));
  return model;
}

/** Ranges with the scales that the document states, else those by which the predictors take the parameters. */
function withScales(ranges: Document['parameters'], predictors: Model['predictors']): ModelDescription['parameters'] {
  const logarithmic = logarithmicOf({ predictors });
  return Object.fromEntries(
    Object.entries(ranges).map(([name, range]) => {
      const { scale = logarithmic.has(name) ? 'logarithmic' : 'linear' } = range;
      return [name, { ...range, scale }];
    }),
  );
}

/** The file of a part in a folder. */
export function partFile(folder: string, name: string): string {
  return join(folder, `${name}.safetensors`);
}

/** Networks of the same form from different models fit together and predict nonsense: only their contents differ. */
function checkContents(folder: string, parts: NonNullable<Document['parts']>): void {
  for (const [name, digest] of Object.entries(parts)) {
    const path = partFile(folder, name);
    const isThere = existsSync(path);
    if (isThere && sha256File(path) === digest) continue;
    throw new TharsisError(
      'model-mixed',
      `${path} is not the file that ${join(folder, 'model.json')} was written with: ${isThere ? 'its SHA-256 differs' : 'it does not exist'}`,
      `copy all files of one model, model.json included, or train it again`,
    );
  }
}

/** The shapes of the parts must fit together and fit the description. */
function checkForms(folder: string, { description, compressor, predictors }: Model): void {
  const [radial, azimuthal] = compressor.trained.shape.input ?? [];
  const { r, phi } = description.grid;
  if (radial !== r.length || azimuthal !== phi.length) {
    const found = `its fields have ${radial} x ${azimuthal} cells, model.json says ${r.length} x ${phi.length}`;
    throw malformed(partFile(folder, compressor.name), found);
  }
  const size = latentSizeOf(compressor);
  for (const [name, { shape, inputs }] of Object.entries(predictors)) {
    const path = partFile(folder, name);
    if (shape.latents !== size) {
      throw malformed(path, `it predicts ${shape.latents} latents, the ${compressor.name} has ${size}`);
    }
    const unknown = inputs.parameterNames.find((parameter) => !Object.hasOwn(description.parameters, parameter));
    if (unknown !== undefined) throw malformed(path, `model.json does not know its parameter '${unknown}'`);
  }
}

function loadDocument(path: string): Document {
  if (!existsSync(path)) {
    const inRun = join(dirname(path), 'model');
    const remedy = existsSync(join(inRun, 'model.json'))
      ? `this is the folder of a run: give that of its model, ${inRun}`
      : 'give the folder of a model, for example runs/mars-quick/model; tharsis run makes one';
    throw new TharsisError('model-missing', `there is no ${path}`, remedy);
  }
  const text = readModelFile(path).toString();
  let sealed: SealedContent;
  try {
    sealed = sealedContent(text);
  } catch (error) {
    throw malformed(path, (error as Error).message);
  }
  refuseOtherVersion(path, sealed.content);
  const parsed = descriptionSchema.safeParse(asVersion2(sealed.content), { reportInput: true });
  if (!parsed.success) throw malformed(path, problemOf(parsed.error.issues[0]!));
  if (sealed.state === 'damaged') {
    throw malformed(path, brokenSeal, `restore the model, or train it again; ${howToEdit}`);
  }
  return parsed.data;
}

function refuseOtherVersion(path: string, value: unknown): void {
  const { format, version } = Object(value) as { format?: unknown; version?: unknown };
  if (format !== FORMAT || typeof version !== 'number' || version <= VERSION) return;
  throw new TharsisError(
    'model-version',
    `${path} was written by a newer version of Tharsis: its format has the version ${version}, this Tharsis reads up to ${VERSION}`,
    'install the version of Tharsis that wrote it, or a later one',
  );
}

function malformed(path: string, what: string, remedy = 'restore the model, or train it again'): TharsisError {
  return new TharsisError('model-malformed', `${path} cannot be used: ${what}`, remedy);
}

/**
 * Version 1 did not name its parts: they were the keys of `training` besides the seed, the compressor first. Its files
 * are those of version 2.
 */
function asVersion2(value: unknown): unknown {
  const { version, training, ...others } = Object(value) as { version?: unknown; training?: object };
  if (version !== 1 || typeof training !== 'object') return value;
  const [compressor, ...predictors] = Object.keys(training).filter((name) => name !== 'seed');
  return { ...others, version: VERSION, training, compressor, predictors };
}
