// Reading a simulation: its header, and its temperatures by slabs of snapshots. What does not fit is told in one line.
import { TharsisError } from '../foundation/errors.js';
import { Dataset, type Hdf5File, numbersOf, openFile } from './hdf5.js';
import { type AxisName, axisNames, depletionName, type SimulationHeader, temperatureName } from './layout.js';
import { type AttributeValues, ghostLayersOf, parametersOf, solverOf } from './root-attributes.js';
import { requireKelvin, unitFactor } from './units.js';

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
  return openFile(header.file, (file) => slab(datasetOf(file, temperatureName, header.file), header, start, stop));
}

/** Depletions as `readTemperature` reads temperatures; undefined in a file that has none. */
export function readDepletion(
  header: SimulationHeader,
  start = 0,
  stop = header.times.length,
): Float32Array | undefined {
  return openFile(header.file, (file) =>
    file.keys().includes(depletionName)
      ? slab(datasetOf(file, depletionName, header.file), header, start, stop)
      : undefined,
  );
}

function slab(dataset: Dataset, header: SimulationHeader, start: number, stop: number): Float32Array {
  const [inner, , low] = header.ghostLayers;
  const window = [
    [start, stop],
    [inner, inner + header.r.length],
    [low, low + header.phi.length],
  ] as [number, number][];
  const values = dataset.slice(window);
  return values instanceof Float32Array ? values : Float32Array.from(values as ArrayLike<number>, Number);
}

/** Series over time that the file has under these names, in its own units; those that it lacks are left out. */
export function readSeries<Name extends string>(
  header: SimulationHeader,
  names: readonly Name[],
): Partial<Record<Name, Float64Array>> {
  return openFile(header.file, (file) => {
    const present = names.filter((name) => file.keys().includes(name));
    return Object.fromEntries(present.map((name) => [name, numbersOf(datasetOf(file, name, header.file))])) as Partial<
      Record<Name, Float64Array>
    >;
  });
}

function headerOf(file: Hdf5File, path: string): SimulationHeader {
  const temperature = datasetOf(file, temperatureName, path);
  requireKelvin(unitsOf(temperature), path);
  const shape = temperature.shape ?? [];
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
  const attributes = attributeValues(file);
  const ghostLayers = ghostLayersOf(attributes, path, { r: axes.r.length, phi: axes.phi.length });
  const [inner, outer, low, high] = ghostLayers;
  const r = axes.r.slice(inner, axes.r.length - outer);
  const phi = axes.phi.slice(low, axes.phi.length - high);
  checkGeometry(r, phi, path);
  return {
    id: typeof attributes.simulation_id === 'string' ? attributes.simulation_id : path,
    file: path,
    ...parametersOf(attributes, path),
    solver: solverOf(attributes),
    times: axes.time,
    r,
    phi,
    ghostLayers,
  };
}

function datasetOf(file: Hdf5File, name: string, path: string): Dataset {
  if (file.keys().includes(name)) {
    const entity = file.get(name);
    if (entity instanceof Dataset) {
      requirePlainNumbers(entity, name, path, file.get_external_link(name)?.filename);
      return entity;
    }
  }
  throw new TharsisError(
    'archive-dataset-missing',
    `${path}: there is no dataset /${name}`,
    `write /temperature (time, r, phi) with /time, /r and /phi; docs/archive-format.md shows how`,
  );
}

/** Integers and floats of the machine (little or big endian), stored in the file itself and as they are. */
function requirePlainNumbers(dataset: Dataset, name: string, path: string, elsewhere: string | undefined): void {
  const { dtype } = dataset;
  const plain = typeof dtype === 'string' && /^[<>]?[bBhHiIqQfd]$/.test(dtype);
  const packing = ['scale_factor', 'add_offset'].find((attribute) => attribute in dataset.attrs);
  let what: string | undefined;
  if (elsewhere !== undefined) what = `is a link to ${elsewhere}`;
  else if (!plain) what = `holds elements of type ${JSON.stringify(dtype)}`;
  else if (packing !== undefined) what = `is packed (it has the attribute ${packing})`;
  else if (dataset.metadata.virtual_sources !== undefined)
    what = 'is a virtual dataset, whose numbers lie in other files';
  if (what === undefined) return;
  throw new TharsisError('archive-type', `${path}: /${name} ${what}`, 'write plain float32 or float64 numbers into it');
}

function axisOf(file: Hdf5File, axis: AxisName, path: string): Float64Array {
  const dataset = datasetOf(file, axis, path);
  const rank = dataset.shape?.length ?? 0;
  if (rank !== 1) {
    throw new TharsisError('archive-shape', `${path}: /${axis} has ${rank} dimensions`, 'write coordinates in one');
  }
  const factor = unitFactor(axis, unitsOf(dataset), path);
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

/** Values that say that a unit is missing or wrong. */
function checkGeometry(r: Float64Array, phi: Float64Array, path: string): void {
  const span = phi[phi.length - 1]! - phi[0]!;
  let what: string | undefined;
  if (r[0]! <= 0) what = `/r starts at ${r[0]} m, but radii are positive`;
  else if (span > 2 * Math.PI) what = `/phi spans ${span} rad, more than a full circle`;
  if (what === undefined) return;
  const remedy = "check the values and the attribute units ('m' or 'km', 'rad' or 'degree'; absent means m and rad)";
  throw new TharsisError('archive-coordinates', `${path}: ${what}`, remedy);
}

/** The attribute `units` as text; arrays of one text, as some writers make, count as that text. */
function unitsOf(dataset: Dataset): string | undefined {
  const value: unknown = dataset.attrs.units?.value;
  return value === undefined ? undefined : String(value).trim();
}

function attributeValues(file: Hdf5File): AttributeValues {
  return Object.fromEntries(Object.entries(file.attrs).map(([name, attribute]) => [name, attribute.value]));
}
