// What reads files or words that Tharsis did not just write itself: one file each, one line here.
import { commandLine } from './readers/command-line.js';
import { hdf5 } from './readers/hdf5.js';
import { manifest } from './readers/manifest.js';
import { model } from './readers/model.js';
import { netcdf } from './readers/netcdf.js';
import { pipeline } from './readers/pipeline.js';
import { simulationCheckpoint } from './readers/simulation-checkpoint.js';
import { simulationRecord } from './readers/simulation-record.js';
import { slurm } from './readers/slurm.js';
import { table } from './readers/table.js';
import { temperatureProfile } from './readers/temperature-profile.js';
import { trainingCheckpoint } from './readers/training-checkpoint.js';
import { weights } from './readers/weights.js';

/**
 * A reader: `prepare(folder)` makes good files and gives them as `{ name, bytes, isText, isSealed, read }`. `read(bytes)`
 * reads them as Tharsis does and gives their content, or `undefined` where they are set aside with a note. What is
 * sealed must be refused when it gives any other content.
 */
export const readers = [
  hdf5,
  netcdf,
  table,
  manifest,
  pipeline,
  model,
  weights,
  trainingCheckpoint,
  simulationCheckpoint,
  simulationRecord,
  temperatureProfile,
  slurm,
  commandLine,
];
