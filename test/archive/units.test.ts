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
});
