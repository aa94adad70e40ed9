// Asking a surrogate: parameters → T(r, φ, t) with its profiles and heat fluxes, and the files that hold them.
// Fields are (time, r, phi) in K; times s, radii m; heat fluxes W/m².

import { join } from 'node:path';
import { writeTable } from '../archive/arrow-table.js';
import { writeCsv } from '../archive/csv.js';
import { guardedReader } from '../archive/guarded/guarded-reader.js';
import { writeSimulation } from '../archive/simulation-writer.js';
import { storedEvolution } from '../convection/evolution/evolution-config.js';
import { initialTemperatureField } from '../convection/evolution/initial-field.js';
import {
  checkParameters as checkMantleParameters,
  type MantleParameters,
} from '../convection/parameters/mantle-parameters.js';
import { planetOf } from '../convection/planets/planet-choice.js';
import { type HeatFluxes, heatFluxes, horizontalProfiles, meanTemperature } from '../evaluation/profiles.js';
import { hasKeys, requireArgument } from '../foundation/argument.js';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { TharsisError } from '../foundation/errors.js';
import { suggestion } from '../foundation/nearest-name.js';
import { fieldPicturePng } from '../report/field-picture.js';
import { parameterText } from '../report/parameter-text.js';
import { packageVersions } from '../runs/environment.js';
import { checkParameters, checkTimes } from '../surrogate/check-question.js';
import { firstPredictor, type Model } from '../surrogate/model-folder.js';
import type { ScoreWarning } from '../surrogate/model-scores.js';
import { predictorNamed } from '../surrogate/predictors/registry.js';
import type { RangeWarning } from '../surrogate/range-warnings.js';
import { type Surrogate, unknownPredictor } from '../surrogate/surrogate.js';
import { conductionOfModel, evolutionOfModel } from './conduction.js';
import { parameterAxes } from './parameter-axes.js';

/** What is asked. */
export interface Query {
  /** SI, by the names that the model knows. */
  readonly parameters: Readonly<Record<string, number>>;
  /** By its name in the model (default: the model's first). */
  readonly predictor?: string;
  /** s, increasing (default: the output times of the training simulations). */
  readonly times?: Float64Array;
  /** HDF5 file whose first snapshot is started from (default: the start of the training simulations). */
  readonly initialField?: string;
  /** Whether parameters may be far from all trained values, as if in another unit (default: an error). */
  readonly extrapolate?: boolean;
}

const queryKeys = ['parameters', 'predictor', 'times', 'initialField', 'extrapolate'];

/** A predicted evolution. */
export interface Prediction {
  readonly query: Query & { readonly predictor: string };
  readonly times: Float64Array;
  readonly r: Float64Array;
  readonly phi: Float64Array;
  readonly geometry: Model['description']['geometry'];
  readonly temperature: Float32Array;
  /** (time, r), K: average over phi. */
  readonly profiles: Float64Array;
  readonly meanTemperature: Float64Array;
  /** null where the conduction of the training simulations is not known. */
  readonly heatFluxes: HeatFluxes | null;
  /** What lies outside of the trained ranges: parameters, and time under the name 'time'. */
  readonly warnings: readonly RangeWarning[];
  /** Whether the predictor did no better than baselines when the model was evaluated. */
  readonly scoreWarnings: readonly ScoreWarning[];
  /** Wall-clock seconds of this answer; the first one for a number of times compiles the graphs too. */
  readonly seconds: number;
}

/** Moments that are drawn, at most. */
const DRAWN_TIMES = 6;

/**
 * Predicts an evolution.
 *
 * @throws TharsisError `predictor-unknown`, `predict-parameter`, `predict-times`, `predict-initial-field`, `convection-parameter`, `archive-...`
 */
export async function predictEvolution(surrogate: Surrogate, asked: Query): Promise<Prediction> {
  requireArgument(hasKeys(surrogate, 'model'), 'predictEvolution(surrogate)', 'what openSurrogate gives', surrogate);
  const { description } = surrogate.model;
  checkKeys(asked);
  const query = { ...asked, predictor: asked.predictor ?? firstPredictor(surrogate.model) };
  checkQuery(surrogate, query);
  const times = query.times ?? Float64Array.from(description.times);
  const r = Float64Array.from(description.grid.r);
  const phi = Float64Array.from(description.grid.phi);
  const { extrapolate } = query;
  const start = startsFromField(query.predictor)
    ? { initialField: await initialField(surrogate, query), extrapolate }
    : { extrapolate };
  const began = performance.now();
  const temperature = await surrogate.predict(query.predictor, query.parameters, times, start);
  const seconds = (performance.now() - began) / 1000;
  checkAnswer(temperature, surrogate.rangeWarnings(query.parameters));
  const sequence = { times, r, phi, temperature };
  const profiles = horizontalProfiles(sequence);
  const conduction = conductionOfModel(surrogate.model);
  const { geometry } = description;
  return {
    query,
    ...sequence,
    geometry,
    profiles,
    meanTemperature: meanTemperature({ ...sequence, geometry }),
    heatFluxes: conduction && heatFluxes(profiles, r, conduction, geometry),
    warnings: [...surrogate.rangeWarnings(query.parameters), ...timeWarnings(description.times, times)],
    scoreWarnings: surrogate.scoreWarnings(query.predictor),
    seconds,
  };
}

