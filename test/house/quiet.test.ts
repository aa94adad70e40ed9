// Libraries neither talk nor patch: what a user sees goes through a Reporter, which only the command line prints, and no
// module assigns to a global.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = 'src';
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** Lines of the code of src/ outside of `except` that match, without comments. */
function linesWith(pattern: RegExp, except: string): string[] {
  return files
    .filter((file) => !file.startsWith(except))
    .flatMap((file) =>
      readFileSync(join(source, file), 'utf8')
        .split('\n')
        .filter((line) => pattern.test(line) && !/^\s*(\/\/|\/?\*)/.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
}

/**
 * Files that replace a global for the length of one synchronous call, and why. Recording must refuse random numbers, and
 * Math.random is the only place where TensorFlow.js asks for its seeds.
 */
const exceptions = ['tensor/graph/without-randomness.ts'];

describe('libraries', () => {
  it('do not write to stdout or stderr', () => {
    const streams = /\bprocess\.(stderr|stdout)\b|\bconsole\./;
    expect(linesWith(streams, 'cli/')).toEqual([]);
    expect(linesWith(streams, 'nowhere/')).not.toEqual([]);
  });

  it('leave it to one file of the command line', () => {
    const writing = /\bprocess\.(stderr|stdout)\.write\b|\bconsole\.|\bprintable\w*\(/;
    const lines = linesWith(writing, 'nowhere/').filter((line) => line.startsWith('cli/'));
    expect(lines).not.toEqual([]);
    expect(lines.filter((line) => !line.startsWith('cli/streams.ts:'))).toEqual([]);
  });

  it('read JSON of users by the reader whose errors are one line', () => {
    const rooms = /^(?:archive|campaign|convection|surrogate|query|pipeline|evaluation|runs\/folder-lock)/;
    expect(linesWith(/\bJSON\.parse\(/, 'nowhere/').filter((line) => rooms.test(line))).toEqual([]);
  });

  it('do not assign to globals', () => {
    const globals = 'globalThis|global|process|Date|Math|JSON|Object|Array|Number|String|Promise|Reflect|performance';
    const assignment = new RegExp(
      `(?<![\\w.$])(${globals})(\\.\\w+|\\[[^\\]]+\\])+\\s*([-+*/%&|^]|\\*\\*|<<|>>|\\|\\||&&|\\?\\?)?=(?![=>])`,
    );
    const patches = (line: string): boolean => assignment.test(line);
    expect(['Date.now = () => 0;', "globalThis['x'] ??= 1;", 'process.env.TZ = zone'].map(patches)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['if (Math.PI === x)', 'const f = Math.max;', 'own.Date.now = 1'].map(patches)).toEqual([
      false,
      false,
      false,
    ]);
    const definitions = /Object\.(assign|definePropert(y|ies))\(\s*(globalThis|global|Date|Math|process)\b/;
    // The exit code is the one thing that a process leaves to its shell by assignment.
    const found = [...linesWith(assignment, 'nowhere/'), ...linesWith(definitions, 'nowhere/')]
      .filter((line) => !/^cli\/.*process\.exitCode = /.test(line))
      .filter((line) => !exceptions.some((file) => line.startsWith(`${file}:`)));
    expect(found).toEqual([]);
  });
});
