// The processor time of one thread. process.cpuUsage() counts all threads of the process, those of V8's compiler and
// garbage collector too; Node gives that of one thread from version 22.19 on only. Linux keeps it in /proc.
import { existsSync, readFileSync } from 'node:fs';

/**
 * Of the thread that reads it. First number: nanoseconds on a processor (Linux, Documentation/scheduler/sched-stats).
 */
const SCHEDULER_STATISTICS = '/proc/thread-self/schedstat';

/** Seconds that the calling thread has had a processor; undefined where the system does not provide it. */
export function threadSeconds(): number | undefined {
  if (!existsSync(SCHEDULER_STATISTICS)) return undefined;
  return Number(readFileSync(SCHEDULER_STATISTICS, 'utf8').split(' ')[0]) / 1e9;
}
