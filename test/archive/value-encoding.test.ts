// Stored numbers become values by the attributes of netCDF and CF. What stands for no value is refused in active cells and
// in coordinates, by its index and the attribute that says so; in series it is NaN.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSeries, readSimulationHeader, readTemperature } from '../../src/archive/simulation-reader.js';
import { decode, encodingOf, FLOAT_FILL, type NumberKind } from '../../src/archive/value-encoding.js';
import { exampleSimulation } from './example-simulation.js';
import { errorOf, MYR, scratchFolder, writeRaw } from './sample-simulations.js';

const folder = scratchFolder();

const float32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatBE(value);
  return bytes;
};
const float64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
};
const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

/** A classic netCDF file of the example in which one number is another. */
function spoiled(name: string, from: Buffer, to: Buffer): string {
  const bytes = readFileSync(join(import.meta.dirname, 'fixtures', 'netcdf3.nc'));
  const at = bytes.indexOf(from);
  expect(bytes.indexOf(from, at + 1), 'the number stands once').toBe(-1);
  bytes.set(to, at);
  const path = join(folder, `${name}.nc`);
  writeFileSync(path, bytes);
  return path;
}

describe('missing values', () => {
  it('of netCDF are those of netcdf.h: its default for floats is the float32 9.96921e36', () => {
    expect(FLOAT_FILL).toBe(Math.fround(9.969209968386869e36));
  });

  it('in temperatures of a classic netCDF file without the attribute are refused', () => {
    const header = readSimulationHeader(spoiled('temperature', float32(1002.5), float32(FLOAT_FILL)));
    expect(errorOf(() => readTemperature(header))).toMatchObject({
      code: 'archive-value',
      exitCode: 2,
      message: `${header.file}: /temperature[1, 1, 2] holds the fill value 9.96921e36 (of netCDF for what was never written)`,
    });
    // Snapshots without it can be read.
    expect(readTemperature(header, 2, 4)).toEqual(exampleSimulation.temperature.slice(30));
  });

  it('in series of a classic netCDF file are NaN', () => {
    // In the first record the mean follows the last temperature.
    const [last, mean] = [float32(1001.75), float32(1000.875)];
    const path = spoiled('series', Buffer.concat([last, mean]), Buffer.concat([last, float32(FLOAT_FILL)]));
    const { mean_temperature: series } = readSeries(readSimulationHeader(path), ['mean_temperature']);
    expect(series).toEqual(exampleSimulation.series.mean_temperature!.values.with(0, Number.NaN));
  });

  it.each([
    ['time', float64(12.5), float64(FLOAT_FILL), 'archive-times', 1, '9.96921e36'],
    ['phi', float64(18.5), float64(FLOAT_FILL), 'archive-coordinates', 2, '9.96921e36'],
    ['r', int32(1990), int32(-2147483647), 'archive-coordinates', 2, '-2.147484e9'],
  ])('in the coordinate %s of a classic netCDF file are refused', (axis, from, to, code, index, fill) => {
    const path = spoiled(axis, from, to);
    const what = `the fill value ${fill} (of netCDF for what was never written)`;
    const message = `${path}: /${axis} holds ${what} at index ${index}`;
    expect(errorOf(() => readSimulationHeader(path))).toMatchObject({ code, message });
  });

  it.each([
    ['the default', {}, FLOAT_FILL, 'the fill value 9.96921e36 (of netCDF for what was never written)'],
    ['_FillValue', { _FillValue: -999 }, -999, 'the fill value -999 (attribute _FillValue)'],
    ['missing_value', { missing_value: 0.1 }, Math.fround(0.1), 'the missing value 0.1 (attribute missing_value)'],
    ['valid_min', { valid_min: 500 }, 499.5, '499.5, below 500 (attribute valid_min)'],
    ['valid_max', { valid_max: 1059 }, 1059.5, '1059.5, above 1059 (attribute valid_max)'],
    ['valid_range', { valid_range: Float64Array.of(1000, 1059) }, 1e20, '1e20, above 1059 (attribute valid_range)'],
  ])('in an HDF5 file are refused: %s', (name, attributes, fill, what) => {
    const path = writeRaw(join(folder, `${name}.h5`), ({ datasets }) => {
      const data = Float32Array.from(datasets.temperature!.data as Float64Array);
      data[27] = fill;
      datasets.temperature = { ...datasets.temperature!, data, attributes };
    });
    const message = `${path}: /temperature[1, 1, 2] holds ${what}`;
    expect(errorOf(() => readTemperature(readSimulationHeader(path)))).toMatchObject({
      code: 'archive-value',
      message,
    });
  });

  it('may stand in ghost cells, and are found by their index in the file', () => {
    const path = writeRaw(join(folder, 'ghosts.h5'), ({ datasets, attributes }) => {
      const { data } = datasets.temperature!;
      data[0] = data[59] = FLOAT_FILL;
      datasets.temperature = { ...datasets.temperature!, attributes: { _FillValue: FLOAT_FILL } };
      attributes.ghost_layers = Int32Array.of(1, 1, 1, 1);
    });
    expect(readTemperature(readSimulationHeader(path))[0]).toBe(1006);
    const active = writeRaw(join(folder, 'active.h5'), ({ datasets, attributes }) => {
      datasets.temperature!.data[28] = FLOAT_FILL;
      attributes.ghost_layers = Int32Array.of(1, 1, 1, 1);
    });
    const { message } = errorOf(() => readTemperature(readSimulationHeader(active)));
    expect(message).toContain('/temperature[1, 1, 3] holds');
  });

  it('in the coordinates of an HDF5 file are refused', () => {
    const path = writeRaw(join(folder, 'time.h5'), ({ datasets }) => {
      datasets.time = { data: Float64Array.of(0, 10, 30), attributes: { valid_max: 20 } };
    });
    expect(errorOf(() => readSimulationHeader(path)).message).toBe(
      `${path}: /time holds 30, above 20 (attribute valid_max) at index 2`,
    );
  });
});

