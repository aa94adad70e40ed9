// The choice of an executor, as the command line makes it.
import type { CampaignExecutor } from './executor.js';
import { slurmExecutor } from './slurm/slurm-executor.js';
import type { SlurmSettings } from './slurm/slurm-settings.js';
import { threadExecutor } from './thread-executor.js';

/** Where simulations run. It decides no bit of a result, so it is no part of any configuration. */
export type ExecutorChoice =
  | { readonly kind: 'threads' }
  | { readonly kind: 'slurm'; readonly settings: SlurmSettings };

/** Opens the executor chosen; `threads` is how many simulations run at once on this machine. */
export function openExecutor(choice: ExecutorChoice, threads: number, signal: AbortSignal): CampaignExecutor {
  return choice.kind === 'slurm' ? slurmExecutor(choice.settings, signal) : threadExecutor(threads, signal);
}
