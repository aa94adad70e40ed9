// Dimensions are found by the names that a file gives them; without names they are (time, r, phi). As many radii as
// azimuths, so that no shape gives a wrong order away.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type DimensionNames,
  inFileOrder,
  orderOf,
  toFieldOrder,
  usualOrder,
} from '../../src/archive/dimension-order.js';
import { createFile, type Dataset } from '../../src/archive/hdf5.js';
import { readSimulationHeader, readTemperature } from '../../src/archive/simulation-reader.js';
import { errorOf, scratchFolder } from './sample-simulations.js';

const folder = scratchFolder();

/** Snapshot t, row i, column j: 1000 + 100 t + 10 i + j. */
const field = Float32Array.from({ length: 48 }, (_, index) => {
  return 1000 + 100 * Math.floor(index / 16) + 10 * (Math.floor(index / 4) % 4) + (index % 4);
});

const ids = '_Netcdf4Coordinates';

/** A file of that field as (time, phi, r), whose dimensions are named by `name`. */
function written(file: string, name: (temperature: Dataset) => void): string {
  const path = join(folder, `${file}.h5`);
  const swapped = toFieldOrder(field, [3, 4, 4], [0, 2, 1]);
  createFile(path, (hdf5) => {
    hdf5.create_attribute('parameter_referenceViscosity', 1e21, [], '<d');
    const axes = {
      time: Float64Array.of(0, 10, 30),
      r: Float64Array.of(2e6, 2.5e6, 3e6, 3.5e6),
      phi: Float64Array.of(0.1, 0.2, 0.3, 0.4),
    };
    for (const [id, [axis, data]] of Object.entries(axes).entries()) {
      const scale = hdf5.create_dataset({ name: axis, data }) as Dataset;
      scale.make_scale(axis);
      scale.create_attribute('_Netcdf4Dimid', id);
    }
    name(hdf5.create_dataset({ name: 'temperature', data: swapped, shape: [3, 4, 4] }) as Dataset);
  });
  return path;
}

describe('the order of dimensions', () => {
  it.each<[string, DimensionNames, readonly number[]]>([
    ['without names', [undefined, undefined, undefined], [0, 1, 2]],
    ['by unknown names', ['t', 'theta', 'radius'], [0, 1, 2]],
    ['as usual', ['time', 'r', 'phi'], [0, 1, 2]],
    ['swapped', ['time', 'phi', 'r'], [0, 2, 1]],
    ['from last to first', ['phi', 'r', 'time'], [2, 1, 0]],
    ['turned', ['r', 'phi', 'time'], [2, 0, 1]],
    ['with one name missing', ['time', 'phi', undefined], [0, 2, 1]],
    ['with one unknown name', ['n', 'phi', 'r'], [0, 2, 1]],
    ['with names that fit the usual order', [undefined, 'r', undefined], [0, 1, 2]],
    ['by the dimensions of the axes', ['time', 'columns', 'rows'], [0, 2, 1]],
  ])('is found %s', (_name, names, order) => {
    expect(orderOf(names, { r: 'rows', phi: 'columns' }, 'x')).toEqual(order);
  });

  it.each<[DimensionNames, string]>([
    [['time', 'phi', 'phi'], 'time, phi, phi'],
    [['r', undefined, 'x'], 'r, ?, x'],
  ])('is refused where it does not follow: %j', (names, shown) => {
    expect(errorOf(() => orderOf(names, {}, 'a.h5: /temperature'))).toMatchObject({
      code: 'archive-shape',
      exitCode: 2,
      message: `a.h5: /temperature: the file names its dimensions (${shown}), from which the order of time, r and phi does not follow`,
    });
  });

  it('says nothing where two axes share a dimension', () => {
    expect(orderOf(['time', 'n', 'n'], { r: 'n', phi: 'n' }, 'x')).toBe(usualOrder);
  });

  it('takes blocks apart and puts them together', () => {
    const block = Float32Array.from({ length: 24 }, (_, index) => index);
    const turned = toFieldOrder(block, [2, 3, 4], [2, 0, 1]);
    // Stored as (r, phi, time).
    expect(turned[0 * 12 + 1 * 4 + 2]).toBe(1 * 8 + 2 * 2 + 0);
    expect(turned[1 * 12 + 2 * 4 + 3]).toBe(2 * 8 + 3 * 2 + 1);
    expect(inFileOrder(['time', 'r', 'phi'], [2, 0, 1])).toEqual(['r', 'phi', 'time']);
  });
});

describe('a field that is stored in another order', () => {
  it.each([['swapped-netcdf4'], ['swapped-classic']])('is read as (time, r, phi): %s', (name) => {
    const header = readSimulationHeader(join(import.meta.dirname, 'fixtures', `${name}.nc`));
    expect(header.id).toBe(name);
    expect(readTemperature(header)).toEqual(field);
    expect(readTemperature(header, 1, 2)).toEqual(field.slice(16, 32));
  });

  it.each<[string, (temperature: Dataset) => void]>([
    [
      'by scales',
      (temperature) => {
        temperature.attach_scale(1, 'phi');
        temperature.attach_scale(2, 'r');
      },
    ],
    ['by the numbers of netCDF-4', (temperature) => temperature.create_attribute(ids, Int32Array.of(0, 2, 1))],
    ['by labels', (temperature) => temperature.set_dimension_label(1, 'phi')],
  ])('is read as (time, r, phi) where HDF5 names it %s', (name, by) => {
    const path = written(name.replace(' ', '-'), (temperature) => {
      by(temperature);
      temperature.set_dimension_label(0, 'time');
    });
    expect(readTemperature(readSimulationHeader(path))).toEqual(field);
  });

  it('is read as it is without names', () => {
    const path = written('none', () => {});
    expect(readTemperature(readSimulationHeader(path))[1]).toBe(1010);
  });

  it('is refused where a dimension has two names', () => {
    const path = written('two', (temperature) => {
      temperature.attach_scale(1, 'phi');
      temperature.set_dimension_label(1, 'r');
    });
    expect(errorOf(() => readSimulationHeader(path))).toMatchObject({
      code: 'archive-shape',
      message: `${path}: /temperature: its dimension 1 is named phi and r`,
    });
  });
});
