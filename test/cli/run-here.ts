// Runs the command line in this process, for what needs no process of its own.
import { vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import type { Said } from './run-tharsis.js';

/** What `tharsis ...words` says and its exit code; calls follow one another. */
export async function runHere(words: readonly string[]): Promise<Said> {
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((piece) => {
      said[name] += piece;
      return true;
    }),
  );
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    await main(words);
    return { ...said, code: Number(process.exitCode ?? 0) };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}
