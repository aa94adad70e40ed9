// A field on the polar grid as a raster in true geometry. The sector is turned so that its middle points up: gravity
// points down in the middle of the picture, the surface is the upper arc, the core the lower. Every pixel is mapped back
// to (r, phi) at several points and takes the mean of the colors found there, so edges are smooth and nothing is
// stretched. Between cell centers temperature is interpolated bilinearly.
// Fields (r, phi); r in any unit of length, phi in rad, counterclockwise from the right.
import { type ColorScale, colorAt } from './color-scale.js';

/** The place of a polar sector in a picture. */
export interface AnnulusFrame {
  readonly width: number;
  readonly height: number;
  readonly innerRadius: number;
  readonly outerRadius: number;
  readonly firstAngle: number;
  readonly lastAngle: number;
  /** Added to phi before drawing. */
  readonly turn: number;
  /** Length per px, and the coordinates of the left upper corner. */
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

const SAMPLES = 3;

/** Fits the sector around cell centers r (m) and phi (rad) into a picture of the given width in px. */
export function annulusFrame(r: Float64Array, phi: Float64Array, width: number): AnnulusFrame {
  const [innerRadius, outerRadius] = outerFaces(r);
  const [firstAngle, lastAngle] = outerFaces(phi);
  const turn = Math.PI / 2 - (firstAngle + lastAngle) / 2;
  const start = firstAngle + turn;
  const end = lastAngle + turn;
  // Extremes of a sector: its four corners, and the axes it crosses.
  const angles = [start, end];
  for (let quarter = -4; quarter <= 8; quarter++) {
    const angle = (quarter * Math.PI) / 2;
    if (angle > start && angle < end) angles.push(angle);
  }
  const corners = angles.flatMap((angle) =>
    [innerRadius, outerRadius].map((radius) => [radius * Math.cos(angle), radius * Math.sin(angle)] as const),
  );
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const left = Math.min(...xs);
  const top = Math.max(...ys);
  const scale = (Math.max(...xs) - left) / width;
  const height = Math.ceil((top - Math.min(...ys)) / scale);
  return { width, height, innerRadius, outerRadius, firstAngle, lastAngle, turn, scale, left, top };
}

/** The picture coordinates (px, from the left upper corner) of a point of the sector. */
export function pixelOf(frame: AnnulusFrame, r: number, phi: number): { x: number; y: number } {
  const angle = phi + frame.turn;
  return {
    x: (r * Math.cos(angle) - frame.left) / frame.scale,
    y: (frame.top - r * Math.sin(angle)) / frame.scale,
  };
}

/** Pixels (rows from the top, red, green, blue, alpha) of a field (r, phi) in a frame. */
export function rasterizeAnnulus(
  field: ArrayLike<number>,
  r: Float64Array,
  phi: Float64Array,
  frame: AnnulusFrame,
  colors: ColorScale,
): Uint8Array {
  const pixels = new Uint8Array(frame.width * frame.height * 4);
  const color = new Float64Array(3);
  const sum = new Float64Array(3);
  for (let row = 0; row < frame.height; row++) {
    for (let column = 0; column < frame.width; column++) {
      sum.fill(0);
      let inside = 0;
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
        const x = frame.left + (column + ((sample % SAMPLES) + 0.5) / SAMPLES) * frame.scale;
        const y = frame.top - (row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) * frame.scale;
        const radius = Math.hypot(x, y);
        if (radius < frame.innerRadius || radius > frame.outerRadius) continue;
        const angle = angleIn(frame, Math.atan2(y, x) - frame.turn);
        if (angle > frame.lastAngle) continue;
        colorAt(colors, valueAt(field, r, phi, radius, angle), color);
        for (let channel = 0; channel < 3; channel++) sum[channel]! += color[channel]!;
        inside++;
      }
      if (inside === 0) continue;
      const target = (row * frame.width + column) * 4;
      for (let channel = 0; channel < 3; channel++) pixels[target + channel] = Math.round(sum[channel]! / inside);
      pixels[target + 3] = Math.round((255 * inside) / (SAMPLES * SAMPLES));
    }
  }
  return pixels;
}

/** The angle plus the multiple of a full turn that brings it to the first angle or just beyond. */
function angleIn(frame: AnnulusFrame, angle: number): number {
  const turn = 2 * Math.PI;
  return angle - turn * Math.floor((angle - frame.firstAngle) / turn);
}

/** Bilinear between cell centers, constant in the outer half cells. */
function valueAt(field: ArrayLike<number>, r: Float64Array, phi: Float64Array, radius: number, angle: number): number {
  const i = lowerCenter(r, radius);
  const j = lowerCenter(phi, angle);
  const u = Math.min(1, Math.max(0, (radius - r[i]!) / (r[i + 1]! - r[i]!)));
  const v = Math.min(1, Math.max(0, (angle - phi[j]!) / (phi[j + 1]! - phi[j]!)));
  const columns = phi.length;
  const start = i * columns + j;
  const inner = field[start]! + v * (field[start + 1]! - field[start]!);
  const outer = field[start + columns]! + v * (field[start + columns + 1]! - field[start + columns]!);
  return inner + u * (outer - inner);
}

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

/** The outer faces of the first and last cell. */
function outerFaces(centers: Float64Array): [number, number] {
  const last = centers.length - 1;
  if (last < 1) throw new Error(`outerFaces(): got ${centers.length} centers, expected at least 2`);
  const first = centers[0]! - (centers[1]! - centers[0]!) / 2;
  return [first, centers[last]! + (centers[last]! - centers[last - 1]!) / 2];
}
