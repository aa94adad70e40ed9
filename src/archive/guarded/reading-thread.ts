// Files from elsewhere are opened and read in a thread of their own, under a watchdog. Damaged bytes can send
// a synchronous library into a loop without end, which no other code of its thread can stop; from outside, the thread
// can be ended. It also is when a library may have kept something of a damaged file, which would spoil the next one.
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { InterruptedError, TharsisError } from '../../foundation/errors.js';
import { revived } from '../../foundation/plain-error.js';
import { beat } from './heartbeat.js';
import type { Answer, Arguments, ReadingOperation } from './reading-operations.js';
import type { Question, ReadingWorkerData, Reply } from './reading-worker.js';

// Worker threads always start from dist/, also when this module runs from src/ under the test runner.
const readingWorker = new URL('../../../dist/archive/guarded/reading-worker.js', import.meta.url);

/** ms without a read after which a file counts as damaged: the largest chunks take a loaded machine a fraction of it. */
const PATIENCE = 60_000;
/** ms between two looks of the watchdog. */
const LOOK = 100;

export interface ReadingThread {
  /**
   * Reads `file` by an operation while the event loop goes on.
   *
   * @throws TharsisError of the operation; `archive-unreadable` where reading does not come to an end; InterruptedError
   *   once the signal is raised
   */
  ask<Name extends ReadingOperation>(
    file: string,
    operation: Name,
    words: Arguments<Name>,
    signal?: AbortSignal,
  ): Promise<Answer<Name>>;
  /** As `ask`, but blocks its own thread. */
  askAndWait<Name extends ReadingOperation>(file: string, operation: Name, words: Arguments<Name>): Answer<Name>;
}

interface Running {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly beats: Int32Array;
}

/** A reading thread, started when it is first asked. It keeps no process alive. */
export function openReadingThread({
  patience = PATIENCE,
  startPatience = PATIENCE,
  script = readingWorker,
}: {
  patience?: number;
  startPatience?: number;
  script?: URL;
} = {}): ReadingThread {
  // Two threads, because a port that was ever listened to loses the replies that nobody listens for.
  let waited: Running | undefined;
  let listened: Running | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const askNow = <Answered>(file: string, question: Question, signal?: AbortSignal): Promise<Answered> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(new InterruptedError());
        return;
      }
      listened ??= start(script);
      const { worker, port, beats } = listened;
      const isStuck = watchdog(beats, patience, startPatience);
      const settle = (isReusable: boolean, finish: () => void): void => {
        clearInterval(looks);
        port.off('message', onReply);
        worker.off('error', onError);
        signal?.removeEventListener('abort', onAbort);
        if (!isReusable) {
          listened = undefined;
          void worker.terminate();
        }
        finish();
      };
      const onReply = (reply: Reply): void =>
        settle(!reply.isSpent, () => {
          if ('error' in reply) reject(revived(reply.error));
          else resolve(reply.answer as Answered);
        });
      const onError = (cause: Error): void => settle(false, () => reject(failed(file, cause)));
      const onAbort = (): void => settle(false, () => reject(new InterruptedError()));
      const looks = setInterval(() => {
        try {
          if (isStuck()) settle(false, () => reject(endless(file, patience)));
        } catch (error) {
          settle(false, () => reject(error));
        }
      }, LOOK);
      port.on('message', onReply);
      worker.on('error', onError);
      signal?.addEventListener('abort', onAbort);
      port.postMessage(question);
    });

  return {
    ask: (file, operation, words, signal) => {
      // One question at a time, whatever became of the one before.
      const asked = last.then(() => askNow<Answer<typeof operation>>(file, { operation, words }, signal));
      last = asked.catch(() => {});
      return asked;
    },
    askAndWait: (file, operation, words) => {
      waited ??= start(script);
      const { worker, port, beats } = waited;
      const isStuck = watchdog(beats, patience, startPatience);
      const before = Atomics.load(beats, beat.answers);
      port.postMessage({ operation, words } satisfies Question);
      try {
        while (Atomics.wait(beats, beat.answers, before, LOOK) === 'timed-out') {
          if (isStuck()) throw endless(file, patience);
        }
      } catch (error) {
        // Also of a thread that did not start: the next question starts another one.
        waited = undefined;
        void worker.terminate();
        throw error;
      }
      const reply = receiveMessageOnPort(port)!.message as Reply;
      if (reply.isSpent) {
        waited = undefined;
        void worker.terminate();
      }
      if ('error' in reply) throw revived(reply.error);
      return reply.answer as Answer<typeof operation>;
    },
  };
}

function start(script: URL): Running {
  const { port1: port, port2 } = new MessageChannel();
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * beat.length));
  // What libraries print of a damaged file stands in the error, if it matters.
  const worker = new Worker(script, {
    workerData: { port: port2, beats } satisfies ReadingWorkerData,
    transferList: [port2],
    stdout: true,
    stderr: true,
    // Options of the process, like `--input-type`, are meant for its own script.
    execArgv: [],
  });
  // While its thread waits no event arrives: there the watchdog finds that the worker has ended.
  worker.on('error', () => {});
  worker.unref();
  port.unref();
  return { worker, port, beats };
}

/**
 * Asked every `LOOK` ms, answers whether the thread has neither read nor waited for the disk for `patience` ms.
 *
 * @throws Error where the thread does not even start
 */
function watchdog(beats: Int32Array, patience: number, startPatience: number): () => boolean {
  let reads = -1;
  let quiet = 0;
  return () => {
    const hasStarted = Atomics.load(beats, beat.hasStarted) === 1;
    const now = hasStarted ? Atomics.load(beats, beat.reads) : -1;
    quiet = now === reads && Atomics.load(beats, beat.isWaiting) === 0 ? quiet + LOOK : 0;
    reads = now;
    if (!hasStarted && quiet >= startPatience) {
      throw new Error(`isStuck(): no reading thread started within ${startPatience} ms`);
    }
    return hasStarted && quiet >= patience;
  };
}

function endless(file: string, patience: number): TharsisError {
  return new TharsisError(
    'archive-unreadable',
    `${file} is damaged: reading it does not come to an end (stopped after ${patience / 1000} s without progress)`,
    'copy or simulate it again',
  );
}

function failed(file: string, cause: Error): TharsisError {
  const message = `${file} cannot be read: ${cause.message}`;
  return new TharsisError('archive-unreadable', message, 'copy or simulate it again', { cause });
}
