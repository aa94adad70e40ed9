// tharsis picture ARCHIVE: fields, series and animations of simulations.
import { InvalidArgumentError } from 'commander';
import { bytesInWords } from '../../foundation/byte-size.js';
import { suggestion } from '../../foundation/nearest-name.js';
import { type FieldName, fieldNames } from '../../report/simulated-evolution.js';
import { type CommonOptions, wholeNumber } from '../command-frame.js';
import { gigayearList } from '../gigayear-list.js';
import type { TharsisCommand } from './command.js';

interface PictureOptions extends CommonOptions {
  readonly field?: readonly FieldName[];
  readonly time?: Float64Array;
  readonly animation?: boolean;
  readonly width?: number;
}

/** px: as wide as screens are. */
const MAX_WIDTH = 8192;
/** Red, green, blue and opacity. */
const BYTES_PER_PIXEL = 4;

export const picture: TharsisCommand = {
  name: 'picture',
  description: 'draw simulations: temperature, viscosity and stream function, series over time, animations',
  out: 'folder of the pictures (default: pictures)',
  again: 'starts over',
  register(command) {
    command
      .argument('<archive...>', 'HDF5 files of an archive, or folders of them')
      .option('--field <name,...>', `which fields: ${fieldNames.join(', ')} (default: all)`, fieldList)
      .option('--time <Gyr,...>', 'when (default: four moments, early to late)', gigayearList)
      .option('--animation', 'also animate the fields named by --field (default: the temperature) over all snapshots')
      .option('--width <px>', 'width of an animated field (default: 560)', wholeNumber(100, MAX_WIDTH, frameMemory));
  },
  async run({ signal, reporter }, options: PictureOptions, archives: string[]) {
    const [{ drawSimulation }, { archiveFiles }] = await Promise.all([
      import('../../query/draw-simulation.js'),
      import('../../archive/ingest.js'),
    ]);
    const { field: fields, time, animation, width } = options;
    const animated = animation ? (fields ?? ['temperature' as const]) : [];
    const choice = { fields, times: time && [...time], animated, width, signal, reporter };
    const files: string[] = [];
    for (const path of archiveFiles(archives, reporter)) {
      files.push(...(await drawSimulation(path, options.out ?? 'pictures', choice)));
    }
    return { document: { files }, lines: files };
  },
};

function frameMemory(width: number): string {
  const [asked, most] = [width, MAX_WIDTH].map((side) => bytesInWords(side ** 2 * BYTES_PER_PIXEL));
  return `a frame of ${width} px would take ${asked} (at most ${most})`;
}

function fieldList(text: string): FieldName[] {
  return text.split(',').map((part) => {
    const name = fieldNames.find((known) => known === part.trim());
    if (name === undefined)
      throw new InvalidArgumentError(`no field is called '${part.trim()}': ${suggestion(part, fieldNames)}`);
    return name;
  });
}
