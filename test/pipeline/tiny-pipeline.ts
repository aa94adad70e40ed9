// A pipeline that does all the real thing is made of, in a few seconds: five simulations on 12 x 12 cells.
import { boussinesqPhysics } from '../../src/convection/evolution/physics-presets.js';
import { type PipelineConfiguration, resolveConfiguration } from '../../src/pipeline/configuration.js';

export const tinyPipeline = {
  name: 'tiny',
  seed: 3,
  simulate: {
    count: 5,
    ranges: { referenceViscosity: { minimum: 1e21, maximum: 1e22 } },
    evolution: { ...boussinesqPhysics, cells: { radial: 12, azimuthal: 12 }, outputIntervals: 12, duration: 2e16 },
  },
  ingest: { validationFraction: 0.2, testFraction: 0.2 },
  autoencoder: { compression: 24, channels: [4, 8], epochs: 6, batchSize: 8 },
  fnn: { members: 1, hidden: 8, layers: 2, epochs: 10, batchSize: 8 },
  lstm: { hidden: 8, window: 4, epochs: 6, batchSize: 8 },
};

export function tinyConfiguration(changes: Record<string, unknown> = {}): PipelineConfiguration {
  return resolveConfiguration({ ...tinyPipeline, ...changes }, () => 'tiny.yaml');
}
