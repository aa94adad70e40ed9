// A small PNG encoder: 8-bit RGBA, one image, filter "up" (fields vary slowly from row to row). PNG specification,
// third edition, W3C 2025.
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const FILTER_UP = 2;

/** The PNG file of an image: `pixels` are rows from the top, 4 bytes (red, green, blue, alpha) each. */
export function encodePng(width: number, height: number, pixels: Uint8Array): Uint8Array {
  if (pixels.length !== width * height * 4) {
    throw new Error(`encodePng(): got ${pixels.length} bytes, expected ${width} x ${height} x 4`);
  }
  const data = deflateSync(filteredRows(width, height, pixels), { level: 6 });
  return pngFile([pngHeader(width, height), pngChunk('IDAT', data)]);
}

/** A file of chunks; the end chunk is added. */
export function pngFile(chunks: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([SIGNATURE, ...chunks, pngChunk('IEND', Buffer.alloc(0))]);
}

/** The first chunk: 8 bits for each of red, green, blue and alpha. */
export function pngHeader(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return pngChunk('IHDR', header);
}

/** Rows as they are compressed: each begins with its filter, which takes the difference from the row above. */
export function filteredRows(width: number, height: number, pixels: Uint8Array): Uint8Array {
  const stride = width * 4;
  const filtered = new Uint8Array(height * (stride + 1));
  for (let row = 0; row < height; row++) {
    const target = row * (stride + 1);
    filtered[target] = FILTER_UP;
    for (let i = 0; i < stride; i++) {
      const above = row > 0 ? pixels[(row - 1) * stride + i]! : 0;
      filtered[target + 1 + i] = pixels[row * stride + i]! - above;
    }
  }
  return filtered;
}

/** A PNG as it goes into an SVG or HTML attribute. */
export function pngDataUrl(png: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}

/** A chunk with its length and checksum. */
export function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
