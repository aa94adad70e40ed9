import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replaceAtomically, writeFileAtomic } from '../../src/foundation/atomic-file.js';

const folder = () => mkdtempSync(join(tmpdir(), 'tharsis-atomic-'));

describe('atomic file', () => {
  it('writes new files, making their folders, and replaces old ones', () => {
    const path = join(folder(), 'a', 'b', 'file.txt');
    writeFileAtomic(path, 'first');
    writeFileAtomic(path, 'second');
    expect(readFileSync(path, 'utf8')).toBe('second');
    expect(readdirSync(join(path, '..'))).toEqual(['file.txt']);
  });

  it('keeps the old file and leaves nothing behind when writing fails half-way', () => {
    const path = join(folder(), 'file.txt');
    writeFileSync(path, 'old');
    const failing = () =>
      replaceAtomically(path, (temporaryPath) => {
        writeFileSync(temporaryPath, 'half');
        throw new Error('half-way');
      });
    expect(failing).toThrow('half-way');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(join(path, '..'))).toEqual(['file.txt']);
  });

  it('says in one line what cannot be written and how to mend it', () => {
    const root = folder();
    writeFileSync(join(root, 'file'), '');
    expect(() => writeFileAtomic(join(root, 'file', 'below.txt'), 'x')).toThrow(
      expect.objectContaining({ code: 'file-not-written', remedy: expect.stringContaining('folder') }),
    );
  });

  it('leaves the old file whole when the file system refuses more data', () => {
    const root = folder();
    mkdirSync(root, { recursive: true });
    const path = join(root, 'file.bin');
    writeFileSync(path, 'old');
    // A file size limit of 64 KiB stands in for a full disk: the write fails with EFBIG half-way.
    const script = `
      process.on('SIGXFSZ', () => {});
      const { writeFileAtomic } = await import(${JSON.stringify(join(process.cwd(), 'dist/foundation/atomic-file.js'))});
      try { writeFileAtomic(${JSON.stringify(path)}, new Uint8Array(1 << 20)); } catch (error) { console.log(error.code); }
    `;
    const result = spawnSync('bash', [
      '-c',
      'ulimit -f 64; exec "$0" --input-type=module -e "$1"',
      process.execPath,
      script,
    ]);
    expect(result.stdout.toString().trim()).toBe('file-not-written');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(existsSync(path)).toBe(true);
    expect(readdirSync(root)).toEqual(['file.bin']);
  });
});
