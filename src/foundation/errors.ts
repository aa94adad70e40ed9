// Errors that a user can cause or meet. A TharsisError says what is wrong, where, and how to mend it, in one line;
// the command line prints it and exits with its code. Misuse inside the house stays a plain Error.
import type { ErrorCode } from './error-codes.js';

/**
 * An error with a stable code (`error-codes.ts`), one clear line, and the way out. Exit code 2: bad input; 1: a failure.
 */
export class TharsisError extends Error {
  readonly code: ErrorCode;
  readonly remedy: string;
  readonly exitCode: 1 | 2;
  /** The message without its details. */
  readonly headline: string;
  /** What a message says of each of several things, a line each. */
  readonly details: readonly string[];

  constructor(
    code: ErrorCode,
    message: string,
    remedy: string,
    options: { cause?: unknown; exitCode?: 1 | 2; details?: readonly string[] } = {},
  ) {
    const { cause, details = [] } = options;
    super([message, ...details].join(details.length > 0 ? '\n  ' : ''), { cause });
    this.headline = message;
    this.details = details;
    this.name = 'TharsisError';
    this.code = code;
    this.remedy = remedy;
    this.exitCode = options.exitCode ?? 2;
  }
}

/** Thrown where long work stops because of Ctrl-C or SIGTERM; what was done is on disk. Exit code 130. */
export class InterruptedError extends Error {
  constructor(message = 'interrupted') {
    super(message);
    this.name = 'InterruptedError';
  }
}

/** Throws an InterruptedError if the signal has been raised. Long loops call it between two atomic steps. */
export function throwIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new InterruptedError();
}
