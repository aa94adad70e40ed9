// model.json, the description of a trained model.
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { asFile } from './as-file.js';
import { tinyModel } from './tiny-model.js';

const { loadModel } = await import('../../../dist/surrogate/model-folder.js');

export const model = {
  name: 'model',
  prepare: (folder) => {
    const place = tinyModel(folder);
    const [path, kept] = [join(place, 'model.json'), join(place, 'model.json.good')];
    if (existsSync(kept)) copyFileSync(kept, path);
    else copyFileSync(path, kept);
    return [asFile(path, { name: 'model.json', isText: true }, () => loadModel(place))];
  },
};
