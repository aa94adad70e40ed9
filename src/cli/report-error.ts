// Errors as the user sees them: what and where, then the way out, on stderr; with --json also as one document on
// stdout.
import { InterruptedError, TharsisError } from '../foundation/errors.js';

/** Prints an error and gives the exit code that belongs to it. */
export function reportError(error: unknown, json: boolean): number {
  if (error instanceof InterruptedError) {
    process.stderr.write(`${error.message}\n`);
    return finish(json, { code: 'interrupted', message: error.message, remedy: 'run the same command again' }, 130);
  }
  if (error instanceof TharsisError) {
    process.stderr.write(`error: ${error.message} (${error.remedy}) [${error.code}]\n`);
    const { code, message, remedy } = error;
    return finish(json, { code, message, remedy }, error.exitCode);
  }
  const message = error instanceof Error ? error.message : String(error);
  const trace = error instanceof Error && error.stack !== undefined ? error.stack : message;
  process.stderr.write(`error: ${trace}\nThis is a defect of Tharsis: please report it with the command you ran.\n`);
  return finish(json, { code: 'internal', message, remedy: 'report it with the command you ran' }, 1);
}

/** A mistake in the words of the command, which Commander has reported on stderr. */
export function reportUsage(message: string, json: boolean): number {
  const remedy = 'tharsis --help, or tharsis COMMAND --help, lists the options';
  return finish(json, { code: 'usage', message: message.replace(/^error: /, ''), remedy }, 2);
}

function finish(json: boolean, error: { code: string; message: string; remedy: string }, exitCode: number): number {
  if (json) process.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`);
  return exitCode;
}
