// The script of the reading thread. It answers one question after the other, and says when a damaged file has left the
// HDF5 library in a state in which it should read no further one.
import { type MessagePort, workerData } from 'node:worker_threads';
import { type PlainError, plainError } from '../../foundation/plain-error.js';
import { holdsOpenFiles } from '../hdf5.js';
import { beat, countReads } from './heartbeat.js';
import { type Arguments, type ReadingOperation, readingOperations } from './reading-operations.js';

export interface ReadingWorkerData {
  readonly port: MessagePort;
  readonly beats: Int32Array;
}

export interface Question {
  readonly operation: ReadingOperation;
  readonly words: Arguments<ReadingOperation>;
}

/** `isSpent`: the thread is to be replaced before it is asked again. */
export type Reply = { readonly isSpent: boolean } & ({ readonly answer: unknown } | { readonly error: PlainError });

const { port, beats } = workerData as ReadingWorkerData;
countReads(beats);
Atomics.store(beats, beat.hasStarted, 1);

port.on('message', ({ operation, words }: Question) => {
  const perform = readingOperations[operation] as (...words: readonly unknown[]) => unknown;
  try {
    const answer = perform(...words);
    reply({ isSpent: holdsOpenFiles(), answer }, fieldsOf(answer));
  } catch (error) {
    reply({ isSpent: holdsOpenFiles(), error: plainError(error) });
  }
});

function reply(message: Reply, moved: ArrayBuffer[] = []): void {
  port.postMessage(message, moved);
  Atomics.add(beats, beat.answers, 1);
  Atomics.notify(beats, beat.answers);
}

/** What is large enough that moving it rather than copying it matters. */
function fieldsOf(answer: unknown): ArrayBuffer[] {
  return answer instanceof Float32Array && answer.byteLength === answer.buffer.byteLength
    ? [answer.buffer as ArrayBuffer]
    : [];
}
