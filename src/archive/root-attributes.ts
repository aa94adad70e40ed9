// What the root attributes of a simulation file say: its parameters with their units, its geometry, its ghost layers,
// its solver.
import { TharsisError } from '../foundation/errors.js';
import { type GeometryName, geometryNames, usualGeometry } from '../foundation/geometries/registry.js';
import {
  geometryAttribute,
  ghostLayersAttribute,
  parameterPrefix,
  type SimulationHeader,
  scaleSuffix,
  solverPrefix,
  unitsSuffix,
} from './layout.js';
import { type ParameterScale, parameterScaleNames, scalesOf } from './parameter-scale.js';

/** Values of attributes by name, as the HDF5 library gives them; only those that are meaningful need be there. */
export type AttributeValues = Readonly<Record<string, unknown>>;

/** In place of a value of a type that cannot be read, as of half precision. */
export interface UnreadableValue {
  readonly unreadable: string;
}

const idAttribute = 'simulation_id';

/** Whether an attribute of this name is read. */
export function isMeaningful(name: string): boolean {
  return (
    [parameterPrefix, solverPrefix].some((prefix) => name.startsWith(prefix)) ||
    [idAttribute, geometryAttribute, ghostLayersAttribute].includes(name)
  );
}

/**
 * The name of the simulation: a text or a whole number, alone or as an array of one; absent: its path.
 *
 * @throws TharsisError `archive-parameter`
 */
export function simulationIdOf(attributes: AttributeValues, path: string): string {
  const value = attributes[idAttribute];
  if (value === undefined) return path;
  const [item, ...others]: readonly unknown[] = isArray(value) ? Array.from(value) : [value];
  const id = typeof item === 'string' ? item.trim() : Number.isInteger(Number(item)) ? String(item) : '';
  if (id !== '' && others.length === 0 && ['string', 'number', 'bigint'].includes(typeof item)) return id;
  throw new TharsisError(
    'archive-parameter',
    `${path}: the attribute ${idAttribute} is ${shown(value)}`,
    'give a text or a whole number, or leave it out: the path takes its place',
  );
}

/**
 * The parameters, at least one, finite. A parameter without units counts as dimensionless, one without a scale has the
 * usual one.
 *
 * @throws TharsisError `archive-parameter`
 */
export function parametersOf(
  attributes: AttributeValues,
  path: string,
): Pick<SimulationHeader, 'parameters' | 'parameterUnits' | 'parameterScales'> {
  const parameters: [name: string, value: number][] = [];
  const parameterUnits: [name: string, unit: string][] = [];
  const stated: [name: string, scale: ParameterScale][] = [];
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!attribute.startsWith(parameterPrefix) || describesAnother(attribute, attributes)) continue;
    const name = attribute.slice(parameterPrefix.length);
    const numbers = numbersIn(value);
    if (numbers?.length !== 1 || !Number.isFinite(numbers[0])) {
      throw new TharsisError(
        'archive-parameter',
        `${path}: the attribute ${attribute} is ${shown(value)}`,
        isUnreadable(value) ? 'write it as a 64-bit float' : 'give one finite number',
      );
    }
    parameters.push([name, numbers[0]!]);
    const units = attributes[`${attribute}${unitsSuffix}`];
    parameterUnits.push([name, units === undefined ? '1' : String(units).trim()]);
    const scale = attributes[`${attribute}${scaleSuffix}`];
    if (scale !== undefined) stated.push([name, scaleFrom(scale, `${attribute}${scaleSuffix}`, path)]);
  }
  if (parameters.length === 0) {
    throw new TharsisError(
      'archive-parameter',
      `${path}: no root attribute starts with '${parameterPrefix}', so the parameters of the simulation are unknown`,
      'add one for each parameter, like parameter_referenceViscosity = 1e21',
    );
  }
  const names = parameters.map(([name]) => name);
  // Not by assignment: a parameter may be called __proto__.
  return {
    parameters: Object.fromEntries(parameters),
    parameterUnits: Object.fromEntries(parameterUnits),
    parameterScales: scalesOf(names, Object.fromEntries(stated)),
  };
}

