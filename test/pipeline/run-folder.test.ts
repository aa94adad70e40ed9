import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openRunFolder } from '../../src/pipeline/run-folder.js';
import { temporaryFolder } from './temporary-folder.js';

let other: ChildProcess | undefined;
afterEach(() => {
  other?.kill('SIGKILL');
  other = undefined;
});

describe('run folder', () => {
  it('holds the resolved configuration, the environment, and a log of events', () => {
    const folder = openRunFolder(join(temporaryFolder(), 'deep', 'run'), { name: 'a', seed: 4 });
    folder.record('stage-started', { stage: 'fnn' });
    folder.close();
    expect(parse(readFileSync(folder.file('config.yaml'), 'utf8'))).toEqual({ name: 'a', seed: 4 });
    const environment = JSON.parse(readFileSync(folder.file('environment.json'), 'utf8'));
    expect(environment.node).toBe(process.version);
    expect(environment.packages.tharsis).toMatch(/^\d+\.\d+\.\d+/);
    const [line] = readFileSync(folder.file('events.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(line).toMatchObject({ event: 'stage-started', stage: 'fnn' });
    expect(existsSync(folder.file('run.lock'))).toBe(false);
  });

  it('is closed to a second process while the first lives', () => {
    const path = temporaryFolder();
    other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writeFileSync(join(path, 'run.lock'), String(other.pid));
    expect(() => openRunFolder(path, {})).toThrow(
      expect.objectContaining({ code: 'run-folder-busy', message: expect.stringContaining(String(other.pid)) }),
    );
    expect(readFileSync(join(path, 'run.lock'), 'utf8')).toBe(String(other.pid));
  });

  it('takes over the lock of a killed process, and an empty lock', async () => {
    const path = temporaryFolder();
    const gone = spawn(process.execPath, ['-e', '0']);
    await new Promise((resolve) => gone.on('exit', resolve));
    for (const content of [String(gone.pid), '']) {
      writeFileSync(join(path, 'run.lock'), content);
      const folder = openRunFolder(path, {});
      expect(readFileSync(join(path, 'run.lock'), 'utf8')).toBe(String(process.pid));
      folder.close();
    }
  });

  it('says when it cannot be made', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => openRunFolder(join(file, 'run'), {})).toThrow(
      expect.objectContaining({ code: 'run-folder-unusable' }),
    );
  });
});
