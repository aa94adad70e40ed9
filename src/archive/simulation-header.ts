// From the variables and attributes of a file, in whatever format, to a header that is known to fit together: SI units,
// increasing coordinates, active cells. Every refusal is one line that starts with the file.
import { TharsisError } from '../foundation/errors.js';
import { usualOrder } from './dimension-order.js';
import { type FileContent, type FileVariable, orderOfField, requireShape, valuesOf } from './file-content.js';
import { type AxisName, axisNames, type SimulationHeader, temperatureName } from './layout.js';
import { checkAzimuths, checkRadii } from './plausible-values.js';
import { geometryOf, ghostLayersOf, parametersOf, simulationIdOf, solverOf } from './root-attributes.js';
import { requireKelvin, unitFactor } from './units.js';

/** The header of a file in the layout of `layout.ts`. */
export function headerOf(format: string, path: string, content: FileContent): SimulationHeader {
  const { variable, attributes } = content;
  const temperature = variable(temperatureName);
  requireKelvin(temperature.units, path);
  const axes = Object.fromEntries(axisNames.map((axis) => [axis, axisOf(axis, variable(axis), path)])) as Record<
    AxisName,
    Float64Array
  >;
  const lengths = [axes.time.length, axes.r.length, axes.phi.length] as const;
  const order = temperature.shape.length === lengths.length ? orderOfField(content, temperatureName, path) : usualOrder;
  requireShape(temperature, temperatureName, lengths, order, path);
  const ghostLayers = ghostLayersOf(attributes, path, { r: axes.r.length, phi: axes.phi.length });
  const [inner, outer, low, high] = ghostLayers;
  const r = axes.r.slice(inner, axes.r.length - outer);
  const phi = axes.phi.slice(low, axes.phi.length - high);
  checkRadii(r, variable('r'), path);
  checkAzimuths(phi, path);
  return {
    id: simulationIdOf(attributes, path),
    file: path,
    format,
    ...parametersOf(attributes, path),
    solver: solverOf(attributes),
    times: axes.time,
    r,
    phi,
    geometry: geometryOf(attributes, path),
    ghostLayers,
  };
}

function axisOf(axis: AxisName, variable: FileVariable, path: string): Float64Array {
  const { shape, units } = variable;
  if (shape.length !== 1) {
    throw new TharsisError(
      'archive-shape',
      `${path}: /${axis} has ${shape.length} dimensions`,
      'write coordinates in one',
    );
  }
  const factor = unitFactor(axis, units, path);
  const values = valuesOf(variable, (index, what) => {
    throw axisError(
      axis,
      path,
      `holds ${what} at index ${index}`,
      'write a coordinate there, or correct the attribute',
    );
  });
  const coordinates = values.map((value) => value * factor);
  let previous = Number.NEGATIVE_INFINITY;
  for (const [index, value] of coordinates.entries()) {
    if (!Number.isFinite(value)) {
      throw axisError(axis, path, `holds ${value} at index ${index}`);
    }
    if (value <= previous) {
      throw axisError(axis, path, `does not increase at index ${index}: ${previous} is followed by ${value}`);
    }
    previous = value;
  }
  if (coordinates.length === 0) throw axisError(axis, path, 'is empty');
  return coordinates;
}

function axisError(
  axis: AxisName,
  path: string,
  what: string,
  remedy = axis === 'time'
    ? 'sort it, and remove repeated values (restarts write snapshots twice)'
    : 'sort it, its values increasing, and the fields with it; remove repeated values',
): TharsisError {
  const code = axis === 'time' ? 'archive-times' : 'archive-coordinates';
  return new TharsisError(code, `${path}: /${axis} ${what}`, remedy);
}
