// Manifests: Croissant documents in JSON.
import { join } from 'node:path';
import { asFile } from './as-file.js';

const { readManifest, writeManifest } = await import('../../../dist/archive/manifest.js');

export const manifest = {
  name: 'manifest',
  prepare: (folder) => {
    const path = join(folder, 'manifest.json');
    writeManifest(path, {
      name: 'archive',
      description: 'an archive of four',
      license: 'CC-BY-4.0',
      grid: { radial: 4, azimuthal: 5 },
      snapshots: 12,
      parameters: [{ name: 'referenceViscosity', unit: 'Pa s', scale: 'logarithmic', minimum: 1e20, maximum: 1e22 }],
      files: ['training', 'training', 'validation', 'test'].map((split, index) => ({
        id: `simulation-${index}`,
        path: join(folder, `${index}.h5`),
        bytes: 1000 + index,
        sha256: String(index).repeat(64),
        format: 'native',
        split,
      })),
      failures: ['simulation-9'],
    });
    return [asFile(path, { name: 'manifest', isText: true }, readManifest)];
  },
};
