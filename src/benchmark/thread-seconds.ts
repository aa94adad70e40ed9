// The processor time of one thread. process.cpuUsage() counts all threads of the process, those of V8's compiler and
// garbage collector too; Node reports that of one thread only since version 22.19. Linux keeps it in /proc.
import { existsSync, readFileSync } from 'node:fs';

/**
 * Of the thread that reads it. First number: nanoseconds on a processor (Linux, Documentation/scheduler/sched-stats).
 */
const SCHEDULER_STATISTICS = '/proc/thread-self/schedstat';

/** Processor time of the calling thread, s; undefined where the system does not report it. */
export function threadSeconds(): number | undefined {
  if (!existsSync(SCHEDULER_STATISTICS)) return undefined;
  return Number(readFileSync(SCHEDULER_STATISTICS, 'utf8').split(' ')[0]) / 1e9;
}
