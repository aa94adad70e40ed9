// What lies beside the archive file of a simulation: <id>.json once it is finished, <id>.failure.json when it failed,
// <id>.checkpoint while it is under way. Whoever simulates writes them, on whatever machine; whoever watches reads
// them.
import { rmSync } from 'node:fs';
import { sha256File } from '../foundation/digest.js';
import type { ErrorCode } from '../foundation/error-codes.js';
import { type FileStamp, hasContent, stampOf } from '../foundation/file-stamp.js';
import { readJsonRecord, writeJsonRecord } from '../foundation/json-record.js';
import type { PlainError } from '../foundation/plain-error.js';
import { type Reporter, silentReporter } from '../foundation/reporter.js';
import type { SimulationTask } from './simulation-task.js';

/** The cost of a simulation. */
export interface SimulationCost {
  /** Wall-clock seconds of the solver on one thread, without writing the file. */
  readonly seconds: number;
  readonly snapshots: number;
  readonly steps: number;
}

/** A finished simulation. */
export interface SimulationRecord extends SimulationCost {
  readonly id: string;
  /** Path of the archive file. */
  readonly file: string;
  /** Digest of parameters, configuration and code. */
  readonly digest: string;
  readonly sha256: string;
  readonly stamp: FileStamp;
  readonly parameters: Readonly<Record<string, number>>;
}

/** A simulation that failed, and why. */
export interface SimulationFailure {
  readonly id: string;
  readonly digest: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly error: PlainError;
}

/** The codes of failures that are a property of the planet: the same input would fail again. */
const REPRODUCIBLE: readonly ErrorCode[] = ['convection-diverged'];

/** Whether the simulation would fail again, unlike after a full disk or a lost machine. */
export function isReproducible({ error }: Pick<SimulationFailure, 'error'>): boolean {
  return REPRODUCIBLE.includes(error.code);
}

const ARCHIVE_ENDING = /\.h5$/;

export function recordPath({ path }: SimulationTask): string {
  return path.replace(ARCHIVE_ENDING, '.json');
}

export function failurePath({ path }: SimulationTask): string {
  return path.replace(ARCHIVE_ENDING, '.failure.json');
}

export function checkpointPath({ path }: SimulationTask): string {
  return path.replace(ARCHIVE_ENDING, '.checkpoint');
}

/** Writes the record of a simulation whose archive file is there; the traces of earlier attempts are removed. */
export function writeRecord(task: SimulationTask, cost: SimulationCost): SimulationRecord {
  const { id, path: file, digest } = task;
  const parameters = { ...task.parameters };
  const record = { id, ...cost, file, digest, sha256: sha256File(file), stamp: stampOf(file)!, parameters };
  writeJsonRecord(recordPath(task), record);
  rmSync(checkpointPath(task), { force: true });
  rmSync(failurePath(task), { force: true });
  return record;
}

/** Keeps why a simulation failed. */
export function writeFailure(task: SimulationTask, error: PlainError): void {
  writeJsonRecord(failurePath(task), failureOf(task, error));
}

export function failureOf({ id, digest, parameters }: SimulationTask, error: PlainError): SimulationFailure {
  return { id, digest, parameters: { ...parameters }, error };
}

/**
 * The record of a simulation that is finished: same parameters, configuration and code, and its file is whole. A note
 * says so where it was and is not any more.
 */
export function finishedRecord(
  task: SimulationTask,
  reporter: Pick<Reporter, 'note'> = silentReporter,
): SimulationRecord | undefined {
  const record = readJsonRecord<SimulationRecord>(recordPath(task), reporter);
  if (record?.digest !== task.digest) return undefined;
  if (!hasContent(task.path, record.sha256, record.stamp)) {
    const what = stampOf(task.path) === undefined ? 'is gone' : 'has changed since it was written';
    reporter.note(`${task.path} ${what}: it is simulated again`);
    return undefined;
  }
  const current = { ...record, file: task.path, stamp: stampOf(task.path)! };
  // A copied archive is read once, not at every start.
  if (current.stamp.modified !== record.stamp?.modified) {
    writeJsonRecord(recordPath(task), current);
  }
  return current;
}

/** Why a simulation failed, if it did so with the same parameters, configuration and code. */
export function knownFailure(
  task: SimulationTask,
  reporter: Pick<Reporter, 'note'> = silentReporter,
): SimulationFailure | undefined {
  const failure = readJsonRecord<SimulationFailure>(failurePath(task), reporter);
  return failure?.digest === task.digest ? failure : undefined;
}
