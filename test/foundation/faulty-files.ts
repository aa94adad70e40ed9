// Faults in the file system, as SQLite's and LevelDB's tests make them: the k-th operation of a process fails, and a
// loss of power takes what was not flushed.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** The operations by which Tharsis makes files. */
export const operations = [
  'openSync',
  'writeSync',
  'fsyncSync',
  'closeSync',
  'renameSync',
  'linkSync',
  'mkdirSync',
] as const;
export type Operation = (typeof operations)[number];

type Call = (...words: unknown[]) => unknown;

/** Calls `during` with every operation observed: `before` may throw in its place. */
export function observed<Result>(before: (name: Operation, words: unknown[]) => void, during: () => Result): Result {
  const table = fs as unknown as Record<string, Call>;
  const own = Object.fromEntries(operations.map((name) => [name, table[name]!]));
  for (const name of operations) {
    table[name] = (...words) => {
      before(name, words);
      return own[name]!(...words);
    };
  }
  syncBuiltinESMExports();
  try {
    return during();
  } finally {
    Object.assign(table, own);
    syncBuiltinESMExports();
  }
}

/** An error as the operating system gives it. */
export function systemError(code: string, syscall: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: injected, ${syscall}`), { code, syscall, errno: -5 });
}

/** Lets the operation of this number (from 0 on) fail; gives how many there were until `during` ended. */
export function withFault(number: number, code: string, during: () => void): { count: number; thrown: unknown } {
  let count = 0;
  let thrown: unknown;
  observed(
    (name) => {
      if (count++ === number) throw systemError(code, name.replace('Sync', ''));
    },
    () => {
      try {
        during();
      } catch (error) {
        thrown = error;
      }
    },
  );
  return { count, thrown };
}
