// Ctrl-C and SIGTERM as an AbortSignal. A second Ctrl-C ends the process at once.

/** ms: signals closer together than this are one. */
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
