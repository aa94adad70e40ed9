import { describe, expect, it } from 'vitest';
import { annulusOutline, pixelOf } from '../../src/report/annulus-frame.js';
import { rasterizeAnnulus, sampleAnnulus } from '../../src/report/annulus-raster.js';
import { colorAt, differenceScale, temperatureScale } from '../../src/report/color-scale.js';
import { lajolla, vik } from '../../src/report/crameri.js';
import { fieldPicturePng, fieldPictureSvg } from '../../src/report/field-picture.js';
import { encodePng } from '../../src/report/png.js';
import { fontFiles, rasterizeSvg } from '../../src/report/rasterize.js';
import { decodePng } from './decode-png.js';
import { syntheticEvolution } from './synthetic-report.js';

const INNER = 0.5;
const OUTER = 2;
const ROWS = 30;
const COLUMNS = 40;
const r = Float64Array.from({ length: ROWS }, (_, i) => INNER + ((i + 0.5) * (OUTER - INNER)) / ROWS);
const phi = Float64Array.from({ length: COLUMNS }, (_, j) => ((j + 0.5) * Math.PI) / 2 / COLUMNS);

describe('PNG', () => {
  it('comes back with the same pixels', () => {
    const pixels = Uint8Array.from({ length: 5 * 3 * 4 }, (_, i) => (i * 37 + 11) % 256);
    const decoded = decodePng(encodePng(5, 3, pixels));
    expect(decoded).toEqual({ width: 5, height: 3, pixels });
  });

  it('refuses a wrong number of bytes', () => {
    expect(() => encodePng(2, 2, new Uint8Array(15))).toThrow('expected 2 x 2 x 4');
  });
});

describe('color maps', () => {
  it('have 256 entries and the published ends', () => {
    expect(lajolla.length).toBe(768);
    expect([...lajolla.subarray(0, 3)]).toEqual([25, 25, 0]);
    expect([...lajolla.subarray(765)]).toEqual([255, 254, 203]);
    expect([...vik.subarray(0, 3)]).toEqual([0, 18, 97]);
    expect([...vik.subarray(765)]).toEqual([89, 0, 8]);
    // The middle of the diverging map is nearly white.
    expect(Math.min(...vik.subarray(127 * 3, 129 * 3))).toBeGreaterThan(220);
  });

  it('take the end colors beyond the scale', () => {
    const color = new Float64Array(3);
    const scale = { map: lajolla, minimum: 300, maximum: 400 };
    colorAt(scale, 1e9, color);
    expect([...color]).toEqual([255, 254, 203]);
    colorAt(scale, -1e9, color);
    expect([...color]).toEqual([25, 25, 0]);
    colorAt(scale, 300 + (100 * 0.5) / 255, color);
    expect(color[0]).toBeCloseTo((lajolla[0]! + lajolla[3]!) / 2, 9);
  });

  it('are stretched over rounded intervals', () => {
    expect(temperatureScale(lajolla, [[260, 1500], [1999]])).toMatchObject({ minimum: 250, maximum: 2000 });
    expect(temperatureScale(lajolla, [[300, 300]])).toMatchObject({ minimum: 300, maximum: 350 });
    const differences = Float32Array.from({ length: 1000 }, (_, i) => (i === 0 ? -500 : i % 2 === 0 ? 34 : -12));
    expect(differenceScale(vik, [differences])).toMatchObject({ minimum: -40, maximum: 40 });
    expect(differenceScale(vik, [new Float32Array(4)])).toMatchObject({ minimum: -2, maximum: 2 });
  });
});

