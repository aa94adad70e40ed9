// What a format finds in a file that has named variables and attributes, before anything is made of it, and how the
// values of its variables are read: unpacked, in the order of the layout, and checked against fill values and bounds.
import { TharsisError } from '../foundation/errors.js';
import {
  type DimensionNames,
  type DimensionOrder,
  inFileOrder,
  orderOf,
  toFieldOrder,
  usualOrder,
} from './dimension-order.js';
import { type AxisName, axisNames, type SimulationHeader } from './layout.js';
import type { AttributeValues } from './root-attributes.js';
import { decode, type Encoding, type OnMissing } from './value-encoding.js';

/** Indices `start` to `stop` (exclusive) along a dimension. */
export type Range = readonly [start: number, stop: number];

/** A variable of numbers. */
export interface FileVariable {
  readonly shape: readonly number[];
  readonly dimensions: DimensionNames;
  /** The attribute `units`, if there is one. */
  readonly units: string | undefined;
  /** What else is said of it: the attributes `long_name`, `standard_name` and `positive`. */
  readonly description: string;
  readonly encoding: Encoding;
  /** The numbers as they are stored, of a block with a range for each dimension; without ranges all of them. */
  stored(ranges?: readonly Range[]): ArrayLike<number>;
}

export interface FileContent {
  has(name: string): boolean;
  /** @throws TharsisError where there is no such variable, or it does not hold plain numbers */
  variable(name: string): FileVariable;
  readonly attributes: AttributeValues;
}

/** All values of a variable in the order of the file, NaN for what stands for no value. */
export function valuesOf(variable: FileVariable, onMissing?: OnMissing): Float64Array {
  const stored = variable.stored();
  return decode(stored, new Float64Array(stored.length), variable.encoding, onMissing);
}

/** The order of the dimensions of a field, by its names and those of the axes. */
export function orderOfField(content: FileContent, name: string, path: string): DimensionOrder {
  const axes = axisNames.map((axis) => [axis, content.variable(axis).dimensions[0]]);
  const named = Object.fromEntries(axes) as Record<AxisName, string | undefined>;
  return orderOf(content.variable(name).dimensions, named, `${path}: /${name}`);
}

/**
 * The active cells of snapshots `start` to `stop` (exclusive) of a field, (time, r, phi).
 *
 * @throws TharsisError `archive-value` where a cell holds a number that stands for no value, `archive-shape` where the
 *   field does not have the shape of the temperatures
 */
export function readField(
  content: FileContent,
  name: string,
  { file, times, r, phi, ghostLayers }: SimulationHeader,
  start: number,
  stop: number,
): Float32Array {
  const variable = content.variable(name);
  const order = orderOfField(content, name, file);
  const [inner, outer, low, high] = ghostLayers;
  requireShape(variable, name, [times.length, inner + r.length + outer, low + phi.length + high], order, file);
  const ranges = [
    [start, stop],
    [inner, inner + r.length],
    [low, low + phi.length],
  ] as const satisfies readonly Range[];
  const lengths = [stop - start, r.length, phi.length] as const;
  const stored = variable.stored(inFileOrder<Range>(ranges, order));
  const target = stored instanceof Float32Array ? stored : new Float32Array(stored.length);
  const values = decode(stored, target, variable.encoding, (index, what) => {
    const [, second, third] = inFileOrder(lengths, order) as [number, number, number];
    const inFile = [Math.floor(index / (second * third)), Math.floor(index / third) % second, index % third];
    const place = order.map((position, axis) => ranges[axis]![0] + inFile[position]!);
    throw new TharsisError(
      'archive-value',
      `${file}: /${name}[${place.join(', ')}] holds ${what}`,
      'write a value there, correct the attribute, or leave the file out',
    );
  });
  return toFieldOrder(values, lengths, order);
}

/** @throws TharsisError `archive-shape` unless the field has these lengths along time, r and phi */
export function requireShape(
  { shape }: FileVariable,
  name: string,
  lengths: readonly [number, number, number],
  order: DimensionOrder,
  path: string,
): void {
  const expected = inFileOrder(lengths, order);
  if (shape.length === expected.length && shape.every((length, index) => length === expected[index])) return;
  const named = order === usualOrder ? '' : ` (${inFileOrder(axisNames, order).join(', ')})`;
  throw new TharsisError(
    'archive-shape',
    `${path}: /${name} has the shape [${shape.join(', ')}], but its coordinates${named} have the lengths [${expected.join(', ')}]`,
    'write it as (time, r, phi), one coordinate value for each index',
  );
}
