// The Slurm executor against a made-up cluster: small scripts named sbatch, squeue, sacct and scontrol on the PATH.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Campaign, runCampaign } from '../../src/campaign/campaign.js';
import { campaignParameters } from '../../src/campaign/campaign-parameters.js';
import type { CampaignWatch } from '../../src/campaign/executors/executor.js';
import { batchScript } from '../../src/campaign/executors/slurm/batch-script.js';
import { slurmExecutor } from '../../src/campaign/executors/slurm/slurm-executor.js';
import { dealt } from '../../src/campaign/executors/slurm/slurm-settings.js';
import { failurePath, type SimulationFailure, type SimulationRecord } from '../../src/campaign/simulation-record.js';
import { simulationTask } from '../../src/campaign/simulation-task.js';
import { simulateChunk } from '../../src/campaign/task-list.js';
import { InterruptedError } from '../../src/foundation/errors.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';
import { tinyConfiguration } from '../pipeline/tiny-pipeline.js';

const section = { ...tinyConfiguration().simulate!, count: 3 };
const parameterSets = campaignParameters(section, 11);
const never = new AbortController().signal;
const path = process.env.PATH!;

let cluster: string;
let folder: string;
beforeEach(() => {
  cluster = temporaryFolder();
  folder = join(temporaryFolder(), 'archive');
  mkdirSync(join(cluster, 'running'));
  process.env.PATH = `${cluster}${delimiter}${path}`;
});
afterEach(() => {
  process.env.PATH = path;
});

/** Puts a command into the cluster; `body` is JavaScript that sees `words`, `fs`, `spawn` and the folder `cluster`. */
function command(name: string, body: string): void {
  const file = join(cluster, name);
  const head = `#!${process.execPath}
const fs = require('node:fs'); const { spawn } = require('node:child_process');
const cluster = ${JSON.stringify(cluster)}; const words = process.argv.slice(2);\n`;
  writeFileSync(file, head + body);
  chmodSync(file, 0o755);
}

/** For tests that do not want to wait. */
const hasty = { longestPause: 0.1, patience: 0.3 };

/** An array task is "running" while its file is there. sbatch starts each array task as bash would, `script` changes it. */
function workingCluster(changed = 'text', answer = `console.log(job + ';cluster');`): void {
  command(
    'sbatch',
    `const text = fs.readFileSync(words.at(-1), 'utf8');
     const last = Number(/--array=0-(\\d+)/.exec(text)[1]);
     const job = String(100 + fs.readdirSync(cluster).filter((name) => name.startsWith('job')).length);
     fs.writeFileSync(cluster + '/job' + job, /--job-name=(\\S+)/.exec(text)[1]);
     for (let index = 0; index <= last; index++) {
       const mark = cluster + '/running/' + job + '_' + index;
       fs.writeFileSync(mark, 'RUNNING');
       const script = ${changed};
       spawn('bash', ['-c', script + '\\nrm -f ' + mark], { detached: true, stdio: 'ignore',
         env: { ...process.env, SLURM_ARRAY_TASK_ID: String(index) } }).unref();
     }
     ${answer}`,
  );
  command(
    'squeue',
    `const option = (name) => words.find((word) => word.startsWith(name))?.slice(name.length);
     const jobs = fs.readdirSync(cluster).filter((name) => name.startsWith('job'));
     const named = jobs.find((name) => fs.readFileSync(cluster + '/' + name, 'utf8') === option('--name='))?.slice(3);
     const job = option('--jobs=') ?? named;
     for (const name of fs.readdirSync(cluster + '/running')) {
       if (!name.startsWith(job + '_')) continue;
       console.log(named ?? name.split('_')[1] + ' ' + fs.readFileSync(cluster + '/running/' + name));
     }`,
  );
  command('sacct', `console.error('Slurm accounting storage is disabled'); process.exitCode = 1;`);
  command('scontrol', `console.log('JobId=100 JobState=FAILED Reason=NonZeroExitCode ExitCode=9:0');`);
}

/** Without 'exec', so that what follows in the shell still runs. */
const inShell = `text.replace('exec ', '')`;

function campaign(settings = {}, signal = never): Promise<Campaign> {
  const executor = { kind: 'slurm', settings } as const;
  return runCampaign(parameterSets, section.evolution, { folder, threads: 1, signal, executor });
}

/** The tasks of the campaign, and what an executor reports of them. */
function watching() {
  const tasks = parameterSets.map((parameters, index) =>
    simulationTask(parameters, index, section.evolution, { folder, checkpointInterval: 30 }),
  );
  const reported = { details: [] as string[], finished: [] as SimulationRecord[], failed: [] as SimulationFailure[] };
  const watch: CampaignWatch = {
    note: () => {},
    progress: (detail) => reported.details.push(detail),
    finished: (record) => reported.finished.push(record),
    failed: (failure) => reported.failed.push(failure),
  };
  return { tasks, reported, watch };
}

