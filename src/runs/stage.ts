// A stage: one step of a pipeline, run only when its key or its outputs have changed.
//
// The key is the digest of the stage's configuration, of the outputs of the stages it reads, and of the code it runs.
// The record of a finished stage (stages/<name>.json) holds the key, the digests of its outputs, and its summary. It
// is written last, so a stage that was killed has no record and runs again; what it left half-done it may resume.
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { canonicalJson, sha256, sha256File } from '../foundation/digest.js';
import { InterruptedError } from '../foundation/errors.js';
import { type FileStamp, hasContent, stampOf } from '../foundation/file-stamp.js';
import { readJsonRecord, writeJsonRecord } from '../foundation/json-record.js';
import { type Reporter, silentReporter } from '../foundation/reporter.js';
import { codeDigest } from './code-digest.js';
import type { RunFolder } from './run-folder.js';

/** What every stage is given. A pipeline adds what its own stages need, such as an engine. */
export interface StageContext {
  readonly folder: RunFolder;
  readonly seed: number;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly reporter: Reporter;
  /** The key of the stage that runs. */
  readonly key: string;
  /** Seconds that interrupted attempts at this stage took. */
  readonly earlierSeconds: number;
}

/** Plain numbers and texts that a stage reports about itself; they end in metrics.json. */
export type Summary = { readonly [key: string]: number | string | boolean | readonly number[] | Summary };

/** What running a stage gives: the files that later stages read, and a summary. */
export interface StageResult {
  readonly outputs: readonly string[];
  readonly summary: Summary;
}

/** One step of a pipeline. `configuration` is everything that decides the result, besides what it reads. */
export interface Stage<Context extends StageContext = StageContext> {
  readonly name: string;
  readonly configuration: unknown;
  readonly reads: readonly string[];
  /** The modules that compute the result (their `import.meta.url`): the key covers them and all that they import. */
  readonly code: readonly string[];
  run(context: Context): Promise<StageResult>;
}

/** What stages/<name>.json holds. Output paths are relative to the run folder. */
export interface StageRecord {
  readonly key: string;
  readonly outputs: Record<string, string>;
  /** Sizes and times of the outputs, so that those that were not touched need not be read again. */
  readonly stamps?: Record<string, FileStamp>;
  readonly summary: Summary;
  readonly seconds: number;
}

/** The key of a stage, given the records of all stages before it. */
export function stageKey(stage: Omit<Stage, 'run'>, seed: number, records: ReadonlyMap<string, StageRecord>): string {
  const inputs = stage.reads.map((name) => records.get(name)?.outputs ?? null);
  return sha256(
    canonicalJson({
      name: stage.name,
      configuration: stage.configuration,
      seed,
      inputs,
      code: stage.code.map(codeDigest),
    }),
  );
}

/**
 * The record of an earlier run of this stage, if it has the same key and its outputs are still what they were. A note
 * names what is damaged or has changed.
 */
export function usableRecord(
  folder: string,
  stage: Pick<Stage, 'name'>,
  key: string,
  reporter: Pick<Reporter, 'note'> = silentReporter,
): StageRecord | undefined {
  const record = readJsonRecord<StageRecord>(recordPath(folder, stage.name), reporter);
  if (record?.key !== key) return undefined;
  const changed = Object.entries(record.outputs).find(
    ([name, digest]) => !hasContent(join(folder, name), digest, record.stamps?.[name]),
  );
  if (changed === undefined) return record;
  const path = join(folder, changed[0]);
  const what = stampOf(path) === undefined ? 'is gone' : 'has changed since it was written';
  reporter.note(`${stage.name}: ${path} ${what}; the stage runs again`);
  return undefined;
}

/** Runs a stage and writes its record. The time of earlier attempts that were interrupted counts too. */
export async function runStage<Context extends StageContext>(
  stage: Pick<Stage<Context>, 'name' | 'run'>,
  key: string,
  context: Omit<Context, 'key' | 'earlierSeconds'>,
): Promise<StageRecord> {
  const folder = context.folder.path;
  const attempts = join(folder, 'stages', `${stage.name}.attempts.json`);
  const earlierSeconds = secondsOfAttempts(attempts, key);
  const began = performance.now();
  const seconds = (): number => earlierSeconds + (performance.now() - began) / 1000;
  try {
    const { outputs, summary } = await stage.run({ ...context, key, earlierSeconds } as Context);
    const record: StageRecord = {
      key,
      outputs: Object.fromEntries(outputs.map((file) => [relative(folder, file), sha256File(file)])),
      stamps: Object.fromEntries(outputs.map((file) => [relative(folder, file), stampOf(file)!])),
      summary,
      seconds: seconds(),
    };
    writeJsonRecord(recordPath(folder, stage.name), record);
    rmSync(attempts, { force: true });
    return record;
  } catch (error) {
    if (error instanceof InterruptedError) writeJsonRecord(attempts, { key, seconds: seconds() });
    throw error;
  }
}

function secondsOfAttempts(path: string, key: string): number {
  const attempts = readJsonRecord<{ key: string; seconds: number }>(path);
  return attempts?.key === key ? attempts.seconds : 0;
}

function recordPath(folder: string, name: string): string {
  return join(folder, 'stages', `${name}.json`);
}
