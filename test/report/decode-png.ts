// Reads back what src/report/png.ts writes: checks signature and CRCs, inflates, undoes the filter "up".
import { crc32, inflateSync } from 'node:zlib';

export interface DecodedPng {
  width: number;
  height: number;
  /** (row, column, channel), 4 channels. */
  pixels: Uint8Array;
}

export function decodePng(file: Uint8Array): DecodedPng {
  const bytes = Buffer.from(file);
  if (bytes.subarray(0, 8).toString('hex') !== '89504e470d0a1a0a') throw new Error('decodePng(): wrong signature');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    if (crc32(body) !== bytes.readUInt32BE(at + 8 + length)) throw new Error('decodePng(): wrong CRC');
    chunks.set(body.toString('latin1', 0, 4), body.subarray(4));
    at += length + 12;
  }
  const header = chunks.get('IHDR')!;
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const stride = width * 4;
  const filtered = inflateSync(chunks.get('IDAT')!);
  const pixels = new Uint8Array(stride * height);
  for (let row = 0; row < height; row++) {
    if (filtered[row * (stride + 1)] !== 2) throw new Error('decodePng(): expected filter 2');
    for (let i = 0; i < stride; i++) {
      const above = row > 0 ? pixels[(row - 1) * stride + i]! : 0;
      pixels[row * stride + i] = filtered[row * (stride + 1) + 1 + i]! + above;
    }
  }
  return { width, height, pixels };
}
