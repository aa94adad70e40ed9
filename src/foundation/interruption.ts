// Ctrl-C and SIGTERM as an AbortSignal: long loops look at it between two atomic steps. A second Ctrl-C ends at once.
import { setImmediate } from 'node:timers/promises';
import { throwIfInterrupted } from './errors.js';

/** Signals within so many milliseconds are one. */
const SAME_KEY_PRESS = 500;

/** The signal of this process, and how to stop listening. The first SIGINT or SIGTERM aborts it. */
export function listenForInterruption(): { signal: AbortSignal; stopListening: () => void } {
  const controller = new AbortController();
  let first = 0;
  const onSignal = (name: NodeJS.Signals): void => {
    const now = performance.now();
    if (controller.signal.aborted) {
      // npm passes on the Ctrl-C that the terminal has already sent: one key press, two signals.
      if (now - first > SAME_KEY_PRESS) process.exit(130);
      return;
    }
    first = now;
    process.stderr.write(`\n${name}: stopping at the next safe point; once more to stop at once\n`);
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    stopListening: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}

/** How long a loop may run without giving way, in milliseconds. */
const LONGEST_STRETCH = 50;

/**
 * For loops that never wait: signals arrive only when the event loop turns. Await what this gives between two atomic
 * steps; it turns the loop every 50 ms and throws an InterruptedError once the signal is raised.
 */
export function interruptible(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last >= LONGEST_STRETCH) {
      await setImmediate();
      last = performance.now();
    }
    throwIfInterrupted(signal);
  };
}