const digests = ({ finished }: Campaign): string[] => finished.map(({ sha256 }) => sha256);

describe('a campaign in a cluster', () => {
  it('gives the same files as on threads, and submits nothing when all is there', async () => {
    workingCluster(inShell);
    const first = await campaign({ simulationsPerTask: 2 });
    const threads = await runCampaign(parameterSets, section.evolution, {
      folder: temporaryFolder(),
      threads: 2,
      signal: never,
    });
    expect(digests(first)).toEqual(digests(threads));
    expect(readdirSync(join(cluster)).filter((name) => name.startsWith('job'))).toEqual(['job100']);
    expect(await campaign()).toEqual(first);
    expect(readdirSync(join(cluster)).filter((name) => name.startsWith('job'))).toEqual(['job100']);
  }, 30_000);

  it('is left running at an interruption, and watched again instead of submitted twice', async () => {
    workingCluster(`'sleep 1;' + ${inShell}`);
    const controller = new AbortController();
    const running = campaign({}, controller.signal);
    const watch = setInterval(() => existsSync(join(folder, 'slurm', 'submissions.json')) && controller.abort(), 5);
    await expect(running).rejects.toBeInstanceOf(InterruptedError);
    clearInterval(watch);
    expect((await campaign()).finished).toHaveLength(3);
    expect(readdirSync(cluster).filter((name) => name.startsWith('job'))).toEqual(['job100']);
  }, 30_000);

  it('names the array task that ended without its simulation, and submits only that again', async () => {
    // The second array task is killed before it does anything, as if its node were lost.
    workingCluster(`index === 1 ? '' : ${inShell}`);
    const executor = slurmExecutor({}, never, hasty);
    const { tasks, reported, watch } = watching();
    await executor.simulate(tasks, watch);
    expect(reported.finished.map(({ id }) => id).sort()).toEqual([tasks[0]!.id, tasks[2]!.id].sort());
    expect(reported.failed).toEqual([
      expect.objectContaining({
        id: tasks[1]!.id,
        error: {
          code: 'slurm-task-lost',
          message: 'array task 100_1 ended without it: FAILED, exit code 9:0',
          remedy: expect.stringContaining('slurm/logs/100_1.log; the same command submits what is missing again'),
          exitCode: 1,
        },
      }),
    ]);
    workingCluster(inShell);
    expect((await campaign()).finished).toHaveLength(3);
    const list = readdirSync(join(folder, 'slurm')).filter((name) => name.endsWith('.sh'));
    expect(list).toHaveLength(2);
  }, 30_000);

  it('is submitted once, also by a command that did not hear the number of the job', async () => {
    workingCluster(
      `'sleep 1;' + ${inShell}`,
      `console.error('sbatch: error: Socket timed out on send/recv operation'); process.exitCode = 1;`,
    );
    await expect(campaign()).rejects.toMatchObject({ code: 'slurm-refused' });
    workingCluster(inShell);
    expect((await campaign()).finished).toHaveLength(3);
    expect(readdirSync(cluster).filter((name) => name.startsWith('job'))).toEqual(['job100']);
  }, 30_000);

  it('waits for array tasks that go back into the queue, and reports what is lost without sacct and scontrol, too', async () => {
    workingCluster(`''`);
    for (const name of ['sacct', 'scontrol']) rmSync(join(cluster, name));
    for (const name of ['bash', 'rm']) symlinkSync(`/bin/${name}`, join(cluster, name));
    process.env.PATH = cluster;
    // At the first twelve looks, the third array task is there every other time; then it is gone.
    command(
      'squeue',
      `fs.appendFileSync(cluster + '/looks', '.');
       const looks = fs.readFileSync(cluster + '/looks', 'utf8').length;
       if (looks <= 12 && looks % 2 === 0) console.log('2 PENDING');`,
    );
    const { tasks, reported, watch } = watching();
    const looksAtLoss: number[] = [];
    await slurmExecutor({}, never, hasty).simulate(tasks, {
      ...watch,
      failed: (failure) => {
        looksAtLoss.push(readFileSync(join(cluster, 'looks'), 'utf8').length);
        watch.failed(failure);
      },
    });
    expect(reported.failed.map(({ id }) => id)).toEqual(tasks.map(({ id }) => id));
    expect(reported.failed[0]!.error.message).toBe('array task 100_0 ended without it: unknown');
    expect(looksAtLoss[0]).toBeLessThan(12);
    expect(looksAtLoss[2]).toBeGreaterThan(12);
  }, 30_000);

  it('refuses a folder in which jobs of other code are at work', async () => {
    workingCluster();
    const { tasks } = watching();
    mkdirSync(join(folder, 'slurm'), { recursive: true });
    const chunks = [[{ id: tasks[0]!.id, digest: 'of other code' }]];
    writeFileSync(join(folder, 'slurm', 'submissions.json'), JSON.stringify([{ job: '77', chunks }]));
    writeFileSync(join(cluster, 'running', '77_0'), 'PENDING');
    await expect(campaign()).rejects.toMatchObject({
      code: 'slurm-busy',
      message: `Slurm job 77 is simulating ${tasks[0]!.id} with other code`,
    });
  });

  it('is refused in one line where there is no Slurm, or where sbatch says no', async () => {
    process.env.PATH = cluster;
    await expect(campaign()).rejects.toMatchObject({ code: 'slurm-missing', exitCode: 2 });
    command('squeue', '');
    command('sbatch', `console.error('sbatch: error: invalid partition specified: gpu'); process.exitCode = 1;`);
    await expect(campaign({ partition: 'gpu' })).rejects.toMatchObject({
      code: 'slurm-refused',
      message: expect.stringMatching(/did not take .*: sbatch: error: invalid partition specified: gpu$/),
      exitCode: 2,
    });
  });

  it('is not given up while the controller is silent', async () => {
    workingCluster(inShell);
    command(
      'squeue',
      `console.error('slurm_load_jobs error: Unable to contact slurm controller'); process.exitCode = 1;`,
    );
    const { tasks, reported, watch } = watching();
    await slurmExecutor({}, never, hasty).simulate(tasks, watch);
    expect(reported.finished).toHaveLength(3);
    expect(reported.details).toContain('Slurm does not answer');
  }, 30_000);
});

