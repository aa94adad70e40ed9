// Starts the command line as users do and collects what it says.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Said {
  /** The exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const binary = join(process.cwd(), 'bin', 'tharsis.js');

/** Starts `tharsis ...words` in `folder`; hands on every piece of stderr as it comes, with the process. */
export function startTharsis(
  words: readonly string[],
  folder: string,
  onError: (text: string, child: ChildProcess) => void = () => {},
  onStart: (child: ChildProcess) => void = () => {},
): Promise<Said> {
  const child = spawn(process.execPath, [binary, ...words], { cwd: folder });
  onStart(child);
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (piece) => {
      stdout += piece;
    });
    child.stderr.on('data', (piece) => {
      stderr += piece;
      onError(stderr, child);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
