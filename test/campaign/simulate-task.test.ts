import { describe, expect, it } from 'vitest';
import { readSimulationHeader } from '../../src/archive/simulation-reader.js';
import { simulateTask } from '../../src/campaign/simulate-task.js';
import { simulationTask } from '../../src/campaign/simulation-task.js';
import { resolveEvolution } from '../../src/convection/evolution/evolution-config.js';
import { secondsPerYear } from '../../src/convection/scales.js';
import { exampleParameters } from '../convection/example-parameters.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';

describe('a simulation', () => {
  it('is followed by what its solver warns of, with its name, and the numbers stand in its file', () => {
    const evolution = resolveEvolution({
      cells: { radial: 8, azimuthal: 8 },
      viscosityLimits: { minimum: 1e18, maximum: 1e19 },
      courantNumber: 16,
      duration: 4e6 * secondsPerYear,
      outputIntervals: 2,
    });
    const parameters = { ...exampleParameters, referenceViscosity: 1e19, activationEnergy: 1e5, enrichment: 1 };
    const task = simulationTask(parameters, 0, evolution, { folder: temporaryFolder(), checkpointInterval: 30 });
    const notes: string[] = [];
    const { file } = simulateTask(task, () => {}, { note: (line) => void notes.push(line) });
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(new RegExp(`^${task.id}: friction heated by .* use a smaller longestStep`));
    expect(readSimulationHeader(file).solver.frictionOverDissipationMaximum).toBeGreaterThan(2);
  });
});
