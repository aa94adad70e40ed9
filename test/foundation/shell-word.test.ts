// Words of shell commands: a shell reads back what was given, and runs nothing of it.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../src/foundation/shell-word.js';

describe('a word of a shell command', () => {
  it('has quotes only where it needs them', () => {
    expect(shellWord('enrichment=1.5,eta=1e21')).toBe('enrichment=1.5,eta=1e21');
    expect(shellWord("x';rm -rf ~;'=1")).toBe(`'x'\\'';rm -rf ~;'\\''=1'`);
    expect(shellWord('')).toBe("''");
  });

  it('is read back as it was', () => {
    const words = ['', 'a b', "it's", '$HOME', '`id`', '\\', '"', 'a\nb', '*', '~', '--x=y;z', 'größe'];
    const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${words.map(shellWord).join(' ')}`], {
      encoding: 'utf8',
    });
    expect(stdout.split('\0').slice(0, -1)).toEqual(words);
  });
});
