// The picture files of a simulation: its fields at some moments and its series, as SVG and PNG; on demand an animation.
import { join } from 'node:path';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { interruptible } from '../foundation/interruption.js';
import { fileNameOf } from '../foundation/names.js';
import { type Reporter, silentReporter } from '../foundation/reporter.js';
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
  readonly signal?: AbortSignal;
  readonly reporter?: Reporter;
}

const ANIMATION_WIDTH = 560;
/** ms a frame: 100 snapshots in 8 s. */
const FRAME_DELAY = 80;

/**
 * Draws the archive file at `path` into `folder`; gives the paths of the files. Where the archive holds no series over
 * time, only fields are drawn, with a note.
 *
 * @throws TharsisError as `readSimulatedEvolution`; InterruptedError when the signal is raised: each file is whole or
 * not there
 */
export async function drawSimulation(path: string, folder: string, options: DrawingOptions = {}): Promise<string[]> {
  const { fields, times, animated = [], width = ANIMATION_WIDTH, signal, reporter = silentReporter } = options;
  const pause = interruptible(signal);
  const evolution = await readSimulatedEvolution(path, { fields, times, signal });
  const written: string[] = [];
  const write = (file: string, content: string | Uint8Array): void => {
    writeFileAtomic(join(folder, file), content);
    written.push(join(folder, file));
  };
  for (const figure of [() => flowFigure(evolution, fields), () => seriesFigure(evolution)]) {
    await pause();
    const drawn = figure();
    if (drawn === undefined) {
      reporter.note(`${path} holds no series over time: only its fields are drawn`);
      continue;
    }
    const { name, svg } = drawn;
    write(`${name}.svg`, svg);
    await pause();
    write(`${name}.png`, rasterizeSvg(svg));
  }
  for (const field of animated) {
    const whole = await readSimulatedEvolution(path, { fields: [field], times: 'all', signal });
    const progress = reporter.progress(`animate ${field}`, whole.moments.length);
    const look = { field, width, delay: FRAME_DELAY, signal };
    write(`${field}-${fileNameOf(whole.id)}.png`, await fieldAnimation(whole, look, (done) => progress.update(done)));
    progress.finish(written.at(-1)!);
  }
  return written;
}
