/**
 * Long computations that are done once: run folders with a lock, stages that are kept while nothing changed, and the
 * environment that a result was made in.
 *
 * @example
 * ```js
 * import { mkdtempSync, writeFileSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { silentReporter } from 'tharsis/foundation';
 * import { openRunFolder, runStage, usableRecord } from 'tharsis/runs';
 *
 * const folder = openRunFolder(mkdtempSync(join(tmpdir(), 'run-')), { cells: 32 });
 * const stage = {
 *   name: 'count',
 *   run: async () => {
 *     writeFileSync(folder.file('cells.txt'), '32');
 *     return { outputs: [folder.file('cells.txt')], summary: { cells: 32 } };
 *   },
 * };
 * // A key changes with whatever decides the result.
 * const key = '32 cells';
 * const context = { folder, seed: 1, threads: 1, signal: new AbortController().signal, reporter: silentReporter };
 * const record = usableRecord(folder.path, stage, key) ?? (await runStage(stage, key, context));
 * console.log(record.summary);
 * folder.close();
 * ```
 */
export type { FileStamp } from '../foundation/file-stamp.js';
export type { Progress, Reporter } from '../foundation/reporter.js';
export { describeEnvironment, describeMeasurement, type Environment, type Provenance } from './environment.js';
export { lockFolder } from './folder-lock.js';
export { openRunFolder, type RunFolder } from './run-folder.js';
export {
  runStage,
  type Stage,
  type StageContext,
  type StageRecord,
  type StageResult,
  type Summary,
  usableRecord,
} from './stage.js';