describe('packed variables', () => {
  const expected = Float32Array.from({ length: 48 }, (_, index) => {
    const [time, row, column] = [Math.floor(index / 16), Math.floor(index / 4) % 4, index % 4];
    return 1000 + 100 * time + 10 * row + column;
  });

  it.each([['packed-netcdf4'], ['packed-classic']])('of another library are unpacked: %s', (name) => {
    const header = readSimulationHeader(join(import.meta.dirname, 'fixtures', `${name}.nc`));
    expect([...header.times]).toEqual([0, 12.5 * MYR, 130 * MYR]);
    expect(readTemperature(header)).toEqual(expected);
  });

  const short: NumberKind = { floating: false, bytes: 2, signed: true };
  const packing = { scale_factor: { value: 0.1, floating: true }, add_offset: { value: 5, floating: true } };

  it.each([
    ['a float is compared with values', { value: 4, floating: true }, '2: 3, below 4', '3: -3000, below 4'],
    ['an integer with stored numbers', { value: -10, floating: false }, '2: -20, below -10', '3: -30050, below -10'],
  ])('have bounds, of which %s', (_name, bound, ...expectedReasons) => {
    const encoding = encodingOf({ ...packing, valid_min: bound }, short, 'x');
    const heard: string[] = [];
    const note = (index: number, what: string) => heard.push(`${index}: ${what}`);
    const values = decode([0, -10, -20, -30050], new Float64Array(4), encoding, note);
    expect([...values]).toEqual([5, 4, Number.NaN, Number.NaN]);
    expect(heard).toEqual(expectedReasons.map((reason) => `${reason} (attribute valid_min)`));
  });

  it.each([
    ['a scale of nothing', { scale_factor: { value: 0, floating: true } }, 'scale_factor = 0'],
    ['a scale in words', { scale_factor: { value: '0.1', floating: false } }, "the attribute scale_factor is '0.1'"],
    [
      'one bound of two',
      { valid_range: { value: Float64Array.of(1), floating: true } },
      'the attribute valid_range is [1]',
    ],
  ])('are refused with %s', (_name, attributes, says) => {
    const error = errorOf(() => encodingOf(attributes, short, 'a.nc: /temperature'));
    expect(error).toMatchObject({ code: 'archive-type', exitCode: 2 });
    expect(error.message).toContain(`a.nc: /temperature: ${says.startsWith('scale') ? 'it is packed by ' : ''}${says}`);
  });

  it.each([
    ['float32', { floating: true, bytes: 4, signed: true }, FLOAT_FILL],
    ['int8', { floating: false, bytes: 1, signed: true }, undefined],
    ['int16', short, -32767],
    ['uint16', { floating: false, bytes: 2, signed: false }, 65535],
    ['int32', { floating: false, bytes: 4, signed: true }, -2147483647],
    ['uint32', { floating: false, bytes: 4, signed: false }, 4294967295],
    ['int64', { floating: false, bytes: 8, signed: true }, Number(-9223372036854775806n)],
    ['uint64', { floating: false, bytes: 8, signed: false }, Number(18446744073709551614n)],
  ] as const)('of %s have the default fill value of netcdf.h', (_name, kind, fill) => {
    expect(encodingOf({}, kind, 'x').missing.map(({ value }) => value)).toEqual(fill === undefined ? [] : [fill]);
    // A declared one takes its place.
    const declared = encodingOf({ _FillValue: { value: 7, floating: false } }, kind, 'x');
    expect(declared.missing.map(({ value }) => value)).toEqual([7]);
  });
});
