/**
 * Campaigns: many simulations on the threads of a machine or the nodes of a cluster, each resumable.
 *
 * @example
 * ```js
 * import { runCampaign } from 'tharsis/campaign';
 *
 * console.log(typeof runCampaign);
 * ```
 */

export type { EvolutionConfig } from '../convection/evolution/evolution-config.js';
export type { PhysicsConfig } from '../convection/evolution/physics-presets.js';
export type { ConductivityLaw } from '../convection/material/conductivity.js';
export type { ExpansivityLaw } from '../convection/material/expansivity.js';
export type { MantleParameters } from '../convection/parameters/mantle-parameters.js';
export type { FileStamp } from '../foundation/file-stamp.js';
export type { PlainError } from '../foundation/plain-error.js';
export type { Progress, Reporter } from '../foundation/reporter.js';
export { type Campaign, type CampaignOptions, runCampaign } from './campaign.js';
export type { ExecutorChoice } from './executors/open-executor.js';
export type { SlurmSettings } from './executors/slurm/slurm-settings.js';
export type { SimulationCost, SimulationFailure, SimulationRecord } from './simulation-record.js';
