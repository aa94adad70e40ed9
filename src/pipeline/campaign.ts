// A campaign: many thermal evolutions over the parameter box, on a pool of worker threads, one archive file each.
// Resumable at the level of a simulation: a finished one has a record beside its file and is not run again.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EvolutionConfig } from '../convection/evolution/evolution-config.js';
import type { MantleParameters } from '../convection/parameters/mantle-parameters.js';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { canonicalJson, sha256, sha256File } from '../foundation/digest.js';
import { InterruptedError, TharsisError } from '../foundation/errors.js';
import { makeFolders } from '../foundation/folders.js';
import { openProgress } from '../foundation/progress.js';
import { codeDigest } from './code-digest.js';
import type { FinishedSimulation, SimulationTask } from './simulation-task.js';
import { openWorkerPool, type PlainError, plainError } from './worker-pool.js';

/** A finished simulation, as its record file (archive/<id>.json) tells it. */
export interface SimulationRecordFile extends FinishedSimulation {
  readonly id: string;
  readonly file: string;
  readonly digest: string;
  readonly sha256: string;
}

export interface CampaignOptions {
  readonly folder: string;
  readonly threads: number;
  readonly signal: AbortSignal;
}

// Worker threads always start from dist/, also when this module runs from src/ under the test runner.
const workerScript = new URL('../../dist/pipeline/simulation-worker.js', import.meta.url);

/**
 * Simulates every parameter set that has no finished record in `folder`, the least viscous (the slowest) first.
 * A simulation that fails does not stop the others; afterwards the campaign fails, naming the first failure.
 */
export async function runCampaign(
  parameterSets: readonly MantleParameters[],
  evolution: EvolutionConfig,
  options: CampaignOptions,
): Promise<SimulationRecordFile[]> {
  const { folder, threads, signal } = options;
  makeFolders(folder);
  removeTemporaryFiles(folder);
  const tasks = parameterSets.map((parameters, index) => taskOf(parameters, index, evolution, folder));
  const records = tasks.map((task) => finishedRecord(folder, task));
  const waiting = tasks.filter((_, index) => records[index] === undefined);
  waiting.sort((a, b) => a.parameters.referenceViscosity - b.parameters.referenceViscosity);

  const done = tasks.length - waiting.length;
  const progress = openProgress('simulate', tasks.length, done);
  const fractions = new Map<string, number>();
  const failures: { task: SimulationTask; error: PlainError }[] = [];
  let finished = done;
  const pool = openWorkerPool<SimulationTask, FinishedSimulation>(workerScript, threads, signal);
  const show = (detail: string): void => {
    const underway = [...fractions.values()].reduce((sum, fraction) => sum + fraction, 0);
    progress.update(finished + underway, `${finished}/${tasks.length} simulations  ${detail}`);
  };
  const simulate = async (task: SimulationTask): Promise<void> => {
    try {
      const result = await pool.run(task, (fraction, detail) => {
        fractions.set(task.id, fraction);
        show(`${task.id}: ${detail}`);
      });
      records[tasks.indexOf(task)] = writeRecord(folder, task, result);
    } catch (error) {
      if (error instanceof InterruptedError) throw error;
      failures.push({ task, error: plainError(error) });
    }
    fractions.delete(task.id);
    finished++;
    show('');
  };
  try {
    await Promise.all(waiting.map(simulate));
  } finally {
    await pool.close();
  }
  if (failures.length > 0) throw campaignFailure(failures, tasks.length);
  progress.finish(`${tasks.length} simulation${tasks.length === 1 ? '' : 's'} (${done} from an earlier run)`);
  return records as SimulationRecordFile[];
}

function taskOf(
  parameters: MantleParameters,
  index: number,
  evolution: EvolutionConfig,
  folder: string,
): SimulationTask {
  const digest = sha256(
    canonicalJson({ parameters, evolution, code: codeDigest(['foundation', 'convection', 'archive']) }),
  );
  // The second part tells what was simulated, so that files of other campaigns are neither overwritten nor mixed up.
  const identity = sha256(canonicalJson({ parameters, evolution })).slice(0, 6);
  const id = `simulation-${String(index).padStart(4, '0')}-${identity}`;
  return { id, parameters, evolution, path: join(folder, `${id}.h5`), digest };
}

function recordPath(folder: string, id: string): string {
  return join(folder, `${id}.json`);
}

function writeRecord(folder: string, task: SimulationTask, result: FinishedSimulation): SimulationRecordFile {
  const record = { ...result, id: task.id, file: task.path, digest: task.digest, sha256: sha256File(task.path) };
  writeFileAtomic(recordPath(folder, task.id), `${JSON.stringify(record, null, 2)}\n`);
  return record;
}

function finishedRecord(folder: string, task: SimulationTask): SimulationRecordFile | undefined {
  const path = recordPath(folder, task.id);
  if (!existsSync(path) || !existsSync(task.path)) return undefined;
  const record = readRecord(path);
  return record?.digest === task.digest && record.sha256 === sha256File(task.path) ? record : undefined;
}

function readRecord(path: string): SimulationRecordFile | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as SimulationRecordFile;
  } catch {
    // A damaged record only means that the simulation runs again.
    return undefined;
  }
}

/** What a killed process left half-written. */
function removeTemporaryFiles(folder: string): void {
  for (const name of readdirSync(folder)) if (name.endsWith('.tmp')) rmSync(join(folder, name));
}

function campaignFailure(
  failures: readonly { task: SimulationTask; error: PlainError }[],
  count: number,
): TharsisError {
  const { task, error } = failures[0]!;
  const rest = failures.length === 1 ? '' : ` (and ${failures.length - 1} more of ${count})`;
  return new TharsisError(error.code, `${task.id}${rest}: ${error.message}`, error.remedy, {
    exitCode: error.exitCode,
  });
}
