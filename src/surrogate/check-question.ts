// Checks the arguments of a query to a surrogate. Callers from JavaScript have no types, so errors name the argument.
import { TharsisError } from '../foundation/errors.js';
import { suggestion } from '../foundation/nearest-name.js';
import { ownValue } from '../foundation/own-value.js';
import { logarithmicOf, type Model } from './model-folder.js';
import type { SimulationParameters } from './predictors/trained-predictor.js';

/**
 * Exactly the parameters of the model, each a number that has a logarithm where one is taken: by its scale, or by any
 * predictor whose configuration says so.
 *
 * @throws TharsisError `predict-parameter`
 */
export function checkParameters(model: Model, parameters: SimulationParameters): void {
  const ranges = model.description.parameters;
  const refuse = (message: string, remedy: string): never => {
    throw new TharsisError('predict-parameter', message, remedy);
  };
  for (const name of Object.keys(parameters)) {
    if (!Object.hasOwn(ranges, name)) refuse(`unknown parameter '${name}'`, suggestion(name, Object.keys(ranges)));
  }
  const logarithmic = logarithmicOf(model);
  for (const [name, { minimum, maximum, scale }] of Object.entries(ranges)) {
    const value: unknown = ownValue(parameters, name);
    const positive = scale === 'logarithmic' || logarithmic.has(name);
    if (typeof value === 'number' && Number.isFinite(value) && (value > 0 || !positive)) continue;
    const wanted = `${positive ? 'a positive' : 'a finite'} number, trained were ${minimum} to ${maximum}`;
    refuse(value === undefined ? `parameter '${name}' is missing` : `${name} is ${shown(value)}`, `give ${wanted}`);
  }
}

/** @throws TharsisError `predict-times` unless there are times and all are finite numbers */
export function checkTimes(argument: string, times: ArrayLike<number>): void {
  const values: unknown[] = Array.from(times ?? []);
  const wrong = values.findIndex((value) => !(typeof value === 'number' && Number.isFinite(value)));
  if (values.length > 0 && wrong < 0) return;
  throw new TharsisError(
    'predict-times',
    wrong < 0 ? `'${argument}' is empty` : `'${argument}' has ${shown(values[wrong])} at index ${wrong}`,
    `give '${argument}' as an array of seconds`,
  );
}

/** The initial field for a predictor that starts from one. Throws `predict-initial-field` if it is missing. */
export function checkField(predictor: string, field: Float32Array | undefined, cells: number): Float32Array {
  if (field?.length === cells) return field;
  throw new TharsisError(
    'predict-initial-field',
    field === undefined
      ? `'initialField' is missing: the predictor '${predictor}' starts from a field`
      : `the initial field has ${field.length} values, but the model's grid has ${cells}`,
    'give a field on the grid of the model (r and phi in model.json)',
  );
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `the text '${value}'` : String(value);
}
