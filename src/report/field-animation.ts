// One field of a simulation over time: an animated PNG with a fixed color scale and the time in every frame.
import { interruptible } from '../foundation/interruption.js';
import { encodeAnimatedPng } from './animated-png.js';
import { type AnnulusSampling, sampleAnnulus } from './annulus-raster.js';
import { type ColorScale, colorBar } from './color-scale.js';
import { fieldLooks, shownField } from './field-look.js';
import { fieldPanel } from './field-panel.js';
import { stacked, svgDocument } from './figure.js';
import { labelText, type Panel, text } from './markup.js';
import { gigayears } from './number-text.js';
import { INK, QUIET } from './palette.js';
import { svgPixels } from './rasterize.js';
import type { FieldName, SimulatedEvolution } from './simulated-evolution.js';

export interface AnimationOptions {
  readonly field: FieldName;
  /** Of the field, px. */
  readonly width: number;
  /** ms a frame. */
  readonly delay: number;
  readonly signal?: AbortSignal;
}

const MARGIN = 16;
const LAST_FRAME_PAUSE = 1500;

/**
 * The file of an animation of all moments of the evolution; `onFrame` receives the number of finished frames.
 *
 * @throws InterruptedError when the signal is raised
 */
export async function fieldAnimation(
  evolution: SimulatedEvolution,
  { field, width, delay, signal }: AnimationOptions,
  onFrame: (done: number) => void = () => {},
): Promise<Uint8Array> {
  const { r, phi, moments } = evolution;
  const fields = moments.map((moment) => shownField(field, moment.fields[field]!));
  const scale = fieldLooks[field].scale(fields);
  const sampling = sampleAnnulus(r, phi, width);
  const frame = (index: number) => {
    const picture = framePanel(evolution, field, fields[index]!, moments[index]!.time, sampling, scale);
    const drawn = svgPixels(svgDocument(picture, evolution.id), 1);
    onFrame(index + 1);
    return drawn;
  };
  const first = frame(0);
  return encodeAnimatedPng({
    width: first.width,
    height: first.height,
    count: moments.length,
    delay,
    pause: LAST_FRAME_PAUSE,
    frames: framesFrom(first.pixels, moments.length, (index) => frame(index).pixels, signal),
  });
}

/** One after the other, so that only two are in memory. */
async function* framesFrom(
  first: Uint8Array,
  count: number,
  frame: (index: number) => Uint8Array,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const checkpoint = interruptible(signal);
  yield first;
  for (let index = 1; index < count; index++) {
    await checkpoint();
    yield frame(index);
  }
}

function framePanel(
  { id, subtitle }: SimulatedEvolution,
  name: FieldName,
  field: Float32Array,
  time: number,
  sampling: AnnulusSampling,
  scale: ColorScale,
): Panel {
  const panel = fieldPanel(field, sampling, scale, 1);
  const { width } = panel;
  const heading: Panel = {
    width,
    height: 40,
    markup:
      text(id, 0, 14, { 'font-size': 14, 'font-weight': 600, fill: INK }) +
      text(gigayears(time), width, 14, { 'text-anchor': 'end', 'font-size': 14, 'font-weight': 600, fill: INK }) +
      labelText(subtitle, 0, 34, { 'font-size': 11, fill: QUIET }),
  };
  const body = stacked([heading, panel, colorBar(scale, fieldLooks[name].label, width)], 12);
  return {
    width: width + 2 * MARGIN,
    height: Math.ceil(body.height + 2 * MARGIN),
    markup: `<g transform="translate(${MARGIN},${MARGIN})">${body.markup}</g>`,
  };
}
