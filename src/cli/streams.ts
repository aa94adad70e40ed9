// All that the command line writes: results on stdout, everything else on stderr. Text that may come from outside passes
// through `printable` here, and nowhere else in this folder.
//
// A reader that has gone away (`tharsis ... | head`) is no error: what is still written is dropped, and the work goes on
// to its end. Any other failure of stdout, such as a full disk, is reported in one line, exit code 1.
import { printable, printableJson } from '../foundation/printable.js';

/** A line of results. */
export function writeResult(line: string): void {
  process.stdout.write(`${printable(line)}\n`);
}

/** The one document of --json. */
export function writeDocument(document: unknown): void {
  process.stdout.write(`${printableJson(document)}\n`);
}

/** A line about the work: a note, a warning, an error. */
export function writeMessage(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}

/** A line about the work that is not yet done, on a terminal: it replaces the one before it; the last one ends. */
export function writeProgress(line: string, isLast: boolean): void {
  const width = process.stderr.columns ?? 0;
  const text = printable(line);
  process.stderr.write(`\r\u001b[K${width > 0 ? text.slice(0, width - 1) : text}${isLast ? '\n' : ''}`);
}

/** How Commander prints mistakes: the words of the user, which it repeats, are made printable, its own lines are kept. */
export function printedUsage(words: readonly string[]) {
  const given = words.flatMap((word) => [word, word.slice(word.indexOf('=') + 1)]);
  const odd = given.filter((word) => printable(word) !== word).sort((a, b) => b.length - a.length);
  return {
    outputError: (text: string, write: (line: string) => void): void =>
      write(odd.reduce((line, word) => line.replaceAll(word, printable(word)), text)),
  };
}

/** Survives what happens to the streams; for the life of the process. */
export function guardStreams(): void {
  let reported = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || reported) return;
    reported = true;
    writeMessage(
      `error: cannot write the result to stdout: ${error.message} (the work itself is done; the files it left are whole) [stdout]`,
    );
    process.exitCode = 1;
  });
  // Without stderr there is nowhere to report this.
  process.stderr.on('error', () => {});
}
