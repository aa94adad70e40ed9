// Missing values are NaN wherever they stand, so ingest refuses them in active cells and readers in coordinates.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkTemperatures } from '../../src/archive/check-simulations.js';
import { FLOAT_FILL, markMissing, missingValues } from '../../src/archive/missing-values.js';
import { readSeries, readSimulationHeader, readTemperature } from '../../src/archive/simulation-reader.js';
import { exampleSimulation } from './example-simulation.js';
import { errorOf, scratchFolder, writeRaw } from './sample-simulations.js';

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

  it('are those that attributes state; the default counts only without _FillValue', () => {
    expect(missingValues({}, 7)).toEqual([7]);
    expect(missingValues({ _FillValue: -1 }, 7)).toEqual([-1]);
    expect(missingValues({ missing_value: Float64Array.of(-9, -99) }, 7)).toEqual([7, -9, -99]);
    expect(missingValues({ missing_value: 1e20 }, undefined)).toEqual([1e20, Math.fround(1e20)]);
    expect(missingValues({}, undefined)).toEqual([]);
    expect(markMissing(Float32Array.of(1, -9, 1e20), [-9, Math.fround(1e20)])).toEqual(
      Float32Array.of(1, Number.NaN, Number.NaN),
    );
  });

  it('in temperatures of a classic netCDF file without the attribute are refused at ingest', () => {
    const header = readSimulationHeader(spoiled('temperature', float32(1002.5), float32(FLOAT_FILL)));
    expect([...readTemperature(header)].map(Number.isNaN).indexOf(true)).toBe(20);
    expect(errorOf(() => checkTemperatures(header))).toMatchObject({
      code: 'archive-value',
      message: `${header.file}: /temperature[1, 1, 2] is NaN K`,
    });
  });

  it('in series of a classic netCDF file are NaN', () => {
    // In the first record the mean follows the last temperature.
    const [last, mean] = [float32(1001.75), float32(1000.875)];
    const path = spoiled('series', Buffer.concat([last, mean]), Buffer.concat([last, float32(FLOAT_FILL)]));
    const { mean_temperature: series } = readSeries(readSimulationHeader(path), ['mean_temperature']);
    expect(series).toEqual(exampleSimulation.series.mean_temperature!.values.with(0, Number.NaN));
  });

  it.each([
    ['time', float64(12.5), float64(FLOAT_FILL), 'archive-times', 1],
    ['phi', float64(18.5), float64(FLOAT_FILL), 'archive-coordinates', 2],
    ['r', int32(1990), int32(-2147483647), 'archive-coordinates', 2],
  ])('in the coordinate %s of a classic netCDF file are refused', (axis, from, to, code, index) => {
    const path = spoiled(axis, from, to);
    const message = `${path}: /${axis} holds NaN or a fill value at index ${index}`;
    expect(errorOf(() => readSimulationHeader(path))).toMatchObject({ code, message });
  });

  it.each([
    ['the default', {}, FLOAT_FILL],
    ['what _FillValue states', { _FillValue: -999 }, -999],
    ['what missing_value states', { missing_value: 0.1 }, Math.fround(0.1)],
  ])('in an HDF5 file are NaN: %s', (name, attributes, fill) => {
    const path = writeRaw(join(folder, `${name}.h5`), ({ datasets }) => {
      const data = Float32Array.from(datasets.temperature!.data as Float64Array);
      data[7] = fill;
      datasets.temperature = { ...datasets.temperature!, data, attributes };
    });
    expect([...readTemperature(readSimulationHeader(path))].map(Number.isNaN).indexOf(true)).toBe(7);
  });

  it('in the coordinates of an HDF5 file are refused', () => {
    const path = writeRaw(join(folder, 'time.h5'), ({ datasets }) => {
      datasets.time = { data: Float64Array.of(0, 10, FLOAT_FILL) };
    });
    expect(errorOf(() => readSimulationHeader(path)).message).toContain('/time holds NaN or a fill value at index 2');
  });
});
