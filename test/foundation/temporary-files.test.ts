// What killed processes left is removed by the next one; what live processes write is not.
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFileAtomic } from '../../src/foundation/atomic-file.js';
import { sweepTemporaryFiles, temporaryPathOf } from '../../src/foundation/temporary-files.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';
import { deadProcess } from './dead-process.js';

const dead = deadProcess();
const YESTERDAY = Date.now() / 1000 - 25 * 3600;

/** A folder with files of these names, some of them of yesterday. */
function folderOf(names: readonly string[], old: readonly string[] = []): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'below'));
  for (const name of names) {
    writeFileSync(join(folder, name), 'half');
    if (old.includes(name)) utimesSync(join(folder, name), YESTERDAY, YESTERDAY);
  }
  return folder;
}

const left = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name !== 'below')
    .sort();

describe('sweeping', () => {
  it('takes files of dead processes of this host, here or everywhere below', () => {
    const here = `table.arrow.tharsis-${hostname()}-${dead}.tmp`;
    const names = [
      here,
      `run.lock.tharsis-${hostname()}-${dead}.tmp.stale`,
      join('below', here),
      'notes.tmp',
      'table.arrow',
    ];
    const folder = folderOf(names);
    sweepTemporaryFiles(folder);
    expect(left(folder)).toEqual([join('below', here), 'notes.tmp', 'table.arrow']);
    sweepTemporaryFiles(folder, { deep: true });
    expect(left(folder)).toEqual(['notes.tmp', 'table.arrow']);
  });

  it('leaves those of live processes, of which this is one', () => {
    const names = [`a.tharsis-${hostname()}-${process.ppid}.tmp`, temporaryPathOf('b')];
    const folder = folderOf(names);
    sweepTemporaryFiles(folder);
    expect(left(folder)).toEqual([...names].sort());
  });

  it('takes one of this number that is older than this process', () => {
    const folder = folderOf([temporaryPathOf('b')], [temporaryPathOf('b')]);
    sweepTemporaryFiles(folder);
    expect(left(folder)).toEqual([]);
  });

  it('takes those of other hosts after a day', () => {
    const recent = `a.tharsis-elsewhere-${dead}.tmp`;
    const old = `b.tharsis-else-where-${dead}.tmp`;
    const folder = folderOf([recent, old], [old]);
    expect(sweepTemporaryFiles(folder)).toEqual([old]);
    expect(left(folder)).toEqual([recent]);
  });

  it('leaves files of other programs, however old', () => {
    const names = [
      'run.2023.tmp',
      `a.${dead}.tmp`,
      `a.${hostname()}.${dead}.tmp`,
      `tharsis-x-${dead}.tmp`,
      '1.tmp.stale',
    ];
    const folder = folderOf(names, names);
    expect(sweepTemporaryFiles(folder, { deep: true })).toEqual([]);
    writeFileAtomic(join(folder, 'b.json'), '{}');
    expect(left(folder)).toEqual([...names, 'b.json'].sort());
  });

  it('takes a folder that is not there', () => {
    expect(() => sweepTemporaryFiles(join(temporaryFolder(), 'nowhere'))).not.toThrow();
  });

  it('is done by the first file that a process writes into a folder', () => {
    const folder = folderOf([`a.json.tharsis-${hostname()}-${dead}.tmp`]);
    writeFileAtomic(join(folder, 'b.json'), '{}');
    expect(left(folder)).toEqual(['b.json']);
  });
});
