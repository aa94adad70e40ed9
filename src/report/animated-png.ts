// Animated PNG (APNG; part of the Portable Network Graphics specification, third edition, W3C 2025): the chunk acTL
// gives the number of frames, and each frame has a chunk fcTL with its position and delay. Browsers play it; other
// viewers show the first frame. After the first, a frame holds only the rectangle that differs from the frame before.
import { deflateSync } from 'node:zlib';
import { filteredRows, pngChunk, pngFile, pngHeader } from './png.js';

/** The animation. Each frame: rows from the top, 4 bytes (red, green, blue, alpha) each. */
export interface Animation {
  readonly width: number;
  readonly height: number;
  readonly frames: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** How many there will be. */
  readonly count: number;
  /** How long each is shown, ms; the last one is shown `pause` longer. */
  readonly delay: number;
  readonly pause: number;
}

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The APNG file of an animation that repeats forever. */
export async function encodeAnimatedPng(animation: Animation): Promise<Uint8Array> {
  const { width, height, frames, count, delay, pause } = animation;
  const control = Buffer.alloc(8);
  control.writeUInt32BE(count, 0);
  const chunks = [pngHeader(width, height), pngChunk('acTL', control)];
  let sequence = 0;
  let shown = 0;
  let before: Uint8Array | undefined;
  for await (const frame of frames) {
    if (frame.length !== width * height * 4) {
      throw new Error(`encodeAnimatedPng(): got ${frame.length} bytes, expected ${width} x ${height} x 4`);
    }
    const whole = { left: 0, top: 0, width, height };
    const part = before === undefined ? whole : changedPart(before, frame, whole);
    const duration = ++shown === count ? delay + pause : delay;
    chunks.push(pngChunk('fcTL', frameControl(sequence++, part, duration)));
    const data = deflateSync(filteredRows(part.width, part.height, cut(frame, width, part)), { level: 6 });
    if (before === undefined) chunks.push(pngChunk('IDAT', data));
    else chunks.push(pngChunk('fdAT', Buffer.concat([uint32(sequence++), data])));
    before = frame;
  }
  if (shown !== count) throw new Error(`encodeAnimatedPng(): got ${shown} frames, expected ${count}`);
  return pngFile(chunks);
}

/** Sequence number, size and place, delay as a fraction of a second; replaces what was there, and stays. */
function frameControl(sequence: number, { left, top, width, height }: Rectangle, delay: number): Buffer {
  const control = Buffer.alloc(26);
  for (const [index, value] of [sequence, width, height, left, top].entries()) control.writeUInt32BE(value, 4 * index);
  control.writeUInt16BE(Math.round(delay), 20);
  control.writeUInt16BE(1000, 22);
  return control;
}

/** The smallest rectangle that holds all differing pixels; one pixel if the frames are equal. */
function changedPart(before: Uint8Array, after: Uint8Array, { width, height }: Rectangle): Rectangle {
  const old = pixelsOf(before);
  const pixels = pixelsOf(after);
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (pixels[pixel] === old[pixel]) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (bottom < 0) return { left: 0, top: 0, width: 1, height: 1 };
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** One number a pixel. */
function pixelsOf(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}

function cut(pixels: Uint8Array, width: number, part: Rectangle): Uint8Array {
  const rows = new Uint8Array(part.width * part.height * 4);
  for (let row = 0; row < part.height; row++) {
    const start = ((part.top + row) * width + part.left) * 4;
    rows.set(pixels.subarray(start, start + part.width * 4), row * part.width * 4);
  }
  return rows;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
