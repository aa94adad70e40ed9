// What is written where: nothing that a terminal would obey, and no stack trace when the reader has gone.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { reportError } from '../../src/cli/report-error.js';
import { writeDocument, writeResult } from '../../src/cli/streams.js';
import { terminalReporter } from '../../src/cli/terminal-reporter.js';
import { TharsisError } from '../../src/foundation/errors.js';
import { markdownText } from '../../src/foundation/markdown.js';
import { printable, printableLines } from '../../src/foundation/printable.js';
import { escapeMarkup } from '../../src/report/markup.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';
import { runHere } from './run-here.js';

/** A name that colors the terminal, starts a line of its own and turns the direction of writing. */
const nasty = '\u001b[31mred\u001b[0m\nerror: none\r\u009b2J\u202egnp.h5';
const shown = '\\u001b[31mred\\u001b[0m\\nerror: none\\r\\u009b2J\\u202egnp.h5';

const CONTROL = /[\p{Cc}\u202e]/u;

/** What `work` writes to a stream. */
function written(stream: 'stdout' | 'stderr', work: () => void): string {
  let text = '';
  const spy = vi.spyOn(process[stream], 'write').mockImplementation((piece) => {
    text += piece;
    return true;
  });
  work();
  spy.mockRestore();
  return text;
}

describe('control characters', () => {
  it('are written out in each kind of text', () => {
    expect(printable(nasty)).toBe(shown);
    expect(printable('Ä η 火 🌋 e\u0301')).toBe('Ä η 火 🌋 e\u0301');
    expect(printableLines('a\tb\n\u001bc')).toBe('a\tb\n\\u001bc');
    expect(escapeMarkup('<b>\u001b\u202e&\n')).toBe('&lt;b&gt;\\u001b\\u202e&amp;\n');
  });

  it('do not reach the terminal by results, documents, notes, progress and errors', () => {
    expect(written('stdout', () => writeResult(nasty))).toBe(`${shown}\n`);
    const document = written('stdout', () => writeDocument({ [nasty]: [nasty] }));
    expect(document.replaceAll('\n', '')).not.toMatch(CONTROL);
    expect(JSON.parse(document)).toEqual({ [nasty]: [nasty] });
    expect(written('stderr', () => terminalReporter.note(nasty))).toBe(`${shown}\n`);
    expect(written('stderr', () => terminalReporter.progress(nasty, 1).finish(nasty))).toBe(
      `${shown} 100% 0.0 s  ${shown}\n`,
    );
    const one = new TharsisError('archive-missing', `${nasty} does not exist`, 'check the path');
    expect(written('stderr', () => reportError(one, false))).toBe(
      `error: ${shown} does not exist (check the path) [archive-missing]\n`,
    );
    const several = new TharsisError('archive-invalid', '2 of 3 files:', 'mend them', { details: [nasty, 'b'] });
    expect(several.message).toBe(`2 of 3 files:\n  ${nasty}\n  b`);
    expect(written('stderr', () => reportError(several, false))).toBe(
      `error: 2 of 3 files:\n  ${shown}\n  b\n  (mend them) [archive-invalid]\n`,
    );
  });

  it.each([
    ['an archive', ['ingest', nasty]],
    ['a picture', ['picture', nasty]],
    ['a pipeline', ['run', nasty]],
    ['a run', ['evaluate', nasty]],
    ['a model', ['predict', nasty]],
    ['a model to retrain', ['retrain', nasty, 'a.h5']],
    ['a compressor', ['train', nasty]],
    ['a case', ['verify', 'convection', '--case', nasty]],
    ['an option', ['run', 'p.yaml', `--${nasty}`]],
    ['a value', ['picture', 'a.h5', `--width=${nasty}`]],
    ['a command', [nasty]],
    ['a suite', ['bench', nasty]],
  ])('of the name of %s are written out', async (_, words) => {
    for (const json of [[], ['--json']]) {
      const { code, stdout, stderr } = await runHere([...words, ...json]);
      expect(code).toBe(2);
      expect((stdout + stderr).replaceAll('\n', '')).not.toMatch(CONTROL);
      expect(stderr.split('\n').filter((line) => line.startsWith('error: '))).toHaveLength(1);
    }
  });
});

describe('Markdown', () => {
  it('shows text as it is', () => {
    expect(markdownText('<script>x</script> | [a](javascript:b) `c`\n# d & e')).toBe(
      '&lt;script&gt;x&lt;/script&gt; \\| \\[a\\](javascript:b) \\`c\\` # d &amp; e',
    );
    expect(markdownText('a\u001b\\')).toBe('a\\\\u001b\\\\');
  });
});

describe('parameters', () => {
  it.each([
    ['__proto__=1', "unknown parameter '__proto__'"],
    ['constructor=1', "unknown parameter 'constructor'"],
    ['enrichment=1,enrichment=2', '--parameters gives enrichment twice'],
  ])('%s are refused', async (assignments, message) => {
    const { code, stderr } = await runHere(['simulate', '--parameters', assignments]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('streams', () => {
  const folder = temporaryFolder();
  const shell = (script: string) => {
    const tharsis = `"${process.execPath}" "${join(process.cwd(), 'bin', 'tharsis.js')}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script.replaceAll('tharsis', tharsis)], { cwd: folder });
    return { stdout: stdout.toString(), stderr: stderr.toString() };
  };
  writeFileSync(join(folder, 'p.yaml'), 'name: p\nsimulate: {}\n');

  it('whose reader has gone are no error', () => {
    const help = shell(
      '(tharsis run --help; echo "code $?" >&2) | true; (tharsis simulat 2>&1; echo "code $?" >&2) | true',
    );
    expect(help).toEqual({ stdout: '', stderr: 'code 0\ncode 2\n' });
    const plan = shell('(tharsis run p.yaml --dry-run; echo "code $?" >&2) | head -c 3');
    expect(plan).toEqual({ stdout: 'run', stderr: 'code 0\n' });
  });

  it.skipIf(process.platform !== 'linux')('on a full disk, give one line; closed ones are left alone', () => {
    const full = shell('tharsis run p.yaml --dry-run > /dev/full; echo "code $?"');
    expect(full.stdout).toBe('code 1\n');
    expect(full.stderr).toMatch(/^error: cannot write the result to stdout: [^\n]*ENOSPC[^\n]* \[stdout\]\n$/);
    const closed = shell(
      'tharsis run p.yaml --dry-run >&- 2>&-; echo "code $?"; tharsis simulat 2> /dev/full; echo "code $?"',
    );
    expect(closed).toEqual({ stdout: 'code 0\ncode 2\n', stderr: '' });
  });
});
