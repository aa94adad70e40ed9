// The parts of a model folder: networks and whatever else was trained.
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { asFile } from './as-file.js';
import { tinyModel } from './tiny-model.js';

const { loadTrained } = await import('../../../dist/surrogate/trained-file.js');

export const weights = {
  name: 'weights',
  prepare: (folder) => {
    const place = tinyModel(folder);
    const names = readdirSync(place).filter((name) => name.endsWith('.safetensors'));
    return names.map((name) => {
      const [path, kept] = [join(place, name), join(place, `${name}.good`)];
      if (existsSync(kept)) copyFileSync(kept, path);
      else copyFileSync(path, kept);
      const kind = name.replace('.safetensors', '');
      return asFile(path, { name, isSealed: true }, () => loadTrained(path, kind));
    });
  },
};
