// Every operation on a file may fail: then the old content is there or the new one, whole, the error is one line, and
// the next attempt leaves the same bytes as if nothing had happened.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeTable } from '../../src/archive/arrow-table.js';
import { writeCsv } from '../../src/archive/csv.js';
import { writeSimulation } from '../../src/archive/simulation-writer.js';
import { appendLine, createFileAtomic, writeFileAtomic } from '../../src/foundation/atomic-file.js';
import { TharsisError } from '../../src/foundation/errors.js';
import { writeJsonRecord } from '../../src/foundation/json-record.js';
import { explainedError } from '../../src/foundation/plain-error.js';
import { lockFolder } from '../../src/runs/folder-lock.js';
import { loadModel, saveModel } from '../../src/surrogate/model-folder.js';
import { sampleSimulation } from '../archive/sample-simulations.js';
import { observed, systemError, withFault } from '../foundation/faulty-files.js';
import { temporaryFolder } from './temporary-folder.js';

const model = loadModel('test/surrogate/fixtures/model-version-1');

/** What makes files, below the folder it is given. */
const writers: Readonly<Record<string, (folder: string) => void>> = {
  'a text in new folders': (folder) => writeFileAtomic(join(folder, 'a', 'b', 'text.txt'), 'new'),
  'a table': (folder) => writeTable(join(folder, 'table.arrow'), { name: ['a'], value: Float64Array.of(1) }),
  'a CSV table': (folder) => writeCsv(join(folder, 'table.csv'), { value: Float64Array.of(1) }),
  'a record': (folder) => writeJsonRecord(join(folder, 'record.json'), { key: 'value' }),
  'a simulation': (folder) => writeSimulation(join(folder, 'simulation.h5'), sampleSimulation(1)),
  'a model': (folder) => saveModel(join(folder, 'model'), model),
};

/** The files below a folder, by name. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    paths.sort().map((path) => [path.slice(folder.length), readFileSync(path).toString('latin1')]),
  );
}

describe.each(Object.entries(writers))('%s', (_, write) => {
  const whole = temporaryFolder();
  const { count } = withFault(-1, '', () => write(whole));
  const expected = contents(whole);

  it.each(['ENOSPC', 'EIO', 'EACCES'])('is whole or as it was after any %s, and made by the next attempt', (code) => {
    expect(count).toBeGreaterThan(4);
    const stride = Math.max(1, Math.floor(count / 8));
    for (let number = code.length % stride; number < count; number += stride) {
      const folder = temporaryFolder();
      const old = Object.fromEntries(Object.keys(expected).map((name) => [name, 'old']));
      if (number % 2 === 0) {
        for (const name of Object.keys(old)) {
          mkdirSync(dirname(join(folder, name)), { recursive: true });
          writeFileSync(join(folder, name), 'old');
        }
      }
      const before = contents(folder);
      const { thrown } = withFault(number, code, () => write(folder));
      if (thrown !== undefined) {
        const error = explainedError(thrown) as TharsisError;
        expect(error, `operation ${number}`).toBeInstanceOf(TharsisError);
        expect(error.message, `operation ${number}`).not.toContain('\n');
      }
      for (const [name, content] of Object.entries(contents(folder))) {
        expect([before[name], expected[name]], `operation ${number}, ${name}`).toContain(content);
      }
      write(folder);
      expect(contents(folder), `operation ${number}`).toEqual(expected);
    }
  });
});

/** What `during` gives on a file system without hard links. */
function withoutLinks<Result>(code: string, during: () => Result): Result {
  return observed((name) => {
    if (name === 'linkSync') throw systemError(code, 'link');
  }, during);
}

describe('a file', () => {
  it('is flushed before it gets its name, and its folder afterwards', () => {
    const folder = temporaryFolder();
    const order: string[] = [];
    observed(
      (name, [place]) => order.push(name === 'openSync' || name === 'mkdirSync' ? `${name} ${String(place)}` : name),
      () => writeFileAtomic(join(folder, 'new', 'file'), 'content'),
    );
    const steps = order.map((step) => step.replace(/ .*\.tmp$/, ' temporary').replace(folder, '.'));
    expect(steps).toEqual([
      'mkdirSync ./new',
      ...['openSync .', 'fsyncSync', 'closeSync'],
      ...['openSync temporary', 'writeSync', 'closeSync'],
      ...['openSync temporary', 'fsyncSync', 'closeSync'],
      'renameSync',
      ...['openSync ./new', 'fsyncSync', 'closeSync'],
    ]);
  });

  it('that is to be created is there wholly or not at all', () => {
    const { count } = withFault(-1, '', () => createFileAtomic(join(temporaryFolder(), 'file'), 'new'));
    for (let number = 0; number < count; number++) {
      const folder = temporaryFolder();
      withFault(number, 'EIO', () => createFileAtomic(join(folder, 'file'), 'new'));
      expect([{}, { '/file': 'new' }]).toContainEqual(contents(folder));
    }
  });

  it.each(['EPERM', 'ENOTSUP', 'EMLINK', 'ENOSYS'])('is created where hard links answer %s', (code) => {
    const folder = temporaryFolder();
    const create = (text: string) => withoutLinks(code, () => createFileAtomic(join(folder, 'file'), text));
    expect(create('first')).toBe(true);
    expect(create('second')).toBe(false);
    expect(contents(folder)).toEqual({ '/file': 'first' });
  });

  it('that is to be created without hard links leaves nothing where its renaming fails', () => {
    const folder = temporaryFolder();
    const failing = () =>
      observed(
        (name) => {
          if (name === 'linkSync') throw systemError('EPERM', 'link');
          if (name === 'renameSync') throw systemError('EIO', 'rename');
        },
        () => createFileAtomic(join(folder, 'file'), 'new'),
      );
    expect(failing).toThrow(expect.objectContaining({ code: 'file-not-written', exitCode: 1 }));
    expect(contents(folder)).toEqual({});
  });

  it('that locks a folder needs no hard links', () => {
    const folder = temporaryFolder();
    const unlock = withoutLinks('EPERM', () => lockFolder(folder));
    expect(JSON.parse(readFileSync(join(folder, 'run.lock'), 'utf8'))).toEqual({
      host: hostname(),
      process: process.pid,
    });
    unlock();
    expect(contents(folder)).toEqual({});
  });

  it('that grows by lines loses at most the last', () => {
    const path = join(temporaryFolder(), 'log');
    appendLine(path, 'first');
    const { thrown } = withFault(1, 'ENOSPC', () => appendLine(path, 'second'));
    expect(thrown).toMatchObject({ code: 'file-not-written', exitCode: 1 });
    expect(readFileSync(path, 'utf8')).toBe('first\n');
  });

  it('that a lock cannot be made of says so', () => {
    const folder = temporaryFolder();
    const { thrown } = withFault(0, 'EACCES', () => lockFolder(join(folder, 'run')));
    expect(thrown).toMatchObject({ code: 'folder-unusable', exitCode: 2 });
    lockFolder(join(folder, 'run'))();
  });
});
