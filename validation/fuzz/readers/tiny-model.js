// A whole model of a few kB, trained once: five simulations on 12 x 12 cells.
import { execFileSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { written } from './as-file.js';

const { boussinesqPhysics } = await import('../../../dist/convection/evolution/physics-presets.js');

const pipeline = {
  name: 'tiny',
  seed: 3,
  simulate: {
    count: 5,
    ranges: { referenceViscosity: { minimum: 1e21, maximum: 1e22 } },
    evolution: { ...boussinesqPhysics, cells: { radial: 12, azimuthal: 12 }, outputIntervals: 12, duration: 2e16 },
  },
  ingest: { validationFraction: 0.2, testFraction: 0.2 },
  autoencoder: { compression: 24, channels: [4, 8], epochs: 2, batchSize: 8 },
  fnn: { members: 1, hidden: 8, layers: 2, epochs: 2, batchSize: 8 },
  lstm: { hidden: 8, window: 4, epochs: 2, batchSize: 8 },
};

/** The folder of the model, inside `folder`. */
export function tinyModel(folder) {
  const model = join(folder, 'model');
  if (existsSync(join(model, 'model.json'))) return model;
  written(folder, 'tiny.yaml', stringify(pipeline));
  execFileSync(process.execPath, [resolve('bin/tharsis.js'), 'run', 'tiny.yaml'], { cwd: folder, stdio: 'ignore' });
  rmSync(model, { recursive: true, force: true });
  renameSync(join(folder, 'runs/tiny/model'), model);
  return model;
}
