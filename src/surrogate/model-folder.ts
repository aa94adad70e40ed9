// A model is a folder: model.json (what it is), safetensors weights with their normalization, ONNX exports (onnx-export.ts),
// and a model card.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { TharsisError } from '../foundation/errors.js';
import { latentSize } from './autoencoder.js';
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
  dataset: z.object({ name: z.string(), digest: z.string(), trainingSimulations: z.number() }),
});

/** What model.json says, besides its format. */
export type ModelDescription = Omit<z.output<typeof descriptionSchema>, 'format' | 'version'>;

/** A whole model in memory. */
export interface Model {
  readonly description: ModelDescription;
  readonly autoencoder: TrainedAutoencoder;
  readonly fnn: TrainedFnn;
  readonly lstm: TrainedLstm;
}

const networkNames = ['autoencoder', 'fnn', 'lstm'] as const;

/** Writes a model; model.json last, so that a folder with one is whole. Gives the paths written. */
export function saveModel(folder: string, model: Model): string[] {
  const files = networkNames.map((name) => {
    const path = join(folder, `${name}.safetensors`);
    saveNetwork(path, model[name]);
    return path;
  });
  const path = join(folder, 'model.json');
  const document = { format: FORMAT, version: VERSION, ...model.description };
  writeFileAtomic(path, `${JSON.stringify(document, null, 2)}\n`);
  return [...files, path];
}

/**
 * Reads a model.
 *
 * @throws TharsisError `model-missing`, `model-malformed`, `network-missing`, `safetensors-malformed`
 */
export function loadModel(folder: string): Model {
  const model: Model = {
    description: loadDescription(join(folder, 'model.json')),
    autoencoder: loadNetwork<TrainedAutoencoder>(join(folder, 'autoencoder.safetensors')),
    fnn: loadNetwork<TrainedFnn>(join(folder, 'fnn.safetensors')),
    lstm: loadNetwork<TrainedLstm>(join(folder, 'lstm.safetensors')),
  };
  checkParts(folder, model);
  return model;
}

/** The parts must be what their names say and fit together: files of different models are easily mixed up. */
function checkParts(folder: string, { description, autoencoder, fnn, lstm }: Model): void {
  const fileOf = (name: (typeof networkNames)[number]): string => join(folder, `${name}.safetensors`);
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

function loadDescription(path: string): ModelDescription {
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
  const { format: _format, version: _version, ...description } = parsed.data;
  return description;
}

function malformed(path: string, what: string): TharsisError {
  return new TharsisError('model-malformed', `${path} cannot be used: ${what}`, 'restore the model, or train it again');
}
