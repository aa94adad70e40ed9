// Errors as the user sees them: what and where, then the way out, on stderr; with --json also as one document on
// stdout.
import { InterruptedError, TharsisError } from '../foundation/errors.js';
import { explainedError } from '../foundation/plain-error.js';
import { writeDocument, writeMessage } from './streams.js';

/** Prints an error and gives the exit code that belongs to it. */
export function reportError(thrown: unknown, json: boolean): number {
  const error = explainedError(thrown);
  if (error instanceof InterruptedError) {
    writeMessage(error.message);
    return finish(json, { code: 'interrupted', message: error.message, remedy: 'run the same command again' }, 130);
  }
  if (error instanceof TharsisError) {
    const { code, message, headline, details, remedy } = error;
    if (details.length === 0) writeMessage(`error: ${headline} (${remedy}) [${code}]`);
    else {
      writeMessage(`error: ${headline}`);
      for (const detail of details) writeMessage(`  ${detail}`);
      writeMessage(`  (${remedy}) [${code}]`);
    }
    return finish(json, { code, message, remedy }, error.exitCode);
  }
  const message = error instanceof Error ? error.message : String(error);
  const trace = error instanceof Error && error.stack !== undefined ? error.stack : message;
  for (const line of `error: ${trace}`.split('\n')) writeMessage(line);
  writeMessage('This is a defect of Tharsis: please report it with the command you ran.');
  return finish(json, { code: 'internal', message, remedy: 'report it with the command you ran' }, 1);
}

/** A mistake in the words of the command, which Commander has reported on stderr. */
export function reportUsage(message: string, json: boolean): number {
  const remedy = 'tharsis --help, or tharsis COMMAND --help, lists the options';
  return finish(json, { code: 'usage', message: message.replace(/^error: /, ''), remedy }, 2);
}

function finish(json: boolean, error: { code: string; message: string; remedy: string }, exitCode: number): number {
  if (json) writeDocument({ error });
  return exitCode;
}
