// The picture files of a simulation: its fields at some moments and its series, as SVG and PNG; on demand an animation.
import { join } from 'node:path';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { openProgress } from '../foundation/progress.js';
import { fieldAnimation } from '../report/field-animation.js';
import { flowFigure } from '../report/figures/flow-figure.js';
import { seriesFigure } from '../report/figures/series-figure.js';
import { rasterizeSvg } from '../report/rasterize.js';
import type { FieldName } from '../report/simulated-evolution.js';
import { readSimulatedEvolution } from './simulated-evolution.js';

export interface DrawingOptions {
  readonly fields?: readonly FieldName[];
  /** s. */
  readonly times?: readonly number[];
  /** Fields to animate, each in a file of its own. */
  readonly animated?: readonly FieldName[];
  /** Of an animated field, px. */
  readonly width?: number;
}

const ANIMATION_WIDTH = 560;
/** ms a frame: 100 snapshots in 8 s. */
const FRAME_DELAY = 80;

/** Draws the archive file at `path` into `folder`; gives the paths of the files. */
export function drawSimulation(path: string, folder: string, options: DrawingOptions = {}): string[] {
  const { fields, times, animated = [], width = ANIMATION_WIDTH } = options;
  const evolution = readSimulatedEvolution(path, { fields, times });
  const figures = [flowFigure(evolution, fields), seriesFigure(evolution)];
  const written = figures.flatMap(({ name, svg }) => {
    const files = [join(folder, `${name}.svg`), join(folder, `${name}.png`)];
    writeFileAtomic(files[0]!, svg);
    writeFileAtomic(files[1]!, rasterizeSvg(svg));
    return files;
  });
  for (const field of animated) {
    const whole = readSimulatedEvolution(path, { fields: [field], times: 'all' });
    const progress = openProgress(`animate ${field}`, whole.moments.length);
    const bytes = fieldAnimation(whole, { field, width, delay: FRAME_DELAY }, (done) => progress.update(done));
    const file = join(folder, `${field}-${whole.id}.png`);
    writeFileAtomic(file, bytes);
    progress.finish(file);
    written.push(file);
  }
  return written;
}
