// tharsis picture ARCHIVE: fields, series and animations of simulations.
import { Command, InvalidArgumentError } from 'commander';
import { suggestion } from '../../foundation/nearest-name.js';
import { type FieldName, fieldNames } from '../../report/simulated-evolution.js';
import { addCommonOptions, type CommonOptions, perform, wholeNumber } from '../command-frame.js';
import { gigayearList } from '../gigayear-list.js';

interface PictureOptions extends CommonOptions {
  readonly field?: readonly FieldName[];
  readonly time?: Float64Array;
  readonly animation?: boolean;
  readonly width?: number;
}

export function pictureCommand(): Command {
  const command = new Command('picture')
    .description('draw simulations: temperature, viscosity and stream function, series over time, animations')
    .argument('<archive...>', 'HDF5 files of an archive, or folders of them')
    .option('--field <name,...>', `which fields: ${fieldNames.join(', ')} (default: all)`, fieldList)
    .option('--time <Gyr,...>', 'when (default: four moments, early to late)', gigayearList)
    .option('--animation', 'also animate the fields named by --field (default: the temperature) over all snapshots')
    .option('--width <px>', 'width of an animated field (default: 560)', wholeNumber(100));
  return addCommonOptions(command, 'folder of the pictures (default: pictures)').action(
    (archives: string[], options: PictureOptions) =>
      perform(
        options,
        async (signal, reporter) => {
          const [{ drawSimulation }, { archiveFiles }] = await Promise.all([
            import('../../query/draw-simulation.js'),
            import('../../archive/ingest.js'),
          ]);
          const { field: fields, time, animation, width } = options;
          const animated = animation ? (fields ?? ['temperature' as const]) : [];
          const choice = { fields, times: time && [...time], animated, width, signal, reporter };
          const files: string[] = [];
          for (const path of archiveFiles(archives)) {
            files.push(...(await drawSimulation(path, options.out ?? 'pictures', choice)));
          }
          return { document: { files }, lines: files };
        },
        'starts over',
      ),
  );
}

function fieldList(text: string): FieldName[] {
  return text.split(',').map((part) => {
    const name = fieldNames.find((known) => known === part.trim());
    if (name === undefined)
      throw new InvalidArgumentError(`no field is called '${part.trim()}': ${suggestion(part, fieldNames)}`);
    return name;
  });
}
