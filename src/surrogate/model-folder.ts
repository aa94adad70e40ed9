// A model is a folder: model.json (what it is, and the checksums of its parts), safetensors weights with their
// normalization, ONNX exports (onnx-export.ts), and a model card.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { sha256File } from '../foundation/digest.js';
import { TharsisError } from '../foundation/errors.js';
import { latentSize } from './compressors/autoencoder.js';
import {
  loadNetwork,
  saveNetwork,
  type TrainedAutoencoder,
  type TrainedFnn,
  type TrainedLstm,
} from './trained-network.js';

const FORMAT = 'tharsis-model';
const VERSION = 1;

const rangeSchema = z.object({ minimum: z.number(), maximum: z.number(), unit: z.string() });

const descriptionSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  name: z.string(),
  description: z.string(),
  /** Cell centers, m and rad. */
  grid: z.object({ r: z.array(z.number()).min(1), phi: z.array(z.number()).min(1) }),
  /** Output times of a training simulation, s: where a prediction is given by default. */
  times: z.array(z.number()).min(2),
  /** Ranges over the training simulations. */
  parameters: z.record(z.string(), rangeSchema),
  /** Configuration of the simulations, if Tharsis made them: it gives the initial field that the LSTM starts from. */
  evolution: z.record(z.string(), z.unknown()).nullable(),
  training: z.object({ autoencoder: z.unknown(), fnn: z.unknown(), lstm: z.unknown(), seed: z.number() }),
  dataset: z.object({
    name: z.string(),
    digest: z.string(),
    trainingSimulations: z.number(),
    /** SHA-256 of the simulations' files, by their part in training. */
    sets: z
      .object({ training: z.array(z.string()), validation: z.array(z.string()), test: z.array(z.string()) })
      .optional(),
  }),
  /** SHA-256 of the networks' files. Models written before there were checksums have none. */
  parts: z.object({ autoencoder: z.string(), fnn: z.string(), lstm: z.string() }).optional(),
});

type Document = z.output<typeof descriptionSchema>;

/** What model.json says, besides its format and the checksums of the other files. */
export type ModelDescription = Omit<Document, 'format' | 'version' | 'parts'>;

/** A whole model in memory. */
export interface Model {
  readonly description: ModelDescription;
  readonly autoencoder: TrainedAutoencoder;
  readonly fnn: TrainedFnn;
  readonly lstm: TrainedLstm;
}

const networkNames = ['autoencoder', 'fnn', 'lstm'] as const;
type NetworkName = (typeof networkNames)[number];

/** Writes a model; model.json last, so that a folder with one is whole. Gives the paths written. */
export function saveModel(folder: string, model: Model): string[] {
  const files = networkNames.map((name) => {
    const path = networkFile(folder, name);
    saveNetwork(path, model[name]);
    return path;
  });
  const path = join(folder, 'model.json');
  const parts = Object.fromEntries(networkNames.map((name) => [name, sha256File(networkFile(folder, name))]));
  const document = { format: FORMAT, version: VERSION, ...model.description, parts };
  writeFileAtomic(path, `${JSON.stringify(document, null, 2)}\n`);
  return [...files, path];
}

/**
 * Reads a model.
 *
 * @throws TharsisError `model-missing`, `model-malformed`, `model-mixed`, `network-missing`, `safetensors-malformed`
 */
export function loadModel(folder: string): Model {
  const { format: _format, version: _version, parts, ...description } = loadDocument(join(folder, 'model.json'));
  const model: Model = {
    description,
    autoencoder: loadNetwork<TrainedAutoencoder>(networkFile(folder, 'autoencoder')),
    fnn: loadNetwork<TrainedFnn>(networkFile(folder, 'fnn')),
    lstm: loadNetwork<TrainedLstm>(networkFile(folder, 'lstm')),
  };
  checkForms(folder, model);
  if (parts !== undefined) checkContents(folder, parts);
  return model;
}

function networkFile(folder: string, name: NetworkName): string {
  return join(folder, `${name}.safetensors`);
}

/** Networks of the same form from different models fit together and predict nonsense: only their contents tell. */
function checkContents(folder: string, parts: NonNullable<Document['parts']>): void {
  for (const name of networkNames) {
    const path = networkFile(folder, name);
    if (sha256File(path) === parts[name]) continue;
    throw new TharsisError(
      'model-mixed',
      `${path} is not the file that ${join(folder, 'model.json')} was written with: its SHA-256 differs`,
      `copy all files of one model, model.json included, or train it again`,
    );
  }
}

/** The parts must be what their names say, and their shapes must fit together. */
function checkForms(folder: string, { description, autoencoder, fnn, lstm }: Model): void {
  const fileOf = (name: NetworkName): string => networkFile(folder, name);
  if (autoencoder.shape.channels === undefined) throw malformed(fileOf('autoencoder'), 'it holds another network');
  if (fnn.shape.members === undefined) throw malformed(fileOf('fnn'), 'it holds another network');
  if (lstm.shape.window === undefined) throw malformed(fileOf('lstm'), 'it holds another network');
  const [radial, azimuthal] = autoencoder.shape.input;
  const { r, phi } = description.grid;
  if (radial !== r.length || azimuthal !== phi.length) {
    const found = `its fields have ${radial} x ${azimuthal} cells, model.json says ${r.length} x ${phi.length}`;
    throw malformed(fileOf('autoencoder'), found);
  }
  const size = latentSize(autoencoder.shape);
  for (const [name, { shape, inputs }] of [['fnn', fnn] as const, ['lstm', lstm] as const]) {
    if (shape.latents !== size) {
      throw malformed(fileOf(name), `it predicts ${shape.latents} latents, the autoencoder has ${size}`);
    }
    const unknown = inputs.parameterNames.find((parameter) => description.parameters[parameter] === undefined);
    if (unknown !== undefined) throw malformed(fileOf(name), `model.json does not know its parameter '${unknown}'`);
  }
}

function loadDocument(path: string): Document {
  if (!existsSync(path)) {
    const remedy = 'give the folder of a model, for example runs/mars-quick/model; tharsis run makes one';
    throw new TharsisError('model-missing', `there is no ${path}`, remedy);
  }
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw malformed(path, (error as Error).message);
  }
  const parsed = descriptionSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw malformed(path, `${issue.path.join('.')}: ${issue.message}`);
  }
  return parsed.data;
}

function malformed(path: string, what: string): TharsisError {
  return new TharsisError('model-malformed', `${path} cannot be used: ${what}`, 'restore the model, or train it again');
}
