// What the reading thread can be asked to do with a file. Each is a plain function of plain data, so that question and
// answer can cross the border of the thread.
import { sha256File } from '../../foundation/digest.js';
import { checkExtent } from '../check-simulations.js';
import type { SimulationHeader } from '../layout.js';
import { readDepletion, readSeries, readSimulationHeader, readTemperature } from '../simulation-reader.js';
import { checkTemperatures } from './check-temperatures.js';

/** A file of an archive that was read to its end and found good. */
export interface ExaminedSimulation {
  readonly header: SimulationHeader;
  /** Of the file. */
  readonly sha256: string;
  /** SHA-256 of its temperatures. */
  readonly fieldDigest: string;
}

export const readingOperations = {
  header: readSimulationHeader,
  temperature: readTemperature,
  depletion: readDepletion,
  series: readSeries,
  /** `checkTemperatures`, which reads them slab by slab. */
  check: (header: SimulationHeader): void => {
    checkTemperatures(header);
  },
  /** Reads and checks all of a file that a dataset is made of. */
  examine: (path: string): ExaminedSimulation => {
    const header = readSimulationHeader(path);
    checkExtent(header);
    return { header, fieldDigest: checkTemperatures(header), sha256: sha256File(path) };
  },
};

export type ReadingOperation = keyof typeof readingOperations;
export type Arguments<Name extends ReadingOperation> = Parameters<(typeof readingOperations)[Name]>;
export type Answer<Name extends ReadingOperation> = ReturnType<(typeof readingOperations)[Name]>;
