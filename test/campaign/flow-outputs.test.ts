// Velocity, viscosity and stream function in archive files, on request.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Dataset, openFile } from '../../src/archive/hdf5.js';
import { readDepletion, readSimulationHeader, readTemperature } from '../../src/archive/simulation-reader.js';
import { simulateTask } from '../../src/campaign/simulate-task.js';
import { simulationTask } from '../../src/campaign/simulation-task.js';
import { type EvolutionSettings, resolveEvolution } from '../../src/convection/evolution/evolution-config.js';
import { flowOfSnapshots } from '../../src/convection/evolution/flow-fields.js';
import { secondsPerYear } from '../../src/convection/scales.js';
import { exampleParameters as parameters } from '../convection/example-parameters.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';

const brief = { cells: { radial: 8, azimuthal: 10 }, duration: 3e8 * secondsPerYear, outputIntervals: 2 };
const outputs = ['velocity', 'viscosity', 'stream-function'] as const;

function simulate(settings: EvolutionSettings): string {
  const evolution = resolveEvolution({ ...brief, ...settings });
  const task = simulationTask(parameters, 0, evolution, { folder: temporaryFolder(), checkpointInterval: 30 });
  return simulateTask(task, () => {}).file;
}

const valuesOf = (path: string, name: string) =>
  openFile(path, (file) => (file.get(name) as Dataset).value as Float32Array);

describe('flow fields in an archive file', () => {
  it.each([false, true])('are those of its stored temperatures, melting: %s', (melting) => {
    const path = simulate({ outputs: [...outputs], melting });
    const header = readSimulationHeader(path);
    const flowOf = flowOfSnapshots(parameters, resolveEvolution({ ...brief, melting }));
    for (let frame = 0; frame < 3; frame++) {
      const flow = flowOf(readTemperature(header, frame, frame + 1), readDepletion(header, frame, frame + 1));
      const stored = (name: string) => valuesOf(path, name).slice(frame * 80, (frame + 1) * 80);
      expect(stored('velocity_r')).toEqual(flow.radialVelocity);
      expect(stored('velocity_phi')).toEqual(flow.azimuthalVelocity);
      expect(stored('viscosity')).toEqual(flow.viscosity);
      expect(stored('stream_function')).toEqual(flow.streamFunction);
    }
  });

  it('have units, names, chunks and the dimension scales of the temperature', () => {
    const path = simulate({ outputs: [...outputs] });
    openFile(path, (file) => {
      const shapeOf = (name: string) => {
        const dataset = file.get(name) as Dataset;
        const { shape, chunks, type, size } = dataset.metadata;
        const scales = [0, 1, 2].map((axis) => dataset.get_attached_scales(axis));
        return { shape, chunks, type, size, scales, filters: dataset.filters };
      };
      const attribute = (name: string, key: string) => (file.get(name) as Dataset).attrs[key]!.value;
      expect(shapeOf('temperature').scales).toEqual([['/time'], ['/r'], ['/phi']]);
      for (const [name, units] of [
        ['velocity_r', 'm s-1'],
        ['velocity_phi', 'm s-1'],
        ['viscosity', 'Pa s'],
        ['stream_function', 'm2 s-1'],
      ] as const) {
        expect(shapeOf(name)).toEqual(shapeOf('temperature'));
        expect(attribute(name, 'units')).toBe(units);
        expect(attribute(name, 'long_name')).toContain('at cell centers');
      }
    });
  });

  it('are only those that were asked for, and change nothing else', () => {
    const [plain, some] = [simulate({}), simulate({ outputs: ['viscosity'] })];
    const names = (path: string) => openFile(path, (file) => file.keys());
    expect(names(some).filter((name) => !names(plain).includes(name))).toEqual(['viscosity']);
    expect(valuesOf(some, 'temperature')).toEqual(valuesOf(plain, 'temperature'));
    expect(String(readSimulationHeader(plain).solver.configuration)).not.toContain('outputs');
  });

  it('hold in ghost cells what the cell before holds', () => {
    const [plain, ghostly] = [false, true].map((ghostCells) => simulate({ outputs: ['viscosity'], ghostCells }));
    const [active, all] = [plain!, ghostly!].map((path) => valuesOf(path, 'viscosity'));
    expect(all).toHaveLength(3 * 10 * 12);
    expect([...all!.subarray(240, 252)]).toEqual([active![160], ...active!.subarray(160, 170), active![169]]);
    expect(all!.subarray(252, 264)).toEqual(all!.subarray(240, 252));
  });

  it('are the same bytes in each run', () => {
    const [first, second] = [1, 2].map(() => readFileSync(simulate({ outputs: ['velocity'] })));
    expect(first!.equals(second!)).toBe(true);
  });

  it('must be known', () => {
    expect(() => resolveEvolution({ outputs: ['pressure'] } as object)).toThrow('evolution.outputs.0 is "pressure"');
  });
});
