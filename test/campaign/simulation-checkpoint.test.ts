// A simulation that is stopped between two steps goes on from its last checkpoint to the bit-identical file.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { campaignParameters } from '../../src/campaign/campaign-parameters.js';
import { simulateTask } from '../../src/campaign/simulate-task.js';
import { loadCheckpoint, saveCheckpoint, sparingSaver } from '../../src/campaign/simulation-checkpoint.js';
import { checkpointPath, type SimulationRecord } from '../../src/campaign/simulation-record.js';
import { type SimulationTask, simulationTask } from '../../src/campaign/simulation-task.js';
import {
  type EvolutionCheckpoints,
  type EvolutionState,
  simulateEvolution,
} from '../../src/convection/evolution/evolution.js';
import { sha256 } from '../../src/foundation/digest.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';
import { tinyConfiguration } from '../pipeline/tiny-pipeline.js';

const section = tinyConfiguration().simulate!;
const [parameters] = campaignParameters(section, 11);
/** Some hundreds of steps: progress is reported every 100. */
const evolution = { ...section.evolution, outputIntervals: 30, duration: 7e16 };

function taskIn(folder: string, checkpointInterval: number): SimulationTask {
  return simulationTask(parameters!, 0, evolution, { folder, checkpointInterval });
}

/** Stops when the progress passes `end`. */
function stop(end: number): (fraction: number) => void {
  return (fraction) => {
    if (fraction > end) throw new Error('stopped here');
  };
}

/** Goes on with the task until its progress passes `end`; the last step before that leaves a checkpoint. */
function stopAt(task: SimulationTask, end: number): void {
  const resume = loadCheckpoint(task)?.state;
  let last: (() => void) | undefined;
  const offer: EvolutionCheckpoints['offer'] = (_, state) => {
    last = () => saveCheckpoint(task, { state: state(), seconds: 1 });
  };
  expect(() => simulateEvolution(task.parameters, task.evolution, stop(end), { resume, offer })).toThrow(
    'stopped here',
  );
  last?.();
}

/** Runs the task to its end; gives its record and the fraction that it reported first. */
function finish(task: SimulationTask): { record: SimulationRecord; first: number } {
  let first = Number.NaN;
  const record = simulateTask(task, (fraction) => {
    if (Number.isNaN(first)) first = fraction;
  });
  return { record, first };
}

let whole: ReturnType<typeof finish>;
beforeAll(() => {
  whole = finish(taskIn(temporaryFolder(), 30));
});

describe('a checkpoint', () => {
  it('is taken up, and removed at the end', () => {
    const task = taskIn(temporaryFolder(), 0);
    stopAt(task, 0.5);
    expect(existsSync(checkpointPath(task))).toBe(true);
    const { record, first } = finish(task);
    expect(first).toBeGreaterThan(0.4);
    expect(whole.first).toBeLessThan(0.2);
    expect(record.sha256).toBe(whole.record.sha256);
    expect(record.steps).toBe(whole.record.steps);
    expect(existsSync(checkpointPath(task))).toBe(false);
  });

  it('survives stop after stop', () => {
    const task = taskIn(temporaryFolder(), 0);
    for (const end of [0.2, 0.5, 0.8]) stopAt(task, end);
    expect(finish(task).record.sha256).toBe(whole.record.sha256);
  });

  it('costs quick simulations nothing: none is written before the interval is over', () => {
    const task = taskIn(temporaryFolder(), 30);
    expect(() => simulateTask(task, stop(0.8))).toThrow('stopped here');
    expect(existsSync(checkpointPath(task))).toBe(false);
  });

  it.each([
    [0, 50, 60],
    [30, 50, 600],
    [30, 2000, 3600],
  ])(
    'every %d s, or as rarely as one part in 50 of the time allows where it takes %d ms',
    (interval, cost, seconds) => {
      const task = taskIn(temporaryFolder(), interval);
      let now = 0;
      let written = 0;
      const clock = () => now;
      const offer = sparingSaver(task, interval, () => now / 1000, clock);
      const state = (): EvolutionState => {
        written++;
        now += cost;
        return {} as EvolutionState;
      };
      // Steps of 100 ms.
      while (now < 1000 * seconds) {
        now += 100;
        offer(1, state);
      }
      const apart = Math.max(50 * cost, 1000 * interval) + cost;
      expect(written).toBeLessThanOrEqual((1000 * seconds) / apart + 1);
      expect(written).toBeGreaterThan((1000 * seconds) / (apart + 100) - 1);
    },
  );

  it('in the format of a newer Node is not used', () => {
    const task = taskIn(temporaryFolder(), 30);
    stopAt(task, 0.5);
    const content = readFileSync(checkpointPath(task)).subarray(64);
    // The second byte of V8's serialization is the version of its format.
    expect(content[0]).toBe(0xff);
    content[1] = 0x7f;
    writeFileSync(checkpointPath(task), Buffer.concat([Buffer.from(sha256(content), 'latin1'), content]));
    expect(loadCheckpoint(task)).toBeUndefined();
  });

  it('that is damaged, cut or of other code is not used; the simulation starts anew', () => {
    const task = taskIn(temporaryFolder(), 0);
    stopAt(task, 0.5);
    const bytes = readFileSync(checkpointPath(task));
    const damaged = Buffer.from(bytes);
    damaged[bytes.length - 9]! ^= 1;
    const attempts: [SimulationTask, Buffer][] = [
      [task, damaged],
      [task, bytes.subarray(0, 1000)],
      [{ ...task, digest: 'of other code' }, bytes],
    ];
    for (const [attempt, content] of attempts) {
      writeFileSync(checkpointPath(task), content);
      const { record, first } = finish({ ...attempt, checkpointInterval: 30 });
      expect(first).toBe(whole.first);
      expect(record.sha256).toBe(whole.record.sha256);
    }
  });
});
