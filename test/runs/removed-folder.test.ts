// A run folder that is removed while a command works in it ends the command in one line.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockFolder, reasonOfStop, refuseRemoved } from '../../src/runs/folder-lock.js';
import { openRunFolder } from '../../src/runs/run-folder.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';

const removed = (path: string) =>
  expect.objectContaining({
    code: 'folder-removed',
    exitCode: 1,
    message: `the folder ${path} was removed or replaced while this command worked in it`,
  });

describe('a folder that was removed', () => {
  it('is noticed at the next event, and is what stopped the work', () => {
    const path = join(temporaryFolder(), 'run');
    const folder = openRunFolder(path, {});
    folder.record('run-started');
    const failure = new Error('no such file');
    expect(reasonOfStop(path, failure)).toBe(failure);
    rmSync(path, { recursive: true });
    expect(() => folder.record('stage-started')).toThrow(removed(path));
    expect(reasonOfStop(path, failure)).toEqual(removed(path));
    expect(() => folder.close()).not.toThrow();
  });

  it('and made again by another process stays locked by that', () => {
    const path = join(temporaryFolder(), 'run');
    const unlock = lockFolder(path);
    rmSync(path, { recursive: true });
    mkdirSync(path);
    writeFileSync(join(path, 'run.lock'), JSON.stringify({ host: 'elsewhere', process: 1 }));
    expect(() => refuseRemoved(path)).toThrow(removed(path));
    unlock();
    expect(() => lockFolder(path)).toThrow(expect.objectContaining({ code: 'folder-busy' }));
  });
});
