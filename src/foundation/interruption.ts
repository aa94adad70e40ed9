// Long loops look at an AbortSignal between two atomic steps.
import { setImmediate } from 'node:timers/promises';
import { throwIfInterrupted } from './errors.js';

/** ms that a loop may run before the event loop turns. */
const MAX_STRETCH = 50;

/**
 * For loops that never wait: signals arrive only when the event loop turns. Await what this gives between two atomic
 * steps; it turns the loop every 50 ms and throws an InterruptedError once the signal is raised.
 */
export function interruptible(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last >= MAX_STRETCH) {
      await setImmediate();
      last = performance.now();
    }
    throwIfInterrupted(signal);
  };
}