describe('the annulus', () => {
  const sampling = sampleAnnulus(r, phi, 400);
  const { frame } = sampling;

  it('fills its frame: the chord of the surface wide, down to the corners of the core', () => {
    const halfChord = OUTER * Math.SQRT1_2;
    expect(frame.scale).toBeCloseTo((2 * halfChord) / 400, 12);
    expect(frame.height).toBe(Math.ceil((OUTER - INNER * Math.SQRT1_2) / frame.scale));
    expect(pixelOf(frame, OUTER, Math.PI / 4)).toEqual({ x: expect.closeTo(200, 9), y: expect.closeTo(0, 9) });
    expect(pixelOf(frame, OUTER, 0).x).toBeCloseTo(400, 9);
    expect(pixelOf(frame, OUTER, Math.PI / 2).x).toBeCloseTo(0, 9);
  });

  it('shows at each place the color of the field there, and nothing outside', () => {
    const scale = { map: lajolla, minimum: 0, maximum: 10 };
    const value = (radius: number, angle: number): number => 2 * radius + 3 * angle;
    const field = Float32Array.from({ length: ROWS * COLUMNS }, (_, i) =>
      value(r[Math.floor(i / COLUMNS)]!, phi[i % COLUMNS]!),
    );
    const pixels = rasterizeAnnulus(field, sampling, scale);
    const color = new Float64Array(3);
    for (const [radius, angle] of [
      [0.6, 0.2],
      [1, 0.8],
      [1.5, 1.4],
      [1.9, 0.1],
    ] as const) {
      const { x, y } = pixelOf(frame, radius, angle);
      const at = (Math.floor(y) * frame.width + Math.floor(x)) * 4;
      colorAt(scale, value(radius, angle), color);
      for (let channel = 0; channel < 3; channel++) {
        expect(Math.abs(pixels[at + channel]! - color[channel]!)).toBeLessThan(3);
      }
      expect(pixels[at + 3]).toBe(255);
    }
    const alphaAt = (x: number, y: number): number => pixels[(y * frame.width + x) * 4 + 3]!;
    expect(alphaAt(0, 0)).toBe(0);
    expect(alphaAt(399, 0)).toBe(0);
    expect(alphaAt(200, frame.height - 1)).toBe(0);
    const partly = pixels.filter((alpha, i) => i % 4 === 3 && alpha > 0 && alpha < 255).length;
    expect(partly).toBeGreaterThan(300);
    expect(partly).toBeLessThan(2500);
  });

  it('covers the area of the sector', () => {
    const pixels = rasterizeAnnulus(new Float32Array(ROWS * COLUMNS), sampling, {
      map: vik,
      minimum: 0,
      maximum: 1,
    });
    let covered = 0;
    for (let i = 3; i < pixels.length; i += 4) covered += pixels[i]! / 255;
    const exact = ((Math.PI / 4) * (OUTER ** 2 - INNER ** 2)) / frame.scale ** 2;
    expect(covered / exact).toBeCloseTo(1, 3);
  });

  it('has an outline through its corners', () => {
    const outline = annulusOutline(frame, 2);
    expect(outline).toMatch(/^M200,41\.42A141\.42,141\.42 0 0 0 0,41\.42L/);
    expect(outline.endsWith('Z')).toBe(true);
  });
});

describe('SVG to PNG', () => {
  it('draws text without any font of the machine', () => {
    expect(fontFiles().length).toBe(3);
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20" font-family="\'Fira Sans\', Arial">' +
      '<text x="2" y="15" font-size="14">η Λ −10⁻³</text></svg>';
    const blank = svg.replace(/<text.*<\/text>/, '');
    expect(rasterizeSvg(svg).length).toBeGreaterThan(rasterizeSvg(blank).length * 3);
  });

  it('makes the picture of a prediction', () => {
    const evolution = syntheticEvolution(
      { rows: 8, columns: 10, snapshots: 2, heldOut: 0 },
      { initial: 1700, lid: 0.1, plumes: 1, shift: 0, blur: 0, bias: 0 },
    );
    const picture = { ...evolution, title: 'A <prediction>', subtitle: 'η & Λ' };
    const png = Buffer.from(fieldPicturePng(picture));
    expect(png.readUInt32BE(16)).toBe(2 * (2 * 300 + 18 + 40));
    const svg = fieldPictureSvg(picture);
    expect(svg).toContain('A &lt;prediction&gt;');
    expect(svg).toContain('4.50 Gyr');
    expect(svg).toContain('T (K)');
    expect(() => fieldPictureSvg({ ...picture, times: [0] })).toThrow('expected 1 x 80');
  });
});
