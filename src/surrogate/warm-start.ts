// Whether training may continue from an earlier model: only on data of the same kind and with networks of the same
// form, and never if a simulation it was trained on is now held out for scoring.
import type { Dataset } from '../archive/dataset.js';
import { differencesInWords, differingKeys, kindsOfPhysics, physicsOfModel } from '../archive/stated-physics.js';
import { canonicalJson } from '../foundation/digest.js';
import { TharsisError } from '../foundation/errors.js';
import { latentSizeOf } from './codec.js';
import { compressorNamed, compressors } from './compressors/registry.js';
import { type Model, parameterNamesOf, partsOf } from './model-folder.js';
import { requirePositive } from './predictors/predictor-inputs.js';
import { predictorNamed } from './predictors/registry.js';

/** Relative tolerance for equal coordinates, with respect to the largest: files may hold them rounded. */
const TOLERANCE = 1e-6;

/** The properties of the new data that are checked. Simulations without a checksum cannot be recognized. */
export type WarmStartData = Pick<Dataset, 'r' | 'phi' | 'geometry' | 'parameterNames' | 'parameterUnits' | 'split'> & {
  readonly simulations: readonly (Pick<Dataset['simulations'][number], 'id' | 'parameters' | 'solver'> & {
    readonly sha256?: string;
  })[];
};

/** The sections of the parts to be trained, by name; parts that are not given are not compared. */
export type WarmStartTraining = Readonly<Record<string, object>>;

/**
 * Throws unless training may start from the weights of `model`.
 *
 * @param where the folder of the model, for messages
 * @param allowMixedPhysics accept simulations of other physics than those of the model
 * @throws TharsisError `warm-start-grid`, `warm-start-parameters`, `warm-start-units`, `warm-start-architecture`,
 * `warm-start-leak`, `warm-start-physics`, `parameter-not-positive`
 */
export function checkWarmStart(
  model: Model,
  dataset: WarmStartData,
  where: string,
  training: WarmStartTraining = {},
  allowMixedPhysics = false,
): void {
  checkGrid(model, dataset, where);
  checkParameters(model, dataset, where);
  if (!allowMixedPhysics) checkPhysics(model, dataset, where);
  checkShapes(model, where, training);
  checkLeak(model, dataset, where);
}

function checkGrid({ description }: Model, dataset: WarmStartData, where: string): void {
  const remedy = 'give simulations on the grid of the model, or train a new model with tharsis run';
  const { r, phi } = description.grid;
  if (r.length !== dataset.r.length || phi.length !== dataset.phi.length) {
    throw new TharsisError(
      'warm-start-grid',
      `${where} was trained on ${r.length} x ${phi.length} cells, the archive has ${dataset.r.length} x ${dataset.phi.length}`,
      remedy,
    );
  }
  if (description.geometry !== dataset.geometry) {
    throw new TharsisError(
      'warm-start-grid',
      `${where} was trained on a ${description.geometry}, the archive is of a ${dataset.geometry}`,
      remedy,
    );
  }
  for (const axis of ['r', 'phi'] as const) {
    const [wanted, found] = [description.grid[axis], dataset[axis]];
    const unit = axis === 'r' ? 'm' : 'rad';
    const scale = Math.max(...wanted.map(Math.abs));
    const index = wanted.findIndex((value, position) => !(Math.abs(value - found[position]!) <= TOLERANCE * scale));
    if (index < 0) continue;
    throw new TharsisError(
      'warm-start-grid',
      `${where} was trained with ${axis}[${index}] = ${wanted[index]} ${unit}, the archive has ${found[index]} ${unit}`,
      remedy,
    );
  }
}

