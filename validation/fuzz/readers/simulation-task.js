// A task, for the readers of what simulations leave.
import { join } from 'node:path';

const { defaultEvolution } = await import('../../../dist/convection/evolution/evolution-config.js');

export function exampleTask(folder) {
  return {
    id: 'simulation-0000-abcdef',
    parameters: { referenceViscosity: 1e21 },
    evolution: defaultEvolution,
    path: join(folder, 'simulation.h5'),
    digest: 'd'.repeat(64),
    checkpointInterval: 30,
  };
}
