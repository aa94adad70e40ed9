/**
 * Campaigns: many simulations on the threads of a machine or the nodes of a cluster, each resumable.
 *
 * @example
 * ```js
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { runCampaign } from 'tharsis/campaign';
 * import { defaultEvolution, parameterRanges, sampleParameters } from 'tharsis/convection';
 * import { randomStream } from 'tharsis/foundation';
 *
 * const parameterSets = sampleParameters(parameterRanges, 2, 'latin-hypercube', randomStream(1));
 * const evolution = { ...defaultEvolution, cells: { radial: 12, azimuthal: 12 }, outputIntervals: 2, duration: 1e14 };
 * const folder = mkdtempSync(join(tmpdir(), 'campaign-'));
 * const signal = new AbortController().signal;
 * const { finished } = await runCampaign(parameterSets, evolution, { folder, threads: 2, signal });
 * for (const { file, steps } of finished) console.log(file, steps);
 * ```
 */

export type { EvolutionConfig } from '../convection/evolution/evolution-config.js';
export type { PhysicsConfig } from '../convection/evolution/physics-presets.js';
export type { ConductivityLaw } from '../convection/material/conductivity.js';
export type { ExpansivityLaw } from '../convection/material/expansivity.js';
export type { MantleParameters } from '../convection/parameters/mantle-parameters.js';
export type { ErrorCode } from '../foundation/error-codes.js';
export type { FileStamp } from '../foundation/file-stamp.js';
export type { PlainError } from '../foundation/plain-error.js';
export type { Progress, Reporter } from '../foundation/reporter.js';
export { type Campaign, type CampaignOptions, runCampaign } from './campaign.js';
export type { ExecutorChoice } from './executors/open-executor.js';
export type { SlurmSettings } from './executors/slurm/slurm-settings.js';
export type { SimulationCost, SimulationFailure, SimulationRecord } from './simulation-record.js';
