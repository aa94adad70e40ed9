// Files under way have names of their own, which name Tharsis, the host and the process that writes them; so whoever
// comes later can tell those that a killed process left from those that a live one is still writing, and from files of
// other programs, which stay.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

const NAME = /\.tharsis-([^/\\]+)-(\d+)\.tmp(?:\.stale)?$/;

/** Of another host nothing shows whether its process lives: nothing is written for so long, ms. */
const ABANDONED = 24 * 3_600_000;

/** The name under which this process writes `path` before it gets its own. */
export function temporaryPathOf(path: string): string {
  return `${path}.tharsis-${hostname()}-${process.pid}.tmp`;
}

/**
 * Removes what killed processes left half-written in a folder, and in those below it where `deep`. Files of live
 * processes stay, this one included. Gives the names of what it removed, as seen from the folder.
 */
export function sweepTemporaryFiles(folder: string, { deep = false } = {}): string[] {
  const abandoned = namesIn(folder, deep).filter((name) => isAbandoned(join(folder, name)));
  for (const name of abandoned) rmSync(join(folder, name), { force: true });
  return abandoned;
}

function namesIn(folder: string, deep: boolean): string[] {
  try {
    return readdirSync(folder, { recursive: deep, encoding: 'utf8' }).filter((name) => NAME.test(name));
  } catch {
    // Not there, or not to be read: then nothing is to be swept.
    return [];
  }
}

function isAbandoned(path: string): boolean {
  const [ending, host, digits] = NAME.exec(path) ?? [];
  if (ending === undefined) return false;
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (modified === undefined) return false;
  if (host !== hostname()) return modified < Date.now() - ABANDONED;
  const id = Number(digits);
  // Numbers of processes come back: what is older than this process is not its own.
  if (id === process.pid) return modified < Date.now() - 1000 * process.uptime();
  return !isAlive(id);
}

/** Whether a process of this host lives. */
export function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
