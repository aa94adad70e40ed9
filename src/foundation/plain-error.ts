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

/**
 * What the operating system refuses (a file that was removed meanwhile, a disk that fails) is no defect of Tharsis: the
 * error for it. Any other error as it is.
 */
export function explainedError(error: unknown): unknown {
  const { code, syscall, message } = Object(error) as NodeJS.ErrnoException;
  if (error instanceof TharsisError || typeof code !== 'string' || typeof syscall !== 'string') return error;
  return new TharsisError(
    'file-operation-failed',
    message,
    'see whether the file, its folder and its disk are still there and yours to use, then run the same command again',
    { cause: error, exitCode: 1 },
  );
}

/** The plain form of an error; one that no user can cause is reported as a defect. */
export function plainError(thrown: unknown): PlainError {
  const error = explainedError(thrown);
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
