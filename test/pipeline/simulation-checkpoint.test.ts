// A simulation that is stopped between two output times goes on from its last checkpoint to the bit-identical file.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { simulateTask } from '../../src/pipeline/campaign/simulate-task.js';
import { checkpointPath, type SimulationRecord } from '../../src/pipeline/campaign/simulation-record.js';
import { type SimulationTask, simulationTask } from '../../src/pipeline/campaign/simulation-task.js';
import { campaignParameters } from '../../src/pipeline/stages/simulate.js';
import { temporaryFolder } from './temporary-folder.js';
import { tinyConfiguration } from './tiny-pipeline.js';

const section = tinyConfiguration().simulate!;
const [parameters] = campaignParameters(section, 11);
/** Some hundreds of steps: progress is told every 100. */
const evolution = { ...section.evolution, snapshots: 30, duration: 7e16 };

function taskIn(folder: string, checkpointInterval: number): SimulationTask {
  return simulationTask(parameters!, 0, evolution, { folder, checkpointInterval });
}

/** Runs the task until its progress passes `end`, where it is stopped. */
function stopAt(task: SimulationTask, end: number): void {
  const stop = (fraction: number): void => {
    if (fraction > end) throw new Error('stopped here');
  };
  expect(() => simulateTask(task, stop)).toThrow('stopped here');
}

/** Runs the task to its end; gives its record and the fraction that it told first. */
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
  it('is written at output times only, taken up, and removed at the end', () => {
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
    stopAt(task, 0.8);
    expect(existsSync(checkpointPath(task))).toBe(false);
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
