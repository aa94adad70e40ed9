// Ctrl-C and SIGTERM as an AbortSignal: long loops look at it between two atomic steps. A second Ctrl-C ends at once.

/** The signal of this process, and how to stop listening. The first SIGINT or SIGTERM aborts it. */
export function listenForInterruption(): { signal: AbortSignal; stopListening: () => void } {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(130);
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
