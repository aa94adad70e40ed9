// Adds the function and the place to errors: TensorFlow.js only reports that a kernel is not registered, or
// that shapes do not fit.
import { fileURLToPath } from 'node:url';
import type { ErrorCode } from '../foundation/error-codes.js';
import { TharsisError } from '../foundation/errors.js';

/**
 * The error to throw in place of `error`, which the function `name` met on `engine`: it says which function, which
 * operation and where. Errors of the function's own stay as they are.
 */
export function explainedError(error: unknown, name: string, engine: string, remedy: string): unknown {
  if (!(error instanceof Error)) return error;
  const operation = /[Kk]ernel '(\w+)' (?:not registered )?for backend/.exec(error.message)?.[1];
  if (operation !== undefined) {
    return new TharsisError(
      'engine-unsupported-operation',
      `the function '${name}' uses the operation ${operation}, which the ${engine} engine does not know${callSite(error)}`,
      remedy,
      { cause: error, exitCode: 1 },
    );
  }
  if (error instanceof TharsisError) {
    if (!whileRecording.has(error.code)) return error;
    const message = `in the function '${name}', ${error.message}${callSite(error)}`;
    return new TharsisError(error.code, message, error.remedy, { cause: error, exitCode: 1 });
  }
  if (!isOfOperation(error)) return error;
  const message = `in the function '${name}': ${error.message}${callSite(error)}`;
  const wayOut = 'mend the shapes or types that the operation gets there; tensor.shape can be read while recording';
  return new TharsisError('engine-operation-refused', message, wayOut, { cause: error, exitCode: 1 });
}

const whileRecording = new Set<ErrorCode>([
  'engine-read-while-recording',
  'engine-random-while-recording',
  'engine-foreign-tensor',
  'engine-scan-form',
]);

/** Whether an operation threw it, rather than the function itself. */
function isOfOperation(error: Error): boolean {
  const first = (error.stack ?? '').split('\n').find((line) => /^\s+at /.test(line)) ?? '';
  return /@tensorflow|tfjs|tensor\/graph/.test(first);
}

/** This folder, as named in stack traces. */
const here = new URL('.', import.meta.url);
const machinery = [here.href, fileURLToPath(here)];

/** The first place in the stack that is neither in TensorFlow.js nor in the machinery here. */
function callSite(error: Error): string {
  const lines = (error.stack ?? '').split('\n').slice(1);
  const isForeign = (line: string): boolean => /node_modules|node:|<anonymous>/.test(line);
  const line = lines.find((each) => !isForeign(each) && !machinery.some((folder) => each.includes(folder)));
  return line === undefined ? '' : `, ${line.trim()}`;
}

/** Runs `fn` with stacks deep enough to reach from inside an operation to the function that called it. */
export function withDeepStacks<Result>(fn: () => Result): Result {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 60;
  try {
    return fn();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
