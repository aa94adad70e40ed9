// The reporter of the command line, on stderr: a bar on a terminal, otherwise one line per interval (batch queues keep
// logs).
import { duration } from '../foundation/duration.js';
import type { Progress, Reporter } from '../foundation/reporter.js';
import { writeMessage, writeProgress } from './streams.js';

const BAR_WIDTH = 16;
/** Below this share of the work the time left is not estimated. */
const MIN_SHARE = 0.03;
/** ms between two updates. */
const TERMINAL_INTERVAL = 400;
const LOG_INTERVAL = 10_000;

/** Prints progress and notes on stderr. */
export const terminalReporter: Reporter = {
  progress: openProgress,
  note: writeMessage,
};

function openProgress(label: string, total: number, start = 0): Progress {
  const terminal = process.stderr.isTTY === true;
  const interval = terminal ? TERMINAL_INTERVAL : LOG_INTERVAL;
  const began = performance.now();
  let shown = began;
  const write = terminal ? writeProgress : writeMessage;

  const line = (done: number, detail: string): string => {
    const fraction = total > 0 ? Math.min(1, done / total) : 1;
    const seconds = (performance.now() - began) / 1000;
    const share = (done - start) / (total - start);
    const remaining = share >= MIN_SHARE ? (seconds * (1 - share)) / share : Number.NaN;
    const left = fraction < 1 && Number.isFinite(remaining) ? `, ${duration(remaining)} left` : '';
    const percent = `${Math.floor(100 * fraction)}%`.padStart(4);
    return `${label} ${terminal ? bar(fraction) : ''}${percent} ${duration(seconds)}${left}${detail && `  ${detail}`}`;
  };
  return {
    update(done, detail = '') {
      const now = performance.now();
      if (now - shown < interval) return;
      shown = now;
      write(line(done, detail), false);
    },
    finish(detail = '') {
      write(line(total, detail), true);
    },
  };
}

function bar(fraction: number): string {
  const filled = Math.round(BAR_WIDTH * fraction);
  return `[${'='.repeat(filled)}${' '.repeat(BAR_WIDTH - filled)}]`;
}