/** Whether an attribute says the unit or the scale of a parameter. A parameter may itself be called `length_scale`. */
function describesAnother(attribute: string, attributes: AttributeValues): boolean {
  return (
    attribute.endsWith(unitsSuffix) ||
    (attribute.endsWith(scaleSuffix) && Object.hasOwn(attributes, attribute.slice(0, -scaleSuffix.length)))
  );
}

function scaleFrom(value: unknown, attribute: string, path: string): ParameterScale {
  const scale = parameterScaleNames.find((name) => name === value);
  if (scale !== undefined) return scale;
  throw new TharsisError(
    'archive-parameter',
    `${path}: the attribute ${attribute} is ${shown(value)}`,
    `give one of: ${parameterScaleNames.join(', ')}`,
  );
}

/**
 * Ghost layers at (inner, outer, low phi, high phi); none when the attribute is absent.
 *
 * @param cells lengths of r and phi in the file; at least one active cell must remain along each
 * @throws TharsisError `archive-ghost-layers`
 */
export function ghostLayersOf(
  attributes: AttributeValues,
  path: string,
  cells: { readonly r: number; readonly phi: number },
): SimulationHeader['ghostLayers'] {
  const attribute = attributes[ghostLayersAttribute];
  if (attribute === undefined) return [0, 0, 0, 0];
  const layers = numbersIn(attribute) ?? [];
  const [inner = 0, outer = 0, low = 0, high = 0] = layers;
  const fits = inner + outer < cells.r && low + high < cells.phi;
  if (layers.length !== 4 || layers.some((count) => !Number.isInteger(count) || count < 0) || !fits) {
    throw new TharsisError(
      'archive-ghost-layers',
      `${path}: the attribute ${ghostLayersAttribute} is ${shown(attribute)} on ${cells.r} x ${cells.phi} cells`,
      'give four whole numbers: layers at (inner radius, outer radius, low phi, high phi)',
    );
  }
  return [inner, outer, low, high];
}

/**
 * The geometry: a text, alone or as an array of one; a cylinder where the attribute is absent.
 *
 * @throws TharsisError `archive-geometry`
 */
export function geometryOf(attributes: AttributeValues, path: string): GeometryName {
  const attribute = attributes[geometryAttribute];
  if (attribute === undefined) return usualGeometry;
  const [item, ...others]: readonly unknown[] = isArray(attribute) ? Array.from(attribute) : [attribute];
  const geometry = geometryNames.find((name) => name === item && others.length === 0);
  if (geometry !== undefined) return geometry;
  throw new TharsisError(
    'archive-geometry',
    `${path}: the attribute ${geometryAttribute} is ${shown(attribute)}`,
    `give ${geometryNames.join(' or ')}: it says how volumes of cells grow with the radius`,
  );
}

/** What is recorded of how the numbers were made: texts and numbers; anything else is left out. */
export function solverOf(attributes: AttributeValues): Record<string, string | number> {
  const solver: [name: string, entry: string | number][] = [];
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!attribute.startsWith(solverPrefix)) continue;
    const entry = typeof value === 'string' ? value : numbersIn(value)?.[0];
    if (entry !== undefined) solver.push([attribute.slice(solverPrefix.length), entry]);
  }
  return Object.fromEntries(solver);
}

/** The numbers of a numeric attribute, scalar or one-dimensional (64-bit integers arrive as bigint); else undefined. */
function numbersIn(value: unknown): number[] | undefined {
  const items: readonly unknown[] = isArray(value) ? Array.from(value) : [value];
  return items.every((item) => typeof item === 'number' || typeof item === 'bigint') ? items.map(Number) : undefined;
}

function isArray(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (isArray(value)) return `[${Array.from(value).join(', ')}]`;
  return isUnreadable(value) ? `of a type that cannot be read (${value.unreadable})` : `${value}`;
}

function isUnreadable(value: unknown): value is UnreadableValue {
  return value instanceof Object && 'unreadable' in value;
}
