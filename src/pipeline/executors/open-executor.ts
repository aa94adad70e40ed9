// The choice of an executor, as the command line makes it.
import type { CampaignExecutor } from './executor.js';
import { threadExecutor } from './thread-executor.js';

/** Where simulations run. It decides no bit of a result, so it is no part of any configuration. */
export type ExecutorChoice = { readonly kind: 'threads' };

/** Opens the executor chosen; `threads` is how many simulations run at once on one machine. */
export function openExecutor(_choice: ExecutorChoice, threads: number, signal: AbortSignal): CampaignExecutor {
  return threadExecutor(threads, signal);
}
