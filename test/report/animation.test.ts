import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodeAnimatedPng } from '../../src/report/animated-png.js';
import { fieldAnimation } from '../../src/report/field-animation.js';
import { fieldLooks, shownField } from '../../src/report/field-look.js';
import { flowFigure } from '../../src/report/figures/flow-figure.js';
import { seriesFigure } from '../../src/report/figures/series-figure.js';
import { decodePng } from './decode-png.js';
import { syntheticSimulation } from './synthetic-report.js';

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function chunksOf(file: Uint8Array): Chunk[] {
  const bytes = Buffer.from(file);
  const chunks: Chunk[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    expect(crc32(body)).toBe(bytes.readUInt32BE(at + 8 + length));
    chunks.push({ type: body.toString('latin1', 0, 4), data: body.subarray(4) });
    at += length + 12;
  }
  return chunks;
}

/** The frames as a player shows them, put together from their parts, with their delays in ms. */
function played(file: Uint8Array): { frames: Uint8Array[]; delays: number[] } {
  const chunks = chunksOf(file);
  const width = chunks[0]!.data.readUInt32BE(0);
  const canvas = new Uint8Array(width * chunks[0]!.data.readUInt32BE(4) * 4);
  const frames: Uint8Array[] = [];
  const delays: number[] = [];
  let sequence = 0;
  let control: Buffer = Buffer.alloc(0);
  for (const { type, data } of chunks) {
    if (type === 'fcTL' || type === 'fdAT') expect(data.readUInt32BE(0)).toBe(sequence++);
    if (type === 'fcTL') control = data;
    if (type !== 'IDAT' && type !== 'fdAT') continue;
    const [, columns, rows, left, top] = [0, 1, 2, 3, 4].map((index) => control.readUInt32BE(4 * index));
    delays.push((1000 * control.readUInt16BE(20)) / control.readUInt16BE(22));
    const filtered = inflateSync(type === 'IDAT' ? data : data.subarray(4));
    const stride = columns! * 4;
    const part = new Uint8Array(stride * rows!);
    for (let i = 0; i < part.length; i++) {
      const row = Math.floor(i / stride);
      part[i] = filtered[row * (stride + 1) + 1 + (i % stride)]! + (row > 0 ? part[i - stride]! : 0);
    }
    for (let row = 0; row < rows!; row++) {
      canvas.set(part.subarray(row * stride, (row + 1) * stride), ((top! + row) * width + left!) * 4);
    }
    frames.push(canvas.slice());
  }
  return { frames, delays };
}

const evolution = syntheticSimulation({ rows: 8, columns: 10, snapshots: 5, heldOut: 0 });

describe('animated PNG', () => {
  it('plays the same frames, each for its time', async () => {
    const frame = (seed: number) => Uint8Array.from({ length: 6 * 5 * 4 }, (_, i) => (i * 37 + 11) % (250 - seed));
    // The second differs in one pixel, the third not at all, the fourth everywhere.
    const second = frame(0);
    second[4 * 17]! ^= 255;
    const frames = [frame(0), second, second, frame(9)];
    const file = await encodeAnimatedPng({ width: 6, height: 5, frames, count: 4, delay: 80, pause: 1500 });
    expect(played(file)).toEqual({ frames, delays: [80, 80, 80, 1580] });
    const parts = chunksOf(file).filter(({ type }) => type === 'fcTL');
    expect(parts.map(({ data }) => [data.readUInt32BE(4), data.readUInt32BE(8)])).toEqual([
      [6, 5],
      [1, 1],
      [1, 1],
      [6, 5],
    ]);
    expect(
      chunksOf(file)
        .find(({ type }) => type === 'acTL')!
        .data.readUInt32BE(0),
    ).toBe(4);
    // Who knows no animations sees the first frame.
    expect(decodePng(file).pixels).toEqual(frames[0]);
  });

  it('refuses wrong numbers of bytes and of frames', async () => {
    const still = { width: 2, height: 2, count: 1, delay: 80, pause: 0 };
    await expect(encodeAnimatedPng({ ...still, frames: [new Uint8Array(15)] })).rejects.toThrow(
      'got 15 bytes, expected 2 x 2 x 4',
    );
    await expect(encodeAnimatedPng({ ...still, frames: [] })).rejects.toThrow('got 0 frames, expected 1');
  });

  it('shows an evolution with its name, time and color bar', async () => {
    let framesDone = 0;
    const file = await fieldAnimation(evolution, { field: 'viscosity', width: 200, delay: 50 }, (done) => {
      framesDone = done;
    });
    expect(framesDone).toBe(2);
    const { frames, delays } = played(file);
    expect(delays).toEqual([50, 1550]);
    expect(frames[0]).not.toEqual(frames[1]);
  });
});

describe('the fields of a simulation', () => {
  it('are drawn in the units of their color bars', () => {
    expect([...shownField('viscosity', Float32Array.of(1e21, 1e28))]).toEqual([21, 28]);
    expect(shownField('stream-function', Float32Array.of(1e-6))[0]).toBeCloseTo(31.5576, 4);
    expect(fieldLooks.viscosity.scale([Float32Array.of(19.2, 27.5)])).toMatchObject({ minimum: 19, maximum: 28 });
    const scale = fieldLooks['stream-function'].scale([Float32Array.of(-11_520, 20)]);
    expect(scale).toMatchObject({ minimum: -12_000, maximum: 12_000 });
    expect(fieldLooks['stream-function'].scale([new Float32Array(3)])).toMatchObject({ minimum: -1, maximum: 1 });
  });

  it('have a row and a color bar each, and powers of ten where the scale is logarithmic', () => {
    const { svg, caption } = flowFigure(evolution);
    for (const label of ['T (K)', 'η (Pa s)', 'ψ (km²/Myr)', '4.50 Gyr']) expect(svg).toContain(label);
    expect(svg).toMatch(/>10²[⁰-⁹]</);
    expect(svg.match(/<image/g)).toHaveLength(2 * 3 + 3);
    expect(caption).toContain('Stokes solution');
    const one = flowFigure(evolution, ['temperature']);
    expect(one.svg.match(/<image/g)).toHaveLength(2 + 1);
    expect(one.caption).not.toContain('Stokes');
  });

  it('have a panel for each series that is known', () => {
    const { svg } = seriesFigure(evolution)!;
    for (const title of ['Mean temperature', 'Core temperature', 'Surface heat flux', 'Root-mean-square velocity'])
      expect(svg).toContain(title);
    for (const title of ['Core heat flux', 'Nusselt']) expect(svg).not.toContain(title);
  });
});
