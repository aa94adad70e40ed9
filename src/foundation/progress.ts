// Progress of long work on stderr: a bar on a terminal, otherwise one line per interval (batch queues keep logs).

/** Where long work tells how far it is. `done` counts towards the total given at opening. */
export interface Progress {
  update(done: number, detail?: string): void;
  finish(detail?: string): void;
}

const BAR_WIDTH = 16;
/** Below this share of the work its end cannot be told. */
const LEAST_SHARE = 0.03;
const TERMINAL_INTERVAL = 400;
const LOG_INTERVAL = 10_000;

/** Opens a progress display. `start` is what an earlier, interrupted run had already done. */
export function openProgress(label: string, total: number, start = 0): Progress {
  const terminal = process.stderr.isTTY === true;
  const interval = terminal ? TERMINAL_INTERVAL : LOG_INTERVAL;
  const began = performance.now();
  let shown = began;

  const line = (done: number, detail: string): string => {
    const fraction = total > 0 ? Math.min(1, done / total) : 1;
    const seconds = (performance.now() - began) / 1000;
    const share = (done - start) / (total - start);
    const remaining = share >= LEAST_SHARE ? (seconds * (1 - share)) / share : Number.NaN;
    const left = fraction < 1 && Number.isFinite(remaining) ? `, ${duration(remaining)} left` : '';
    const percent = `${Math.floor(100 * fraction)}%`.padStart(4);
    return `${label} ${terminal ? bar(fraction) : ''}${percent} ${duration(seconds)}${left}${detail && `  ${detail}`}`;
  };
  return {
    update(done, detail = '') {
      const now = performance.now();
      if (now - shown < interval) return;
      shown = now;
      write(terminal, line(done, detail));
    },
    finish(detail = '') {
      write(terminal, line(total, detail));
      if (terminal) process.stderr.write('\n');
    },
  };
}

/** Seconds as people read them: 8.3 s, 2 min 05 s, 1 h 12 min. */
export function duration(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`;
}

function bar(fraction: number): string {
  const filled = Math.round(BAR_WIDTH * fraction);
  return `[${'='.repeat(filled)}${' '.repeat(BAR_WIDTH - filled)}]`;
}

function write(terminal: boolean, text: string): void {
  const width = process.stderr.columns ?? 0;
  const fitting = terminal && width > 0 ? text.slice(0, width - 1) : text;
  process.stderr.write(terminal ? `\r\u001b[K${fitting}` : `${text}\n`);
}