/** Writes temperature.h5, temperature.png, and profiles and series as CSV and Arrow; gives their paths. */
export function writePrediction(folder: string, surrogate: Surrogate, prediction: Prediction): string[] {
  const { query, times, r, phi, geometry, temperature, profiles, heatFluxes } = prediction;
  const { description } = surrogate.model;
  const path = (name: string): string => join(folder, name);
  const units = Object.fromEntries(Object.entries(description.parameters).map(([name, { unit }]) => [name, unit]));
  writeSimulation(path('temperature.h5'), {
    id: `prediction of ${description.name}`,
    parameters: query.parameters,
    parameterUnits: units,
    times,
    r,
    phi,
    geometry,
    temperature,
    series: {
      mean_temperature: series(prediction.meanTemperature, 'K', 'volume-mean mantle temperature'),
      ...(heatFluxes && {
        surface_heat_flux: series(heatFluxes.surface, 'W m-2', 'heat flux through the surface, estimated from T'),
        core_heat_flux: series(heatFluxes.core, 'W m-2', 'heat flux out of the core, estimated from T'),
      }),
    },
    solver: {
      software: `tharsis surrogate ${packageVersions().tharsis}`,
      predictor: query.predictor,
      model: description.name,
      dataset_digest: description.dataset.digest,
    },
  });
  writeFileAtomic(path('temperature.png'), picture(surrogate, prediction));
  const profileColumns = {
    time_s: Float64Array.from(profiles, (_, index) => times[Math.floor(index / r.length)]!),
    radius_m: Float64Array.from(profiles, (_, index) => r[index % r.length]!),
    temperature_K: profiles,
  };
  const seriesColumns = {
    time_s: times,
    mean_temperature_K: prediction.meanTemperature,
    ...(heatFluxes && {
      surface_heat_flux_W_per_m2: heatFluxes.surface,
      core_heat_flux_W_per_m2: heatFluxes.core,
    }),
  };
  for (const [name, columns] of [
    ['profiles', profileColumns],
    ['series', seriesColumns],
  ] as const) {
    writeCsv(path(`${name}.csv`), columns);
    writeTable(path(`${name}.arrow`), columns);
  }
  const names = ['temperature.h5', 'temperature.png', 'profiles.csv', 'profiles.arrow', 'series.csv', 'series.arrow'];
  return names.map(path);
}

function startsFromField(predictor: string): boolean {
  return predictorNamed(predictor).startsFrom === 'initial-field';
}

/** A misspelled key would be answered as if it were not there. */
function checkKeys(asked: Query): void {
  const unknown = Object.keys(asked ?? {}).find((key) => !queryKeys.includes(key));
  if (unknown === undefined) return;
  throw new TharsisError('predict-parameter', `a query has no key '${unknown}'`, suggestion(unknown, queryKeys));
}

function checkQuery({ model }: Surrogate, query: Prediction['query']): void {
  const { parameters, predictor, times, initialField: file, extrapolate } = query;
  if (!Object.hasOwn(model.predictors, predictor)) throw unknownPredictor(model, predictor);
  if (!startsFromField(predictor) && file !== undefined) {
    const { label } = predictorNamed(predictor);
    throw new TharsisError(
      'predict-initial-field',
      `the ${label} needs no initial field`,
      `leave --initial-field out${otherPredictors(model, true)}`,
    );
  }
  if (times !== undefined) checkMoments(times, Math.min(0, model.description.times[0]!));
  checkParameters(model, parameters, extrapolate);
  const evolution = evolutionOfModel(model);
  if (evolution === undefined) return;
  checkMantleParameters(parameters as unknown as MantleParameters, planetOf(evolution.planet));
}

/** Moments of an evolution: seconds from the first of the training on, increasing. */
function checkMoments(times: Float64Array, first: number): void {
  checkTimes('times', times);
  const wrong = times.findIndex((time, index) => time < first || (index > 0 && time <= times[index - 1]!));
  if (wrong < 0) return;
  throw new TharsisError(
    'predict-times',
    `'times' has ${times[wrong]} at index ${wrong}${wrong === 0 ? '' : `, after ${times[wrong - 1]}`}`,
    `give increasing seconds from ${first} on, each once`,
  );
}

