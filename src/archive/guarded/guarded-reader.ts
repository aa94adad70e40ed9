// Reading simulations of files from elsewhere, in the reading thread: what `simulation-reader.ts` does, safe against
// files whose reading never ends. Commands await the answers of `guardedReader`, so that Ctrl-C arrives. The functions
// below it block their thread, for code that cannot wait: a first Ctrl-C comes in when they return, after a minute at
// most for a file that does not answer.
import type { SimulationHeader } from '../layout.js';
import type { ExaminedSimulation } from './reading-operations.js';
import { openReadingThread } from './reading-thread.js';

const thread = openReadingThread();

/** Reading without blocking the event loop. A raised signal ends the reading with an InterruptedError. */
export const guardedReader = {
  header: (path: string, signal?: AbortSignal): Promise<SimulationHeader> => thread.ask(path, 'header', [path], signal),
  temperature: (header: SimulationHeader, start: number, stop: number, signal?: AbortSignal): Promise<Float32Array> =>
    thread.ask(header.file, 'temperature', [header, start, stop], signal),
  depletion: (
    header: SimulationHeader,
    start: number,
    stop: number,
    signal?: AbortSignal,
  ): Promise<Float32Array | undefined> => thread.ask(header.file, 'depletion', [header, start, stop], signal),
  series: <Name extends string>(
    header: SimulationHeader,
    names: readonly Name[],
    signal?: AbortSignal,
  ): Promise<Partial<Record<Name, Float64Array>>> => thread.ask(header.file, 'series', [header, names], signal),
  /** Throws as `checkTemperatures` of check-temperatures.ts. */
  check: (header: SimulationHeader, signal?: AbortSignal): Promise<void> =>
    thread.ask(header.file, 'check', [header], signal),
  /** Everything that a file must be to stand in a dataset. */
  examine: (path: string, signal?: AbortSignal): Promise<ExaminedSimulation> =>
    thread.ask(path, 'examine', [path], signal),
};

/**
 * Reads everything but the fields, and checks that it fits together. The format is found by the content of the file.
 *
 * @throws TharsisError, exit code 2, codes `archive-...`; the message starts with the file
 */
export function readSimulationHeader(path: string): SimulationHeader {
  return thread.askAndWait(path, 'header', [path]);
}

/**
 * Temperatures of the snapshots `start` to `stop` (exclusive), (time, r, phi) in K, active cells only.
 *
 * @throws TharsisError, exit code 2, codes `archive-...`
 */
export function readTemperature(header: SimulationHeader, start = 0, stop = header.times.length): Float32Array {
  return thread.askAndWait(header.file, 'temperature', [header, start, stop]);
}
