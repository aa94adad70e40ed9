// Slurm's commands: sbatch submits, squeue lists what waits and runs, sacct or scontrol how an array task ended.
import { spawn } from 'node:child_process';
import { TharsisError } from '../../../foundation/errors.js';

interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Submits a batch script; gives the number of the job.
 *
 * @throws TharsisError `slurm-missing`, `slurm-refused`
 */
export async function submit(script: string): Promise<string> {
  const { code, stdout, stderr } = await callOrRefuse('sbatch', ['--parsable', script]);
  const job = /^(\d+)(;.*)?$/m.exec(stdout.trim())?.[1];
  if (code === 0 && job !== undefined) return job;
  throw new TharsisError(
    'slurm-refused',
    `sbatch did not take ${script}: ${lastLine(stderr) || `exit code ${code}`}`,
    'correct --partition, --account, --time, --cpus-per-task or --simulations-per-task, or ask whoever runs the cluster',
  );
}

/** The number of the job of that name that waits or runs; none, or undefined when the controller does not answer. */
export async function activeJobNamed(name: string): Promise<'none' | string | undefined> {
  const { code, stdout } = await callOrRefuse('squeue', ['--noheader', `--name=${name}`, '--format=%F']);
  return code === 0 ? (/\d+/.exec(stdout)?.[0] ?? 'none') : undefined;
}

/** The array tasks of a job that wait or run, with their states; undefined when the controller does not answer. */
export async function activeArrayTasks(job: string): Promise<ReadonlyMap<number, string> | undefined> {
  const { code, stdout, stderr } = await callOrRefuse('squeue', [
    '--noheader',
    '--array',
    `--jobs=${job}`,
    '--format=%K %T',
  ]);
  // A job that ended some minutes ago is forgotten.
  if (code !== 0) return /invalid job id/i.test(stderr) ? new Map() : undefined;
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  return new Map(rows.filter(([index]) => /^\d+$/.test(index!)).map(([index, state]) => [Number(index), state!]));
}

/** How an array task ended, in Slurm's words: 'TIMEOUT', 'OUT_OF_MEMORY', 'FAILED, exit code 1:0'. */
export async function endOf(job: string, index: number): Promise<string> {
  const name = `${job}_${index}`;
  const accounted = await call('sacct', [
    '--noheader',
    '--parsable2',
    '--allocations',
    `--jobs=${name}`,
    '--format=State,ExitCode',
  ]);
  const [state, exitCode] = accounted?.code === 0 ? lastLine(accounted.stdout).split('|') : [];
  if (state) return inWords(state, exitCode);
  // Without accounting, the controller itself remembers for some minutes.
  const stdout = (await call('scontrol', ['show', 'job', name]))?.stdout ?? '';
  const remembered = /\bJobState=(\S+)/.exec(stdout)?.[1];
  return remembered === undefined ? 'unknown' : inWords(remembered, /\bExitCode=(\S+)/.exec(stdout)?.[1]);
}

function inWords(state: string, exitCode: string | undefined): string {
  return exitCode === undefined || exitCode === '0:0' ? state : `${state}, exit code ${exitCode}`;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)!.trim();
}

/** @throws TharsisError `slurm-missing` */
async function callOrRefuse(program: string, words: readonly string[]): Promise<Said> {
  const said = await call(program, words);
  if (said !== undefined) return said;
  throw new TharsisError(
    'slurm-missing',
    `there is no command ${program} on this machine`,
    'run this on a login node of a Slurm cluster, or leave --executor out to simulate on threads here',
  );
}

/** What a command says; undefined where there is no such command. */
function call(program: string, words: readonly string[]): Promise<Said | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (piece) => {
      stdout += piece;
    });
    child.stderr.on('data', (piece) => {
      stderr += piece;
    });
    child.on('error', (cause: NodeJS.ErrnoException) => (cause.code === 'ENOENT' ? resolve(undefined) : reject(cause)));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
