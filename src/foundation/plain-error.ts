// Errors as plain data: what crosses a thread border or is kept in a file.
import type { ErrorCode } from './error-codes.js';
import { TharsisError } from './errors.js';

/** The plain form of an error. */
export interface PlainError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
  readonly exitCode: 1 | 2;
}

/** The plain form of an error; one that no user can cause is reported as a defect. */
export function plainError(error: unknown): PlainError {
  if (error instanceof TharsisError) {
    return { code: error.code, message: error.message, remedy: error.remedy, exitCode: error.exitCode };
  }
  return {
    code: 'worker-failed',
    message: error instanceof Error ? error.message : String(error),
    remedy: 'this is a defect of Tharsis: please report it with the command and its configuration',
    exitCode: 1,
  };
}

/** The error that a plain one describes. */
export function revived({ code, message, remedy, exitCode }: PlainError): TharsisError {
  return new TharsisError(code, message, remedy, { exitCode });
}
