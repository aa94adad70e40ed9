import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/foundation/random-stream.js';
import { streamedModes } from '../../src/statistics/streamed-modes.js';

const CELLS = 14;
const COUNT = 3;
const stream = randomStream(11);
/** Three blocks of different length; singular values fall by a fifth from one to the next. */
const blocks = [9, 4, 7].map((snapshots) =>
  Float32Array.from({ length: snapshots * CELLS }, (_, i) => 1700 + 100 * 0.8 ** (i % CELLS) * stream.normal()),
);
const source = { count: blocks.length, read: (block: number) => blocks[block]! };
const rows = blocks.flatMap((block) =>
  Array.from({ length: block.length / CELLS }, (_, row) => [...block.subarray(row * CELLS, (row + 1) * CELLS)]),
);
const mean = Array.from({ length: CELLS }, (_, cell) => rows.reduce((sum, row) => sum + row[cell]!, 0) / rows.length);
const deviations = rows.map((row) => row.map((value, cell) => value - mean[cell]!));
const { diagonal } = new SingularValueDecomposition(new Matrix(deviations), { autoTranspose: true });

/** Sum of squares that orthonormal modes leave over. */
function residual(modes: Float64Array): number {
  let sum = 0;
  for (const row of deviations) {
    for (const value of row) sum += value * value;
    for (let mode = 0; mode < modes.length; mode += CELLS) {
      sum -= row.reduce((dot, value, cell) => dot + value * modes[mode + cell]!, 0) ** 2;
    }
  }
  return sum;
}

describe('modes of streamed snapshots', () => {
  it('leave over what a singular value decomposition of all snapshots leaves over', async () => {
    const { modes, variances } = await streamedModes(source, CELLS, COUNT, randomStream(1));
    const optimum = diagonal.slice(COUNT).reduce((sum, value) => sum + value * value, 0);
    expect(residual(modes) / optimum).toBeCloseTo(1, 8);
    for (const [mode, variance] of variances.entries()) {
      expect((variance * rows.length) / diagonal[mode]! ** 2).toBeCloseTo(1, 6);
    }
  });

  it('lose to no other basis', async () => {
    const { modes } = await streamedModes(source, CELLS, COUNT, randomStream(1));
    const best = residual(modes);
    const others = randomStream(2);
    for (let attempt = 0; attempt < 20; attempt++) {
      const near = Array.from({ length: COUNT }, (_, mode) =>
        Array.from({ length: CELLS }, (_, cell) => modes[mode * CELLS + cell]! + 0.1 * attempt * others.normal()),
      );
      for (const [index, row] of near.entries()) {
        for (const known of near.slice(0, index)) {
          const share = row.reduce((sum, value, cell) => sum + value * known[cell]!, 0);
          for (const cell of row.keys()) row[cell]! -= share * known[cell]!;
        }
        const length = Math.hypot(...row);
        for (const cell of row.keys()) row[cell]! /= length;
      }
      expect(residual(Float64Array.from(near.flat()))).toBeGreaterThanOrEqual(best * (1 - 1e-9));
    }
  });

  it('are orthonormal, the same bits each time, and the same modes from another first subspace', async () => {
    const first = await streamedModes(source, CELLS, COUNT, randomStream(1));
    expect(await streamedModes(source, CELLS, COUNT, randomStream(1))).toEqual(first);
    const other = await streamedModes(source, CELLS, COUNT, randomStream(3));
    for (const [index, value] of first.modes.entries()) expect(other.modes[index]).toBeCloseTo(value, 4);
    for (let i = 0; i < COUNT; i++) {
      for (let j = 0; j < COUNT; j++) {
        let dot = 0;
        for (let cell = 0; cell < CELLS; cell++) dot += first.modes[i * CELLS + cell]! * first.modes[j * CELLS + cell]!;
        expect(dot).toBeCloseTo(i === j ? 1 : 0, 12);
      }
    }
  });

  it('are zero beyond the rank of the snapshots', async () => {
    const line = Float32Array.from({ length: 5 * CELLS }, (_, i) => Math.floor(i / CELLS) * (i % CELLS));
    const { modes, variances } = await streamedModes({ count: 1, read: () => line }, CELLS, 2, randomStream(1));
    expect(variances[0]).toBeGreaterThan(1);
    expect(variances[1]! / variances[0]!).toBeLessThan(1e-12);
    expect(modes.every(Number.isFinite)).toBe(true);
  });
});