function checkParameters(model: Model, dataset: WarmStartData, where: string): void {
  const { description, predictors } = model;
  const names = [...parameterNamesOf(model)].sort().join(', ');
  const given = [...dataset.parameterNames].sort().join(', ');
  if (names !== given) {
    throw new TharsisError(
      'warm-start-parameters',
      `${where} was trained on the parameters ${names}; the archive has ${given}`,
      'give simulations with the parameters of the model, or train a new model with tharsis run',
    );
  }
  for (const [name, { unit }] of Object.entries(description.parameters)) {
    const found = dataset.parameterUnits[name] ?? '1';
    if (found === unit) continue;
    throw new TharsisError(
      'warm-start-units',
      `${where} was trained with ${name} in '${unit}', the archive has it in '${found}'`,
      'convert the parameter, or correct its unit in the files; or train a new model with tharsis run',
    );
  }
  for (const { inputs } of Object.values(predictors)) requirePositive(dataset, inputs.logarithmic);
}

function checkPhysics({ description }: Model, { simulations }: WarmStartData, where: string): void {
  const { evolution, initialStateSha256 } = description;
  const kinds = [{ physics: physicsOfModel(evolution, initialStateSha256) }, ...kindsOfPhysics(simulations)];
  if (differingKeys(kinds).length === 0) return;
  throw new TharsisError(
    'warm-start-physics',
    `the simulations have other physics than those that ${where} was trained on: ${differencesInWords(kinds)}`,
    'train a new model with tharsis run; or mix them with --allow-mixed-physics, in a pipeline ingest.allowMixedPhysics: true',
  );
}

function checkShapes(model: Model, where: string, training: WarmStartTraining): void {
  const parts = new Map(partsOf(model));
  for (const [name, section] of Object.entries(training)) {
    const part = parts.get(name);
    if (part === undefined && Object.hasOwn(compressors, name)) {
      throw new TharsisError(
        'warm-start-architecture',
        `${where} has no ${name}: it compresses by the ${model.compressor.name}`,
        `set 'compressor: ${model.compressor.name}', or train a new model`,
      );
    }
    // A predictor that the model does not have is trained from the beginning.
    if (part === undefined) continue;
    const asked = shapeAsked(model, name, section);
    const difference = firstDifference(asked, part.shape);
    if (difference === undefined) continue;
    throw new TharsisError(
      'warm-start-architecture',
      `the ${name} of ${where} has another form than the configuration asks for: ${difference}`,
      `let the configuration ask for the form of the model (its model.json has it under training.${name}), or train a new model`,
    );
  }
}

/** The shape that a section gives on the grid, with the parameters and the latents of the model. */
function shapeAsked(model: Model, name: string, section: object): object {
  const { compressor } = model;
  if (name === compressor.name) return compressorNamed(name).shape(compressor.trained.shape.input, section);
  const parameters = parameterNamesOf(model).length;
  return predictorNamed(name).shape(parameters, latentSizeOf(compressor), section);
}

/** The first entry in which two shapes differ, in words. */
function firstDifference(asked: object, given: object): string | undefined {
  const entries = (shape: object) =>
    new Map(Object.entries(shape).map(([key, value]) => [key, canonicalJson({ value })]));
  const [wanted, found] = [entries(asked), entries(given)];
  for (const key of new Set([...wanted.keys(), ...found.keys()])) {
    if (wanted.get(key) === found.get(key)) continue;
    const shown = (shape: object) => JSON.stringify((shape as Record<string, unknown>)[key]) ?? 'none';
    return `${key} ${shown(given)} instead of ${shown(asked)}`;
  }
  return undefined;
}

function checkLeak({ description }: Model, dataset: WarmStartData, where: string): void {
  const known = new Set(description.dataset.sets?.training);
  for (const set of ['validation', 'test'] as const) {
    for (const index of dataset.split[set]) {
      const { id, sha256 } = dataset.simulations[index]!;
      if (sha256 === undefined || !known.has(sha256)) continue;
      throw new TharsisError(
        'warm-start-leak',
        `${id} is in the ${set} set, but ${where} was trained on it: its scores would flatter the model`,
        'keep the simulations of the old training set in the training set: give a manifest with such a split, or new simulations only',
      );
    }
  }
}
