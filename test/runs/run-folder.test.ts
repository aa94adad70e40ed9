import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openRunFolder } from '../../src/runs/run-folder.js';
import { deadProcess } from '../foundation/dead-process.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';

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

  it('names in its log the half-written files that it removed', () => {
    const path = temporaryFolder();
    openRunFolder(path, {}).close();
    const killed = `scores.arrow.tharsis-${hostname()}-${deadProcess()}.tmp`;
    writeFileSync(join(path, killed), 'half');
    openRunFolder(path, {}).close();
    const log = JSON.parse(readFileSync(join(path, 'events.jsonl'), 'utf8'));
    expect(log).toMatchObject({ event: 'half-written-files-removed', files: [killed] });
    expect(readdirSync(path)).not.toContain(killed);
  });

  it('is closed to a second process while the first lives', () => {
    const path = temporaryFolder();
    other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const lock = JSON.stringify({ host: hostname(), process: other.pid });
    writeFileSync(join(path, 'run.lock'), lock);
    expect(() => openRunFolder(path, {})).toThrow(
      expect.objectContaining({ code: 'folder-busy', message: expect.stringContaining(String(other.pid)) }),
    );
    expect(readFileSync(join(path, 'run.lock'), 'utf8')).toBe(lock);
    expect(readdirSync(path)).toEqual(['run.lock']);
  });

  it('takes over the lock of a killed process, and an empty lock', async () => {
    const path = temporaryFolder();
    const gone = spawn(process.execPath, ['-e', '0']);
    await new Promise((resolve) => gone.on('exit', resolve));
    for (const content of [JSON.stringify({ host: hostname(), process: gone.pid }), '']) {
      writeFileSync(join(path, 'run.lock'), content);
      const folder = openRunFolder(path, {});
      expect(JSON.parse(readFileSync(join(path, 'run.lock'), 'utf8'))).toEqual({
        host: hostname(),
        process: process.pid,
      });
      folder.close();
    }
  });

  it('leaves the lock of another host alone', () => {
    const path = temporaryFolder();
    writeFileSync(join(path, 'run.lock'), JSON.stringify({ host: 'another-node', process: 1 }));
    expect(() => openRunFolder(path, {})).toThrow(expect.objectContaining({ code: 'folder-busy' }));
  });

  it('is held by one of many processes that want it at once', async () => {
    const path = temporaryFolder();
    const script = `
      const { lockFolder } = await import(${JSON.stringify(join(process.cwd(), 'dist/runs/folder-lock.js'))});
      await new Promise((resolve) => setTimeout(resolve, ${JSON.stringify(Date.now() + 1500)} - Date.now()));
      let held = true;
      try { lockFolder(process.argv[1]); } catch { held = false; }
      console.log(held ? 'held' : 'refused');
      setTimeout(() => {}, 3000);
    `;
    const starts = Array.from({ length: 6 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script, path], { stdio: ['ignore', 'pipe', 'inherit'] }),
    );
    const said = await Promise.all(
      starts.map(
        (child) => new Promise<string>((resolve) => child.stdout!.once('data', (text) => resolve(String(text)))),
      ),
    );
    for (const child of starts) child.kill('SIGKILL');
    expect(said.filter((text) => text === 'held\n')).toHaveLength(1);
  });

  it('is not made of a folder that holds something else', () => {
    const path = temporaryFolder();
    writeFileSync(join(path, 'thesis.txt'), 'years of work');
    expect(() => openRunFolder(path, {})).toThrow(
      expect.objectContaining({ code: 'folder-not-a-run', message: expect.stringContaining('thesis.txt') }),
    );
    expect(readdirSync(path)).toEqual(['thesis.txt']);
  });

  it('says when it cannot be made', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => openRunFolder(join(file, 'run'), {})).toThrow(expect.objectContaining({ code: 'folder-unusable' }));
  });
});
