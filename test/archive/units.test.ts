// Coordinates arrive in s, m and rad whatever they are written in.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSimulationHeader } from '../../src/archive/simulation-reader.js';
import { errorOf, MYR, scratchFolder, writeRaw } from './sample-simulations.js';

const folder = scratchFolder();

describe('units', () => {
  it('converts km, Myr and degrees', () => {
    const path = writeRaw(join(folder, 'field.h5'), ({ datasets }) => {
      datasets.time = { data: Float64Array.of(0, 2.5, 4500), attributes: { units: 'Myr' } };
      datasets.r = { data: Float64Array.of(1700, 2000.5, 3000, 3389.5), attributes: { units: 'km' } };
      datasets.phi = { data: Float64Array.of(0, 30, 45, 60, 90), attributes: { units: 'degrees' } };
    });
    const { times, r, phi } = readSimulationHeader(path);
    expect([...times]).toEqual([0, 2.5 * MYR, 4500 * MYR]);
    expect([...r]).toEqual([1_700_000, 2_000_500, 3_000_000, 3_389_500]);
    for (const [index, degrees] of [0, 30, 45, 60, 90].entries())
      expect(phi[index]).toBeCloseTo((degrees * Math.PI) / 180, 15);
  });

  it.each([
    ['s', 1],
    ['yr', 31_557_600],
    ['kyr', 31_557_600e3],
    ['Gyr', 31_557_600e9],
  ])('knows times in %s', (units, seconds) => {
    const path = writeRaw(join(folder, `time-${units}.h5`), ({ datasets }) => {
      datasets.time = { data: Float64Array.of(0, 1, 2), attributes: { units } };
    });
    expect([...readSimulationHeader(path).times]).toEqual([0, seconds, 2 * seconds]);
  });

  it('takes coordinates without a unit for SI', () => {
    const { times, r, phi } = readSimulationHeader(writeRaw(join(folder, 'plain.h5')));
    expect([...times]).toEqual([0, 10, 30]);
    expect([...r]).toEqual([2e6, 2.5e6, 3e6, 3.5e6]);
    expect([...phi]).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
  });

  it('reads a unit that was written as an array of one text', () => {
    const path = writeRaw(join(folder, 'array.h5'), ({ datasets }) => {
      datasets.time = { data: Float64Array.of(0, 1, 2), attributes: { units: ['Myr'] } };
    });
    expect([...readSimulationHeader(path).times]).toEqual([0, MYR, 2 * MYR]);
  });

  it('does not take the unit of one axis for another', () => {
    const path = writeRaw(join(folder, 'crossed.h5'), ({ datasets }) => {
      datasets.r = { ...datasets.r!, attributes: { units: 'Myr' } };
    });
    expect(errorOf(() => readSimulationHeader(path)).code).toBe('archive-unit');
  });

  it.each([
    ['r', 'kilometers', 1e3],
    ['r', 'Kilometre', 1e3],
    ['r', 'metres', 1],
    ['r', '', 1],
    ['phi', 'deg', Math.PI / 180],
    ['phi', 'degrees_east', Math.PI / 180],
    ['time', 'Myrs', MYR],
    ['time', 'million years', MYR],
    ['time', 'hours', 3600],
  ])('knows /%s in %j', (axis, units, factor) => {
    const data = Float64Array.of(2e6, 2000002, 2000003, 2000004);
    const path = writeRaw(join(folder, `${axis}-${units}.h5`), ({ datasets }) => {
      datasets[axis] = { data: datasets[axis]!.data as Float64Array, attributes: { units } };
      if (axis === 'r') datasets.r = { data, attributes: { units } };
    });
    const plain = readSimulationHeader(writeRaw(join(folder, `si-${axis}-${factor}.h5`)));
    const { times, r, phi } = readSimulationHeader(path);
    const [read, si] = { time: [times, plain.times], r: [r, data], phi: [phi, plain.phi] }[axis]!;
    expect([...read!]).toEqual([...si!].map((value) => value * factor));
  });

  it.each(['K', 'k', 'Kelvin', 'kelvins', 'degK', 'deg_K', 'degrees kelvin', '°K', ''])(
    'knows temperatures in %j',
    (units) => {
      const path = writeRaw(join(folder, 'kelvin.h5'), ({ datasets }) => {
        datasets.temperature = { ...datasets.temperature!, attributes: { units } };
      });
      expect(() => readSimulationHeader(path)).not.toThrow();
    },
  );

  it.each([
    ['kilometers of a small body', [1700, 2000, 3000, 3389.5], { units: 'm' }],
    ['nothing, as they have no dimension', [1.2, 1.5, 1.9, 2.2], {}],
    ['a thick mantle, as it says', [1e5, 4e5, 9e5, 16e5], { long_name: 'radius of cell centers' }],
  ])('are not asked about where the file answers: %s', (name, radii, attributes) => {
    const path = writeRaw(join(folder, `${name}.h5`), ({ datasets }) => {
      datasets.r = { data: Float64Array.from(radii), attributes };
    });
    expect([...readSimulationHeader(path).r]).toEqual(radii);
  });

  it('of azimuths may make a full circle, rounded to float32', () => {
    const circle = (end: number) =>
      writeRaw(join(folder, `${end}.h5`), ({ datasets }) => {
        datasets.phi = { data: Float64Array.of(0, 1, 2, 3, end) };
      });
    const rounded = Math.fround(2 * Math.PI);
    expect(rounded).toBeGreaterThan(2 * Math.PI);
    expect(readSimulationHeader(circle(rounded)).phi[4]).toBe(rounded);
    expect(errorOf(() => readSimulationHeader(circle(2 * Math.PI * (1 + 3e-7)))).message).toContain('full circle');
  });
});
