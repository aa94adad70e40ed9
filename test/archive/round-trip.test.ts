// What is written is what is read: every number exactly, by whole and by slab.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withGhostLayer } from '../../src/archive/ghost-layers.js';
import { Dataset, openFile } from '../../src/archive/hdf5.js';
import { readDepletion, readSimulationHeader, readTemperature } from '../../src/archive/simulation-reader.js';
import { writeSimulation } from '../../src/archive/simulation-writer.js';
import { geometryNames } from '../../src/foundation/geometries/registry.js';
import { sampleSimulation, scratchFolder } from './sample-simulations.js';

const sample = sampleSimulation(3);
const folder = scratchFolder();
const path = join(folder, 'below', 'sample.h5');
writeSimulation(path, sample);
const header = readSimulationHeader(path);

describe('a simulation, written and read', () => {
  it('keeps coordinates, parameters, units and provenance', () => {
    expect(header).toEqual({
      id: sample.id,
      file: path,
      format: 'native',
      parameters: sample.parameters,
      parameterUnits: sample.parameterUnits,
      parameterScales: { referenceViscosity: 'logarithmic', initialTemperature: 'linear' },
      solver: sample.solver,
      times: sample.times,
      r: sample.r,
      phi: sample.phi,
      geometry: 'cylinder',
      ghostLayers: [0, 0, 0, 0],
    });
  });

  it.each(geometryNames)('keeps the geometry %s', (geometry) => {
    const named = join(folder, `${geometry}.h5`);
    writeSimulation(named, { ...sample, geometry });
    expect(readSimulationHeader(named).geometry).toBe(geometry);
  });

  it('keeps every temperature bit by bit', () => {
    expect(readTemperature(header)).toEqual(sample.temperature);
  });

  it('gives by slabs what it gives as a whole', () => {
    const cells = sample.r.length * sample.phi.length;
    for (let start = 0; start < sample.times.length; start++) {
      for (let stop = start + 1; stop <= sample.times.length; stop++) {
        const slab = readTemperature(header, start, stop);
        expect(slab).toEqual(sample.temperature.slice(start * cells, stop * cells));
      }
    }
  });

  it('keeps the depletion of molten rock, without the ghost cells around it', () => {
    expect(readDepletion(header)).toBeUndefined();
    const depletion = sample.temperature.map((kelvin) => kelvin / 1e4);
    const walls = { core: new Float64Array(sample.times.length).fill(2200), surface: 250 };
    const ghostly = withGhostLayer({ ...sample, depletion }, walls, { core: 1.7e6, surface: 3.4e6 });
    expect([...ghostly.depletion!.subarray(0, 2)]).toEqual([depletion[0], depletion[0]]);
    const molten = join(folder, 'molten.h5');
    writeSimulation(molten, ghostly);
    const read = readSimulationHeader(molten);
    expect(readDepletion(read)).toEqual(depletion);
    expect(readTemperature(read)).toEqual(sample.temperature);
    const cells = sample.r.length * sample.phi.length;
    expect(readDepletion(read, 1, 3)).toEqual(depletion.slice(cells, 3 * cells));
  });

  it('leaves nothing but the file', () => {
    expect(readdirSync(join(folder, 'below'))).toEqual(['sample.h5']);
  });

  it('replaces an older file', () => {
    const other = join(folder, 'again.h5');
    writeSimulation(other, sampleSimulation(1));
    writeSimulation(other, sampleSimulation(2));
    expect(readTemperature(readSimulationHeader(other))).toEqual(sampleSimulation(2).temperature);
  });

  it('takes paths with spaces and letters of any script', () => {
    const odd = join(folder, 'Größe µ 火星', 'a b.h5');
    writeSimulation(odd, sample);
    expect(readSimulationHeader(odd).id).toBe(sample.id);
  });
});

describe('the file', () => {
  it('has CF attributes, dimension scales, compressed chunks of one snapshot', () => {
    openFile(path, (file) => {
      const temperature = file.get('temperature');
      if (!(temperature instanceof Dataset)) throw new Error('no dataset');
      expect(file.attrs.Conventions?.value).toBe('CF-1.11');
      expect(file.attrs.format?.value).toBe('tharsis-simulation');
      expect(temperature.attrs.units?.value).toBe('K');
      expect(temperature.dtype).toBe('<f');
      expect(temperature.metadata.chunks).toEqual([1, 5, 6]);
      expect(temperature.filters.map(({ name }) => name)).toEqual(['deflate']);
      expect([0, 1, 2].map((index) => temperature.get_attached_scales(index))).toEqual([['/time'], ['/r'], ['/phi']]);
    });
  });

  it('holds the series over time with their units', () => {
    openFile(path, (file) => {
      const series = file.get('mean_temperature');
      if (!(series instanceof Dataset)) throw new Error('no dataset');
      expect(series.value).toEqual(sample.series.mean_temperature!.values);
      expect(series.attrs.units?.value).toBe('K');
      expect(series.attrs.long_name?.value).toBe('mean temperature of the mantle');
      expect(series.get_attached_scales(0)).toEqual(['/time']);
    });
  });
});
