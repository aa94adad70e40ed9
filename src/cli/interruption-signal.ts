// Ctrl-C and SIGTERM as an AbortSignal. After the first one the system is left to handle the next: a second Ctrl-C ends
// the process at once, also one whose thread is busy or waits. The first one needs the event loop: while code that
// cannot wait reads a file or computes, it comes in at the end of that.
import { writeMessage } from './streams.js';

/** ms: signals closer together than this are one. */
const SAME_KEY_PRESS = 500;

/** The signal of this process, and how to stop listening. The first SIGINT or SIGTERM aborts it. */
export function listenForInterruption(): { signal: AbortSignal; stopListening: () => void } {
  const controller = new AbortController();
  let leaving: NodeJS.Timeout | undefined;
  const stopListening = (): void => {
    clearTimeout(leaving);
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
  const onSignal = (name: NodeJS.Signals): void => {
    // npm passes on the Ctrl-C that the terminal has already sent: one key press, two signals.
    if (controller.signal.aborted) return;
    leaving = setTimeout(stopListening, SAME_KEY_PRESS).unref();
    // Below the bar of the work, and the '^C' that a terminal shows.
    writeMessage('');
    writeMessage(`${name}: stopping at the next safe point; once more to stop at once`);
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return { signal: controller.signal, stopListening };
}
