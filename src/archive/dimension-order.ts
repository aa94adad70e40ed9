// Which dimension of a variable is time, which r, which phi, as the file names them: by dimension scales or labels of
// HDF5, by the dimensions of netCDF. Without names the order is (time, r, phi).
import { TharsisError } from '../foundation/errors.js';
import { type AxisName, axisNames } from './layout.js';

/** The position in the file of time, r and phi: [0, 2, 1] is a variable stored as (time, phi, r). */
export type DimensionOrder = readonly [number, number, number];

/** The name of each dimension of a variable in the file; undefined where it has none. */
export type DimensionNames = readonly (string | undefined)[];

/** As the layout has it. */
export const usualOrder: DimensionOrder = [0, 1, 2];

/**
 * The order of the dimensions of a field. Names that are neither those of the axes nor those of the dimensions of the
 * axes say nothing; one axis that is left over takes the one dimension that is left over.
 *
 * @param axes the name of the dimension along which each axis is stored, where it has one: r(radius) has 'radius'
 * @param variable the file and the variable, for the error
 * @throws TharsisError `archive-shape` where the names say another order than the usual and leave a part of it open
 */
export function orderOf(
  names: DimensionNames,
  axes: Readonly<Partial<Record<AxisName, string>>>,
  variable: string,
): DimensionOrder {
  const meant = names.map((name) => axisCalled(name, axes));
  const positions = axisNames.map((axis) => meant.indexOf(axis));
  const twice = meant.some((axis, index) => axis !== undefined && meant.indexOf(axis) !== index);
  const open = positions.flatMap((position, axis) => (position < 0 ? [axis] : []));
  const usual = positions.every((position, axis) => position < 0 || position === axis);
  if (!twice && usual) return usualOrder;
  if (!twice && open.length === 1 && names.length === axisNames.length) {
    positions[open[0]!] = meant.indexOf(undefined);
  } else if (twice || open.length > 0) {
    const shown = names.map((name) => name ?? '?').join(', ');
    throw new TharsisError(
      'archive-shape',
      `${variable}: the file names its dimensions (${shown}), from which the order of time, r and phi does not follow`,
      'name all three of them, or write it as (time, r, phi)',
    );
  }
  return positions as unknown as DimensionOrder;
}

function axisCalled(name: string | undefined, axes: Readonly<Partial<Record<AxisName, string>>>): AxisName | undefined {
  if (name === undefined) return undefined;
  const named = axisNames.find((axis) => axis === name);
  if (named !== undefined) return named;
  const stored = axisNames.filter((axis) => axes[axis] === name);
  return stored.length === 1 ? stored[0] : undefined;
}

/** Entries for time, r and phi in the order of the file. */
export function inFileOrder<Entry>(entries: readonly [Entry, Entry, Entry], order: DimensionOrder): Entry[] {
  const inFile: Entry[] = [];
  for (const [axis, position] of order.entries()) inFile[position] = entries[axis]!;
  return inFile;
}

/** A block of the file, with these lengths along time, r and phi, as (time, r, phi). */
export function toFieldOrder(
  block: Float32Array,
  lengths: readonly [number, number, number],
  order: DimensionOrder,
): Float32Array {
  if (order.every((position, axis) => position === axis)) return block;
  const [, second, third] = inFileOrder(lengths, order) as [number, number, number];
  const strides = [second * third, third, 1];
  const [along, outward, around] = order.map((position) => strides[position]!) as [number, number, number];
  const field = block.slice();
  let next = 0;
  for (let time = 0; time < lengths[0]; time++) {
    for (let row = 0; row < lengths[1]; row++) {
      for (let column = 0; column < lengths[2]; column++) {
        field[next++] = block[time * along + row * outward + column * around]!;
      }
    }
  }
  return field;
}