describe('an array task', () => {
  it('simulates its chunk, does not simulate what is finished again, and refuses what other code has submitted', async () => {
    const { tasks } = watching();
    const list = join(cluster, 'tasks.json');
    const write = (chunks: unknown) => writeFileSync(list, JSON.stringify({ chunks }));
    write([[tasks[0]], [tasks[1], tasks[2]]]);
    mkdirSync(folder);
    expect(await simulateChunk(list, 1, 2, never)).toEqual({ finished: 2, total: 2 });
    const written = statSync(tasks[1]!.path).mtimeMs;
    expect(await simulateChunk(list, 1, 2, never)).toEqual({ finished: 2, total: 2 });
    expect(statSync(tasks[1]!.path).mtimeMs).toBe(written);
    await expect(simulateChunk(list, 2, 1, never)).rejects.toMatchObject({ code: 'task-list-index' });
    write([[{ ...tasks[0], digest: 'of other code' }]]);
    await expect(simulateChunk(list, 0, 1, never)).rejects.toMatchObject({ code: 'task-list-outdated', exitCode: 1 });
    expect(existsSync(failurePath(tasks[0]!))).toBe(true);
  });
});

describe('a batch script', () => {
  it('says what is asked for, and quotes what needs it', () => {
    const job = { name: 'tharsis-3f', list: "a folder/it's.json", chunks: 4, logs: 'a folder/logs' };
    const script = batchScript(job, { partition: 'long', account: 'mars', time: '8:00:00', cpusPerTask: 4 });
    expect(script.split('\n').slice(0, 10)).toEqual([
      '#!/bin/bash',
      '#SBATCH --job-name=tharsis-3f',
      '#SBATCH --array=0-3',
      '#SBATCH --cpus-per-task=4',
      "#SBATCH --output='a folder/logs/%A_%a.log'",
      '#SBATCH --open-mode=append',
      `#SBATCH --chdir=${process.cwd()}`,
      '#SBATCH --partition=long',
      '#SBATCH --account=mars',
      '#SBATCH --time=8:00:00',
    ]);
    expect(script).toContain(
      `simulate --task-list 'a folder/it'\\''s.json' --index "$SLURM_ARRAY_TASK_ID" --threads 4`,
    );
    expect(batchScript(job, {})).not.toMatch(/partition|account|time=/);
  });

  it('is for at most 1,000 array tasks unless more are asked for', () => {
    const tasks = Array.from({ length: 2500 }, (_, index) => index);
    expect(dealt(tasks, {}).length).toBe(834);
    expect(dealt(tasks, { cpusPerTask: 4 }).map(({ length }) => length)).toEqual(Array(625).fill(4));
    expect(dealt(tasks, { simulationsPerTask: 1 }).length).toBe(2500);
    // The slowest come first: they are spread.
    expect(dealt([0, 1, 2, 3, 4], { simulationsPerTask: 2 })).toEqual([[0, 3], [1, 4], [2]]);
  });
});
