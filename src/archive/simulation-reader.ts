// Reading a simulation in any of the known formats: its header, and its fields by slabs of snapshots. It reads in the
// thread that calls it, which a damaged file may never give back: only the reading thread calls it (guarded/).
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { TharsisError } from '../foundation/errors.js';
import { printable } from '../foundation/printable.js';
import type { ArchiveFormat } from './formats/format.js';
import { archiveFormats } from './formats/registry.js';
import type { SimulationHeader } from './layout.js';

const FIRST_BYTES = 16;

/**
 * Reads everything but the fields, and checks that it fits together. The format is found by the content of the file.
 *
 * @throws TharsisError, exit code 2, codes `archive-...`; the message starts with the file
 */
export function readSimulationHeader(path: string): SimulationHeader {
  return reading(path, () => recognizedFormat(path).readHeader(path));
}

/**
 * Temperatures of the snapshots `start` to `stop` (exclusive), (time, r, phi) in K, active cells only.
 */
export function readTemperature(header: SimulationHeader, start = 0, stop = header.times.length): Float32Array {
  return reading(header.file, () => formatNamed(header.format).readTemperature(header, start, stop));
}

/** Depletions as `readTemperature` reads temperatures; undefined in a file that has none. */
export function readDepletion(
  header: SimulationHeader,
  start = 0,
  stop = header.times.length,
): Float32Array | undefined {
  return reading(header.file, () => formatNamed(header.format).readDepletion?.(header, start, stop));
}

/** Series over time that the file has under these names, in its own units; those that it lacks are left out. */
export function readSeries<Name extends string>(
  header: SimulationHeader,
  names: readonly Name[],
): Partial<Record<Name, Float64Array>> {
  const read = reading(header.file, () => formatNamed(header.format).readSeries?.(header, names));
  return (read ?? {}) as Partial<Record<Name, Float64Array>>;
}

/** What any format meets in bytes that nobody wrote on purpose, and in files that cannot be opened, is one line. */
function reading<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof TharsisError) throw inOneLine(error);
    const reason = error instanceof Error ? error.message : String(error);
    const message = `${path} cannot be read: ${printable(reason.split('\n')[0]!)}`;
    throw new TharsisError('archive-unreadable', message, 'copy or simulate it again', { cause: error });
  }
}

/** Names and units of a file may hold line breaks and control characters, which are written out. */
function inOneLine(error: TharsisError): TharsisError {
  const { code, headline, details, remedy, exitCode } = error;
  if ([headline, remedy, ...details].every((text) => printable(text) === text)) return error;
  return new TharsisError(code, printable(headline), printable(remedy), {
    cause: error,
    exitCode,
    details: details.map(printable),
  });
}

function recognizedFormat(path: string): ArchiveFormat {
  if (!existsSync(path)) {
    throw new TharsisError('archive-missing', `${path} does not exist`, 'check the path, or simulate it again');
  }
  const known = archiveFormats.map(({ name }) => name).join(', ');
  if (!statSync(path).isFile()) {
    throw new TharsisError('archive-format', `${path} is not a file`, 'give simulation files, or folders of them');
  }
  const start = firstBytes(path);
  const format = archiveFormats.find((candidate) => candidate.recognizes(path, start));
  if (format !== undefined) return format;
  throw new TharsisError(
    'archive-format',
    `${path} is in none of the formats that can be read (${known})`,
    'convert it to one of those of docs/archive-format.md',
  );
}

function formatNamed(name: string): ArchiveFormat {
  const format = archiveFormats.find((candidate) => candidate.name === name);
  if (format === undefined) throw new Error(`formatNamed(): got '${name}', expected a format of the registry`);
  return format;
}

function firstBytes(path: string): Uint8Array {
  const bytes = new Uint8Array(FIRST_BYTES);
  const file = openSync(path, 'r');
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, FIRST_BYTES, 0));
  } finally {
    closeSync(file);
  }
}
