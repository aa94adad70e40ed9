// Reading a simulation: its header, and its temperatures by slabs of snapshots. What does not fit is told in one line.
import { TharsisError } from '../foundation/errors.js';
import { Dataset, type Hdf5File, numbersOf, openFile } from './hdf5.js';
import {
  type AxisName,
  axisNames,
  ghostLayersAttribute,
  parameterPrefix,
  type SimulationHeader,
  temperatureName,
  unitsSuffix,
} from './layout.js';
import { unitFactor } from './units.js';

/**
 * Reads everything but the fields, and checks that it fits together.
 *
 * @throws TharsisError, exit code 2, codes `archive-...`; the message starts with the file
 */
export function readSimulationHeader(path: string): SimulationHeader {
  return openFile(path, (file) => headerOf(file, path));
}

/**
 * Temperatures of the snapshots `start` to `stop` (exclusive), (time, r, phi) in K, active cells only.
 */
export function readTemperature(header: SimulationHeader, start = 0, stop = header.times.length): Float32Array {
  const [inner, , low] = header.ghostLayers;
  return openFile(header.file, (file) => {
    const dataset = datasetOf(file, temperatureName, header.file);
    const window = [
      [start, stop],
      [inner, inner + header.r.length],
      [low, low + header.phi.length],
    ] as [number, number][];
    const values = dataset.slice(window) as ArrayLike<number>;
    return values instanceof Float32Array ? values : Float32Array.from(values);
  });
}

function headerOf(file: Hdf5File, path: string): SimulationHeader {
  const shape = datasetOf(file, temperatureName, path).shape ?? [];
  const axes = Object.fromEntries(axisNames.map((axis) => [axis, axisOf(file, axis, path)])) as Record<
    AxisName,
    Float64Array
  >;
  const expected = axisNames.map((axis) => axes[axis].length);
  if (shape.length !== 3 || shape.some((length, index) => length !== expected[index])) {
    throw new TharsisError(
      'archive-shape',
      `${path}: /temperature has the shape [${shape.join(', ')}], but its coordinates want [${expected.join(', ')}]`,
      'write it as (time, r, phi), one coordinate value for each index',
    );
  }
  const ghostLayers = ghostLayersOf(file, path, axes);
  const [inner, outer, low, high] = ghostLayers;
  const attributes = attributeValues(file);
  const { parameters, parameterUnits } = parametersOf(attributes, path);
  return {
    id: typeof attributes.simulation_id === 'string' ? attributes.simulation_id : path,
    file: path,
    parameters,
    parameterUnits,
    times: axes.time,
    r: axes.r.slice(inner, axes.r.length - outer),
    phi: axes.phi.slice(low, axes.phi.length - high),
    ghostLayers,
  };
}

function datasetOf(file: Hdf5File, name: string, path: string): Dataset {
  if (file.keys().includes(name)) {
    const entity = file.get(name);
    if (entity instanceof Dataset) return entity;
  }
  throw new TharsisError(
    'archive-dataset-missing',
    `${path}: there is no dataset /${name}`,
    `write /temperature (time, r, phi) with /time, /r and /phi; docs/archive-format.md shows how`,
  );
}

function axisOf(file: Hdf5File, axis: AxisName, path: string): Float64Array {
  const dataset = datasetOf(file, axis, path);
  const factor = unitFactor(axis, textAttribute(dataset, 'units'), path);
  const values = numbersOf(dataset);
  for (let index = 0; index < values.length; index++) {
    const value = values[index]! * factor;
    values[index] = value;
    if (!Number.isFinite(value)) throw axisError(axis, path, `holds ${value} at index ${index}`);
    if (index > 0 && value <= values[index - 1]!) {
      throw axisError(axis, path, `does not increase at index ${index}: ${values[index - 1]} is followed by ${value}`);
    }
  }
  if (values.length === 0) throw axisError(axis, path, 'is empty');
  return values;
}

function axisError(axis: AxisName, path: string, what: string): TharsisError {
  const code = axis === 'time' ? 'archive-times' : 'archive-coordinates';
  return new TharsisError(
    code,
    `${path}: /${axis} ${what}`,
    'sort it, and drop what is doubled (restarts double snapshots)',
  );
}

function ghostLayersOf(
  file: Hdf5File,
  path: string,
  axes: Record<AxisName, Float64Array>,
): SimulationHeader['ghostLayers'] {
  const attribute = attributeValues(file)[ghostLayersAttribute];
  if (attribute === undefined) return [0, 0, 0, 0];
  const layers =
    ArrayBuffer.isView(attribute) || Array.isArray(attribute) ? Array.from(attribute as never, Number) : [];
  const [inner = 0, outer = 0, low = 0, high = 0] = layers;
  const fits = inner + outer < axes.r.length && low + high < axes.phi.length;
  if (layers.length !== 4 || layers.some((count) => !Number.isInteger(count) || count < 0) || !fits) {
    throw new TharsisError(
      'archive-ghost-layers',
      `${path}: the attribute ghost_layers is [${layers.join(', ')}]`,
      'give four whole numbers: layers at (inner radius, outer radius, low phi, high phi)',
    );
  }
  return [inner, outer, low, high];
}

function attributeValues(file: Hdf5File): Record<string, unknown> {
  return Object.fromEntries(Object.entries(file.attrs).map(([name, attribute]) => [name, attribute.value]));
}

function textAttribute(dataset: Dataset, name: string): string | undefined {
  const value = dataset.attrs[name]?.value;
  return typeof value === 'string' ? value : undefined;
}

function parametersOf(
  attributes: Record<string, unknown>,
  path: string,
): Pick<SimulationHeader, 'parameters' | 'parameterUnits'> {
  const parameters: Record<string, number> = {};
  const parameterUnits: Record<string, string> = {};
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!attribute.startsWith(parameterPrefix) || attribute.endsWith(unitsSuffix)) continue;
    const name = attribute.slice(parameterPrefix.length);
    const number = ArrayBuffer.isView(value) ? Number((value as unknown as ArrayLike<number>)[0]) : Number(value);
    if (!Number.isFinite(number)) {
      throw new TharsisError(
        'archive-parameter',
        `${path}: the attribute ${attribute} is ${value}`,
        'give a finite number',
      );
    }
    parameters[name] = number;
    const units = attributes[`${attribute}${unitsSuffix}`];
    parameterUnits[name] = typeof units === 'string' ? units : '1';
  }
  if (Object.keys(parameters).length === 0) {
    throw new TharsisError(
      'archive-parameter',
      `${path}: no root attribute starts with '${parameterPrefix}', so the parameters of the simulation are unknown`,
      'add one for each parameter, like parameter_referenceViscosity = 1e21',
    );
  }
  return { parameters, parameterUnits };
}