/** ', or ask the ... with --predictor ...': the predictors of the model that start from a field, or do not. */
function otherPredictors(model: Model, fromField: boolean): string {
  const names = Object.keys(model.predictors).filter((name) => startsFromField(name) === fromField);
  return names.map((name) => `, or ask the ${predictorNamed(name).label} with --predictor ${name}`).join('');
}

/** Far outside of its ranges a surrogate may answer anything, which is not passed on as a temperature. */
function checkAnswer(temperature: Float32Array, outside: readonly RangeWarning[]): void {
  const wrong = temperature.find((value) => !(value > 0 && value < Number.POSITIVE_INFINITY));
  if (wrong === undefined) return;
  throw new TharsisError(
    'predict-unphysical',
    `the surrogate answers with a temperature of ${wrong.toPrecision(4)} K: the question is too far from its training${outside
      .map(({ name, value, minimum, maximum }) => `; ${name} is ${value}, trained were ${minimum} to ${maximum}`)
      .join('')}`,
    'stay near the trained ranges (model.json, and the README.md of the model); are the units SI?',
  );
}

async function initialField(
  { model }: Surrogate,
  { parameters, predictor, initialField: file }: Prediction['query'],
): Promise<Float32Array> {
  const { evolution: stored, grid } = model.description;
  if (file !== undefined) {
    const header = await guardedReader.header(file);
    if (!near(header.r, grid.r) || !near(header.phi, grid.phi)) {
      throw new TharsisError(
        'predict-initial-field',
        `${file} is on another grid than the model (${header.r.length} x ${header.phi.length} cells; the model has ${grid.r.length} x ${grid.phi.length})`,
        'give a field at the r and phi that model.json lists',
      );
    }
    await guardedReader.check(header);
    return guardedReader.temperature(header, 0, 1);
  }
  const evolution = storedEvolution(stored);
  if (evolution?.initialState !== undefined) {
    throw new TharsisError(
      'predict-initial-field',
      `the training simulations of this model start from ${evolution.initialState.file}, which the model does not hold`,
      `give --initial-field FILE, for example a training simulation (its first snapshot is taken)${otherPredictors(model, false)}`,
    );
  }
  if (evolution !== undefined) return initialTemperatureField(parameters as unknown as MantleParameters, evolution);
  throw new TharsisError(
    'predict-initial-field',
    `the ${predictorNamed(predictor).label} starts from a field, and how the training simulations of this model start is not known`,
    `give --initial-field FILE (its first snapshot is taken)${otherPredictors(model, false)}`,
  );
}

/** Whether coordinates agree, to what files may round off. */
function near(found: Float64Array, wanted: readonly number[]): boolean {
  const tolerance = 1e-6 * Math.abs(wanted.at(-1)!);
  return found.length === wanted.length && wanted.every((value, index) => Math.abs(value - found[index]!) <= tolerance);
}

/** The surrogate has seen no time before the first, or after the last, of its training simulations. */
function timeWarnings(trained: readonly number[], times: Float64Array): RangeWarning[] {
  const [minimum, maximum] = [Math.min(...trained), Math.max(...trained)];
  const excess = (value: number): number => Math.max(minimum - value, value - maximum);
  const value = times.reduce((worst, time) => (excess(time) > excess(worst) ? time : worst), times[0]!);
  if (excess(value) <= 0) return [];
  return [{ name: 'time', value, minimum, maximum, excessPercent: (100 * excess(value)) / (maximum - minimum) }];
}

function series(values: Float64Array, units: string, description: string) {
  return { values, units, description };
}

function picture({ model }: Surrogate, { query, times, r, phi, temperature }: Prediction): Uint8Array {
  const drawn = drawnIndices(times.length);
  const cells = r.length * phi.length;
  const fields = new Float32Array(drawn.length * cells);
  for (const [position, index] of drawn.entries()) {
    fields.set(temperature.subarray(index * cells, (index + 1) * cells), position * cells);
  }
  return fieldPicturePng({
    title: `${model.description.name}, ${predictorNamed(query.predictor).label}`,
    subtitle: parameterText(parameterAxes(model.description.parameters), query.parameters),
    times: drawn.map((index) => times[index]!),
    r,
    phi,
    temperature: fields,
  });
}

/** Evenly over the sequence, its last moment always among them. */
function drawnIndices(count: number): number[] {
  const drawn = Math.min(DRAWN_TIMES, count);
  return Array.from({ length: drawn }, (_, position) => Math.round(((position + 1) * count) / drawn) - 1);
}
