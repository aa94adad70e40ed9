// A field on the polar grid as a raster in true geometry. Every pixel is mapped back to (r, phi) at several points and
// takes the mean of the colors found there, so edges are smooth and nothing is stretched. Between cell centers
// temperature is interpolated bilinearly. The mapping is worked out once for all fields of a picture.
// Fields (r, phi); r in any unit of length, phi in rad.
import { type AnnulusFrame, annulusFrame } from './annulus-frame.js';
import { type ColorScale, colorAt } from './color-scale.js';

/** Where the samples of a picture lie on the grid: 9 a pixel, row by row. */
export interface AnnulusSampling {
  readonly frame: AnnulusFrame;
  /** Cells per row of a field, the number of azimuths. */
  readonly columns: number;
  /** The lower neighboring cell of each sample, row-major in the field; -1 outside the sector. */
  readonly cell: Int32Array;
  /** How far each sample lies from that cell's center to the next in r and in phi, 0 to 1. */
  readonly outward: Float32Array;
  readonly along: Float32Array;
}

const SAMPLES = 3;

/** Samples the sector around cell centers r and phi for a picture of the given width in px. */
export function sampleAnnulus(r: Float64Array, phi: Float64Array, width: number): AnnulusSampling {
  const frame = annulusFrame(r, phi, width);
  const perPixel = SAMPLES * SAMPLES;
  const count = frame.width * frame.height * perPixel;
  const cell = new Int32Array(count).fill(-1);
  const outward = new Float32Array(count);
  const along = new Float32Array(count);
  for (let sample = 0; sample < count; sample++) {
    const pixel = Math.floor(sample / perPixel);
    const within = sample % perPixel;
    const column = (pixel % frame.width) + ((within % SAMPLES) + 0.5) / SAMPLES;
    const row = Math.floor(pixel / frame.width) + (Math.floor(within / SAMPLES) + 0.5) / SAMPLES;
    const x = frame.left + column * frame.scale;
    const y = frame.top - row * frame.scale;
    const radius = Math.sqrt(x * x + y * y);
    if (radius < frame.innerRadius || radius > frame.outerRadius) continue;
    const angle = angleIn(frame, Math.atan2(y, x) - frame.turn);
    if (angle > frame.lastAngle) continue;
    const i = lowerCenter(r, radius);
    const j = lowerCenter(phi, angle);
    cell[sample] = i * phi.length + j;
    // Clamped: constant in the outer half cells.
    outward[sample] = Math.min(1, Math.max(0, (radius - r[i]!) / (r[i + 1]! - r[i]!)));
    along[sample] = Math.min(1, Math.max(0, (angle - phi[j]!) / (phi[j + 1]! - phi[j]!)));
  }
  return { frame, columns: phi.length, cell, outward, along };
}

/** Pixels (rows from the top, red, green, blue, alpha) of a field (r, phi). */
export function rasterizeAnnulus(field: ArrayLike<number>, sampling: AnnulusSampling, colors: ColorScale): Uint8Array {
  const { frame, columns, cell, outward, along } = sampling;
  const perPixel = SAMPLES * SAMPLES;
  const pixels = new Uint8Array(frame.width * frame.height * 4);
  const color = new Float64Array(3);
  for (let pixel = 0; pixel < frame.width * frame.height; pixel++) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let inside = 0;
    for (let sample = pixel * perPixel; sample < (pixel + 1) * perPixel; sample++) {
      const start = cell[sample]!;
      if (start < 0) continue;
      const inner = field[start]! + along[sample]! * (field[start + 1]! - field[start]!);
      const next = start + columns;
      const outer = field[next]! + along[sample]! * (field[next + 1]! - field[next]!);
      colorAt(colors, inner + outward[sample]! * (outer - inner), color);
      red += color[0]!;
      green += color[1]!;
      blue += color[2]!;
      inside++;
    }
    if (inside === 0) continue;
    pixels[pixel * 4] = Math.round(red / inside);
    pixels[pixel * 4 + 1] = Math.round(green / inside);
    pixels[pixel * 4 + 2] = Math.round(blue / inside);
    pixels[pixel * 4 + 3] = Math.round((255 * inside) / perPixel);
  }
  return pixels;
}

/** The angle plus the multiple of a full turn that brings it to the first angle or just beyond. */
function angleIn(frame: AnnulusFrame, angle: number): number {
  const turn = 2 * Math.PI;
  return angle - turn * Math.floor((angle - frame.firstAngle) / turn);
}

/** The last center not beyond the value, but never the very last one. */
function lowerCenter(centers: Float64Array, value: number): number {
  let low = 0;
  let high = centers.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (centers[middle]! <= value) low = middle;
    else high = middle;
  }
  return low;
}
