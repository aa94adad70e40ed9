// Values that no mantle has are refused, and such that only look different are not.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkTogether } from '../../src/archive/check-simulations.js';
import { checkTemperatures } from '../../src/archive/guarded/check-temperatures.js';
import { readSimulationHeader } from '../../src/archive/simulation-reader.js';
import { errorOf, scratchFolder, writeRaw } from './sample-simulations.js';

it('temperatures without dimension that float32 cannot scale are refused, but not small ones', () => {
  const written = (name: string, value: number) =>
    writeRaw(join(scratchFolder(), name), ({ datasets }) => {
      datasets.r = { data: Float64Array.of(1.2, 1.5, 1.9, 2.2) };
      datasets.temperature = { data: new Float64Array(60).fill(0.5), shape: [3, 4, 5] };
      datasets.temperature.data[59] = value;
    });
  expect(() => checkTemperatures(readSimulationHeader(written('small.h5', 1e-3)))).not.toThrow();
  const path = written('tiny.h5', 1e-9);
  expect(errorOf(() => checkTemperatures(readSimulationHeader(path))).message).toBe(
    `${path}: /temperature[2, 3, 4] is ${Math.fround(1e-9)}, not between 1e-6 and 1e5`,
  );
});

it('grids that differ by the rounding to float32 are one grid', () => {
  const rounded = (name: string, viscosity: number, shift: number) =>
    readSimulationHeader(
      writeRaw(join(scratchFolder(), name), ({ datasets, attributes }) => {
        attributes.parameter_referenceViscosity = viscosity;
        datasets.r = { data: (datasets.r!.data as Float64Array).map((radius) => radius * (1 + shift)) };
      }),
    );
  const first = rounded('first.h5', 1e21, 0);
  expect(() => checkTogether([first, rounded('float32.h5', 2e21, 2 ** -24)])).not.toThrow();
  expect(errorOf(() => checkTogether([first, rounded('other.h5', 2e21, 2 ** -22)])).code).toBe('archive-grid');
});
