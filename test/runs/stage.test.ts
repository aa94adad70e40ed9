import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InterruptedError } from '../../src/foundation/errors.js';
import { silentReporter } from '../../src/foundation/reporter.js';
import { gatherMetrics } from '../../src/pipeline/metrics.js';
import { openRunFolder } from '../../src/runs/run-folder.js';
import { runStage, type Stage, type StageRecord, stageKey, usableRecord } from '../../src/runs/stage.js';
import { engineSource } from '../../src/tensor/engine-source.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';

const noRecords = new Map<string, StageRecord>();

function stageWriting(folder: string, text: string, configuration: unknown = { text }): Stage {
  return {
    name: 'write',
    configuration,
    reads: ['before'],
    code: [import.meta.url.replace('test/runs/stage.test.ts', 'src/foundation/digest.ts')],
    run: async () => {
      const path = join(folder, 'output.txt');
      writeFileSync(path, text);
      return { outputs: [path], summary: { fnn: { seconds: 1 } } };
    },
  };
}

function contextOf(path: string) {
  const folder = openRunFolder(path, { name: 'test' });
  const executor = { kind: 'threads' } as const;
  return {
    folder,
    seed: 1,
    threads: 1,
    engine: engineSource('cpu', 1),
    executor,
    signal: new AbortController().signal,
    reporter: silentReporter,
  };
}

describe('stage', () => {
  it('is kept while its key and its outputs are unchanged', async () => {
    const path = temporaryFolder();
    const stage = stageWriting(path, 'a');
    const key = stageKey(stage, 1, noRecords);
    expect(usableRecord(path, stage, key)).toBeUndefined();
    const record = await runStage(stage, key, contextOf(path));
    expect(usableRecord(path, stage, key)).toEqual(record);
    expect(record.outputs).toEqual({ 'output.txt': expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('runs again when an output was changed or removed, or its record is damaged', async () => {
    const path = temporaryFolder();
    const stage = stageWriting(path, 'a');
    const key = stageKey(stage, 1, noRecords);
    await runStage(stage, key, contextOf(path));
    writeFileSync(join(path, 'output.txt'), 'b');
    expect(usableRecord(path, stage, key)).toBeUndefined();
    rmSync(join(path, 'output.txt'));
    expect(usableRecord(path, stage, key)).toBeUndefined();
    writeFileSync(join(path, 'output.txt'), 'a');
    expect(usableRecord(path, stage, key)).toBeDefined();
    writeFileSync(join(path, 'stages', 'write.json'), '{"key": "');
    expect(usableRecord(path, stage, key)).toBeUndefined();
  });

  it('has a key that depends on its configuration, the seed, and the outputs it reads; not on the order of keys', () => {
    const record = (digest: string): StageRecord => ({ key: '', outputs: { file: digest }, summary: {}, seconds: 0 });
    const key = (configuration: unknown, seed: number, records = noRecords) =>
      stageKey(stageWriting('', '', configuration), seed, records);
    const base = key({ a: 1, b: 2 }, 1);
    expect(key({ b: 2, a: 1 }, 1)).toBe(base);
    expect(key({ a: 1, b: 3 }, 1)).not.toBe(base);
    expect(key({ a: 1, b: 2 }, 2)).not.toBe(base);
    const reading = key({ a: 1, b: 2 }, 1, new Map([['before', record('x')]]));
    expect(reading).not.toBe(base);
    expect(key({ a: 1, b: 2 }, 1, new Map([['before', record('y')]]))).not.toBe(reading);
    expect(key({ a: 1, b: 2 }, 1, new Map([['other', record('x')]]))).toBe(base);
    const other: Stage = {
      ...stageWriting('', '', { a: 1, b: 2 }),
      code: [import.meta.url.replace('test/runs/stage.test.ts', 'src/archive/dataset.ts')],
    };
    expect(stageKey(other, 1, noRecords)).not.toBe(base);
  });

  it('leaves no record when it fails', async () => {
    const path = temporaryFolder();
    const failing: Stage = { ...stageWriting(path, 'a'), run: () => Promise.reject(new Error('half-way')) };
    await expect(runStage(failing, 'key', contextOf(path))).rejects.toThrow('half-way');
    expect(existsSync(join(path, 'stages', 'write.json'))).toBe(false);
  });

  it('counts the time of interrupted attempts with the same key', async () => {
    const path = temporaryFolder();
    const context = contextOf(path);
    const attempts = join(path, 'stages', 'write.attempts.json');
    const earlier: number[] = [];
    const stage = (end: () => void): Stage => ({
      ...stageWriting(path, 'a'),
      run: async (given) => {
        earlier.push(given.earlierSeconds);
        end();
        return { outputs: [], summary: {} };
      },
    });
    const interrupted = stage(() => {
      throw new InterruptedError();
    });
    const recorded = () => JSON.parse(readFileSync(attempts, 'utf8')) as { key: string; seconds: number };
    const finished = stage(() => {});

    await expect(runStage(interrupted, 'key', context)).rejects.toThrow('interrupted');
    const first = recorded();
    expect(first).toEqual({ key: 'key', seconds: expect.any(Number), 'tharsis:seal': expect.any(String) });
    await expect(runStage(interrupted, 'key', context)).rejects.toThrow('interrupted');
    const second = recorded();
    expect(second.seconds).toBeGreaterThan(first.seconds);
    expect((await runStage(finished, 'key', context)).seconds).toBeGreaterThan(second.seconds);
    // The attempts are over once the stage is done, and those with another key do not count.
    expect(existsSync(attempts)).toBe(false);
    await expect(runStage(interrupted, 'key', context)).rejects.toThrow('interrupted');
    await runStage(finished, 'another key', context);
    expect(earlier).toEqual([0, first.seconds, second.seconds, 0, 0]);
  });

  it('joins the summaries of several stages by section', () => {
    const record = (seconds: number, summary: StageRecord['summary']): StageRecord => ({
      key: '',
      outputs: {},
      summary,
      seconds,
    });
    const records = new Map([
      ['fnn', record(2, { fnn: { seconds: 2 } })],
      ['evaluate', record(3, { fnn: { accuracy: 99 }, predict: { secondsPerEvolution: 0.01 } })],
    ]);
    expect(gatherMetrics(records)).toEqual({
      fnn: { seconds: 2, accuracy: 99 },
      predict: { secondsPerEvolution: 0.01 },
      totalSeconds: 5,
    });
  });
});
