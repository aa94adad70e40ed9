// Pipelines in YAML, and the resolved config.yaml of a run, which evaluate and retrain read.
import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { asFile, written } from './as-file.js';

const { loadConfiguration } = await import('../../../dist/pipeline/configuration.js');

export const pipeline = {
  name: 'pipeline',
  prepare: (folder) => {
    const path = written(folder, 'pipeline.yaml', readFileSync('pipelines/mars-quick.yaml'));
    const resolved = written(folder, 'config.yaml', stringify(loadConfiguration(path)));
    return [path, resolved].map((file) =>
      asFile(file, { name: file === path ? 'pipeline.yaml' : 'config.yaml', isText: true }, (place) =>
        loadConfiguration(place),
      ),
    );
  },
};
