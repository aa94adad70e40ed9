// Checks the arguments of a query to a surrogate. Callers from JavaScript have no types, so errors name the argument.
import { TharsisError } from '../foundation/errors.js';
import { suggestion } from '../foundation/nearest-name.js';
import { ownValue } from '../foundation/own-value.js';
import { logarithmicOf, type Model } from './model-folder.js';
import type { SimulationParameters } from './predictors/trained-predictor.js';

/** How many times smaller or larger than all trained values a value may be: another unit differs by more. */
const FARTHEST = { linear: 30, logarithmic: 1000 } as const;

/**
 * Exactly the parameters of the model, each a number that has a logarithm where one is taken: by its scale, or by any
 * predictor whose configuration says so. Unless `extrapolate` is set, none may be so far from the trained values that it
 * is rather one in another unit.
 *
 * @throws TharsisError `predict-parameter`
 */
export function checkParameters(model: Model, parameters: SimulationParameters, extrapolate = false): void {
  if (typeof parameters !== 'object' || parameters === null) {
    throw new TharsisError('predict-parameter', `the parameters are ${shown(parameters)}`, 'give { name: value, ... }');
  }
  const ranges = model.description.parameters;
  const refuse = (message: string, remedy: string): never => {
    throw new TharsisError('predict-parameter', message, remedy);
  };
  for (const name of Object.keys(parameters)) {
    if (!Object.hasOwn(ranges, name)) refuse(`unknown parameter '${name}'`, suggestion(name, Object.keys(ranges)));
  }
  const logarithmic = logarithmicOf(model);
  for (const [name, { minimum, maximum, scale, unit }] of Object.entries(ranges)) {
    const value: unknown = ownValue(parameters, name);
    const positive = scale === 'logarithmic' || logarithmic.has(name);
    if (typeof value === 'number' && Number.isFinite(value) && (value > 0 || !positive)) {
      if (extrapolate || isNear(value, minimum, maximum, FARTHEST[scale])) continue;
      refuse(
        `${name} is ${value}, far from all trained values (${minimum} to ${maximum} ${unit}): is it in ${unit}?`,
        'give it in this unit, or --extrapolate (extrapolate: true) for a guess all the same',
      );
    }
    const wanted = `${positive ? 'a positive' : 'a finite'} number, trained were ${minimum} to ${maximum}`;
    refuse(value === undefined ? `parameter '${name}' is missing` : `${name} is ${shown(value)}`, `give ${wanted}`);
  }
}

/** Whether a value is at most `factor` times larger than the trained ones and, where all are positive, or smaller. */
function isNear(value: number, minimum: number, maximum: number, factor: number): boolean {
  const largest = Math.max(Math.abs(minimum), Math.abs(maximum));
  // Where all trained values are zero, no value has another size.
  if (largest === 0) return true;
  return Math.abs(value) <= factor * largest && (minimum <= 0 || value >= minimum / factor);
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

/**
 * The initial field for a predictor that starts from one. Throws `predict-initial-field` if it is missing, of another
 * size, or holds what is no temperature.
 */
export function checkField(predictor: string, field: Float32Array | undefined, cells: number): Float32Array {
  if (field?.length === cells) {
    const wrong = field.findIndex((value) => !(value > 0 && value < Number.POSITIVE_INFINITY));
    if (wrong < 0) return field;
    throw new TharsisError(
      'predict-initial-field',
      `the initial field has ${field[wrong]} at index ${wrong}`,
      'give temperatures in K, positive and finite',
    );
  }
  throw new TharsisError(
    'predict-initial-field',
    field === undefined || field === null
      ? `'initialField' is missing: the predictor '${predictor}' starts from a field`
      : `the initial field has ${field.length} values, but the model's grid has ${cells}`,
    'give a field on the grid of the model (r and phi in model.json)',
  );
}

/** @throws TharsisError `predict-parameter` unless there is a list of parameter sets */
export function checkSets(parameterSets: readonly SimulationParameters[]): void {
  if (Array.isArray(parameterSets) && parameterSets.length > 0) return;
  const given = Array.isArray(parameterSets) ? 'an empty list' : `a ${typeof parameterSets}`;
  throw new TharsisError('predict-parameter', `the parameter sets are ${given}`, 'give [{ name: value, ... }, ...]');
}

/** @throws TharsisError `predict-initial-field` unless there are whole fields of `cells` values */
export function checkFields(fields: Float32Array, cells: number): void {
  if (fields instanceof Float32Array && fields.length > 0 && fields.length % cells === 0) return;
  const given = fields instanceof Float32Array ? `${fields.length} values` : `a ${typeof fields}`;
  throw new TharsisError(
    'predict-initial-field',
    `the fields are ${given}, but the model's grid has ${cells} cells`,
    'give fields (count, r, phi) as a Float32Array on the grid of the model',
  );
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `the text '${value}'` : String(value);
}
