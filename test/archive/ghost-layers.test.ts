// Declared ghost layers never reach a reader: neither in coordinates nor in fields, whatever they hold.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withGhostLayer } from '../../src/archive/ghost-layers.js';
import { checkTemperatures } from '../../src/archive/guarded/check-temperatures.js';
import { readSimulationHeader, readTemperature } from '../../src/archive/simulation-reader.js';
import { errorOf, scratchFolder, writeRaw } from './sample-simulations.js';

const folder = scratchFolder();
const layers = [1, 0, 2, 1] as const;

/** 3 x 4 x 5 temperatures 1000, 1001, ...; ghost cells at the inner radius, the two lowest and the highest phi. */
const path = writeRaw(join(folder, 'ghosts.h5'), ({ datasets, attributes }) => {
  const { data } = datasets.temperature!;
  for (let index = 0; index < 60; index++) {
    const row = Math.floor(index / 5) % 4;
    const column = index % 5;
    if (row < 1 || column < 2 || column > 3) data[index] = Number.NaN;
  }
  attributes.ghost_layers = Int32Array.from(layers);
});

describe('ghost layers', () => {
  const header = readSimulationHeader(path);

  it('are cut from the coordinates', () => {
    expect([...header.r]).toEqual([2.5e6, 3e6, 3.5e6]);
    expect([...header.phi]).toEqual([0.3, 0.4]);
    expect(header.ghostLayers).toEqual(layers);
  });

  it('are cut from the fields, by whole and by slab', () => {
    const expected = [0, 1, 2].flatMap((time) =>
      [1, 2, 3].flatMap((row) => [2, 3].map((column) => 1000 + 20 * time + 5 * row + column)),
    );
    expect([...readTemperature(header)]).toEqual(expected);
    expect([...readTemperature(header, 1, 2)]).toEqual(expected.slice(6, 12));
  });

  it('may hold anything', () => {
    expect(() => checkTemperatures(header)).not.toThrow();
  });

  it('are taken for active cells when they are not declared', () => {
    const undeclared = writeRaw(join(folder, 'undeclared.h5'), ({ datasets }) => {
      datasets.temperature!.data[0] = Number.NaN;
    });
    expect(errorOf(() => checkTemperatures(readSimulationHeader(undeclared))).message).toBe(
      `${undeclared}: /temperature[0, 0, 0] is NaN K`,
    );
  });
});

describe('a layer of ghost cells', () => {
  it('lies as far beyond the walls as the cells lie before them, and holds what the walls hold', () => {
    const ghostly = withGhostLayer(
      {
        id: 'a',
        parameters: {},
        parameterUnits: {},
        times: Float64Array.of(0, 1),
        r: Float64Array.of(1.5, 2.5),
        phi: Float64Array.of(0.1, 0.3, 0.5),
        temperature: Float32Array.from({ length: 12 }, (_, k) => 300 + k),
        series: {},
        solver: {},
      },
      { core: Float64Array.of(2000, 1900), surface: 250 },
      { core: 1.2, surface: 3 },
    );
    expect(ghostly.ghostLayers).toEqual([1, 1, 1, 1]);
    expect([...ghostly.r].map((value) => Number(value.toFixed(12)))).toEqual([0.9, 1.5, 2.5, 3.5]);
    expect([...ghostly.phi].map((value) => Number(value.toFixed(12)))).toEqual([-0.1, 0.1, 0.3, 0.5, 0.7]);
    const wall = (value: number) => new Array(5).fill(value);
    expect([...ghostly.temperature]).toEqual([
      ...[...wall(2000), 300, 300, 301, 302, 302, 303, 303, 304, 305, 305, ...wall(250)],
      ...[...wall(1900), 306, 306, 307, 308, 308, 309, 309, 310, 311, 311, ...wall(250)],
    ]);
  });
});
