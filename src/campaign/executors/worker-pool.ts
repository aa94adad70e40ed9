// A pool of worker threads: each thread runs one task at a time and reports its progress. Tasks and results are plain
// data. The pool belongs to one campaign; interrupting it terminates the threads, which leaves only temporary files.
import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import { InterruptedError } from '../../foundation/errors.js';
import { type PlainError, revived } from '../../foundation/plain-error.js';

/** What a worker thread posts: how far it is, its result, or the error that ended its task. */
export type WorkerMessage<Result> =
  | { readonly kind: 'progress'; readonly fraction: number; readonly detail: string }
  | { readonly kind: 'note'; readonly line: string }
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed'; readonly error: PlainError };

/** Receives what a running task posts. */
export interface TaskWatch {
  progress(fraction: number, detail: string): void;
  note(line: string): void;
}

/** Runs tasks on threads that all execute the same script. */
export interface WorkerPool<Task, Result> {
  run(task: Task, watch: TaskWatch): Promise<Result>;
  close(): Promise<void>;
}

/** Opens a pool of `threads` workers of the script at `script`. */
export function openWorkerPool<Task, Result>(
  script: URL,
  threads: number,
  signal: AbortSignal,
): WorkerPool<Task, Result> {
  const limit = pLimit(threads);
  const idle: Worker[] = [];
  const all = new Set<Worker>();

  const takeWorker = (): Worker => {
    const worker = idle.pop() ?? new Worker(script);
    all.add(worker);
    return worker;
  };
  const execute = (task: Task, watch: TaskWatch): Promise<Result> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(new InterruptedError());
        return;
      }
      const worker = takeWorker();
      // Only these listeners may go: Node keeps the thread's port alive by internal ones on the same emitter.
      const listeners = {
        message: (message: WorkerMessage<Result>): void => {
          if (message.kind === 'progress') watch.progress(message.fraction, message.detail);
          else if (message.kind === 'note') watch.note(message.line);
          else if (message.kind === 'done') settle(() => resolve(message.result), true);
          else settle(() => reject(revived(message.error)), true);
        },
        error: (error: unknown): void => settle(() => reject(error), false),
        exit: (code: number): void => settle(() => reject(new Error(`a worker thread ended with code ${code}`)), false),
      };
      const onAbort = (): void => settle(() => reject(new InterruptedError()), false);
      const settle = (finish: () => void, reusable: boolean): void => {
        for (const [event, listener] of Object.entries(listeners)) worker.off(event, listener);
        signal.removeEventListener('abort', onAbort);
        if (reusable) idle.push(worker);
        else {
          all.delete(worker);
          void worker.terminate();
        }
        finish();
      };
      for (const [event, listener] of Object.entries(listeners)) worker.on(event, listener);
      signal.addEventListener('abort', onAbort);
      worker.postMessage(task);
    });

  return {
    run: (task, watch) => limit(() => execute(task, watch)),
    close: async () => {
      limit.clearQueue();
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}
