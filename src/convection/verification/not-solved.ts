// What a verification ends with when it cannot be computed.
import { TharsisError } from '../../foundation/errors.js';

/** A TharsisError `verify-diverged`, exit code 1. */
export function notSolved(what: string): TharsisError {
  return new TharsisError('verify-diverged', what, 'use more cells (--cells)', { exitCode: 1 });
}
