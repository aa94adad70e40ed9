// The number of a process that has ended: as a killed one would have left it in names and locks.
import { spawnSync } from 'node:child_process';

export function deadProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}
