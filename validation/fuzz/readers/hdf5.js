// HDF5 archives, of Tharsis and of other programs, as `ingest` reads them: in the reading thread, under its watchdog.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { asFile } from './as-file.js';

const { openReadingThread } = await import('../../../dist/archive/guarded/reading-thread.js');
const { writeSimulation } = await import('../../../dist/archive/simulation-writer.js');

/** ms; the inputs are small. */
const PATIENCE = 3000;

export const hdf5 = {
  name: 'hdf5',
  prepare: (folder) => {
    const foreign = join(folder, 'foreign.h5');
    copyFileSync('test/archive/fixtures/foreign-0.h5', foreign);
    const own = join(folder, 'own.h5');
    writeSimulation(own, {
      id: 'small',
      parameters: { referenceViscosity: 1e21 },
      parameterUnits: { referenceViscosity: 'Pa s' },
      times: Float64Array.of(0, 1e15, 2e15),
      r: Float64Array.of(2e6, 2.5e6, 3e6),
      phi: Float64Array.of(0.5, 1),
      temperature: Float32Array.from({ length: 18 }, (_, index) => 1000 + 10 * index),
      series: { mean_temperature: { values: Float64Array.of(1500, 1490, 1480), units: 'K', description: 'mean' } },
      solver: { code: 'none' },
    });
    const thread = openReadingThread({ patience: PATIENCE });
    return [foreign, own].map((path) =>
      asFile(path, { name: path === own ? 'own' : 'foreign' }, () => {
        const { header } = thread.askAndWait(path, 'examine', [path]);
        const temperature = thread.askAndWait(path, 'temperature', [header, 0, header.times.length]);
        return { header, temperature, series: thread.askAndWait(path, 'series', [header, ['mean_temperature']]) };
      }),
    );
  },
};
