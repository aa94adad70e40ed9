// Which backend TensorFlow.js computes on is global. Switching and switching back within one synchronous call keeps
// functions that are recorded or run concurrently from using each other's backend.
import { tf } from './tfjs.js';

/** Runs a synchronous function with TensorFlow.js on a backend that is already set up, and restores the one before. */
export function withBackend<Result>(name: string, fn: () => Result): Result {
  const before = tf.getBackend() ?? 'cpu';
  // Asynchronous in its type only: a backend that is set up is switched to at once.
  void tf.setBackend(name);
  try {
    return fn();
  } finally {
    if (before !== name) void tf.setBackend(before);
  }
}
