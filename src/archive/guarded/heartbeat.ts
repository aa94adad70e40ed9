// How the watchdog sees that reading goes on: the reading thread counts what it reads in shared memory, and marks the
// time that it waits for the disk, which may be long and is no fault of the file.
//
// A damaged file can also send a library round in circles through its bytes. So reads count only until the file has
// been read several times over since it was opened.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Places in the shared memory: whether the thread has started, reads that count, whether a read waits for the disk, answers. */
export const beat = { hasStarted: 0, reads: 1, isWaiting: 2, answers: 3, length: 4 } as const;

/** How often the bytes of a file may be read while it is open; chunks are read again by every slab that cuts them. */
const TIMES_OVER = 4;
/** Bytes that may be read of a file however small it is: metadata are read again and again. */
const FREE_BYTES = 64 * 2 ** 20;

/** Lets every synchronous read of this thread count, also those of libraries. */
export function countReads(beats: Int32Array): void {
  const { openSync, readSync } = fs;
  let allowance = 0;
  const counting = {
    openSync: (...words: Parameters<typeof openSync>): number => {
      const descriptor = openSync(...words);
      allowance = FREE_BYTES + TIMES_OVER * fs.fstatSync(descriptor).size;
      return descriptor;
    },
    readSync: (...words: Parameters<typeof readSync>): number => {
      Atomics.store(beats, beat.isWaiting, 1);
      try {
        const length = readSync(...words);
        allowance -= length;
        if (allowance > 0) Atomics.add(beats, beat.reads, 1);
        return length;
      } finally {
        Atomics.store(beats, beat.isWaiting, 0);
      }
    },
  };
  Object.assign(fs, counting);
  syncBuiltinESMExports();
}
