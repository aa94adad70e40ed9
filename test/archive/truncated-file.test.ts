// A file that was cut, at any byte, is refused in one line or, when only bytes after the last datum are gone, read
// right. Damage inside compressed data is noticed too.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSimulationHeader, readTemperature } from '../../src/archive/simulation-reader.js';
import { writeSimulation } from '../../src/archive/simulation-writer.js';
import { TharsisError } from '../../src/foundation/errors.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { errorOf, sampleSimulation, scratchFolder } from './sample-simulations.js';

const folder = scratchFolder();
const sample = sampleSimulation(5, { snapshots: 3, radial: 12, azimuthal: 16 });
const path = join(folder, 'whole.h5');
writeSimulation(path, sample);
const bytes = readFileSync(path);
const damaged = join(folder, 'damaged.h5');

/** Code of the refusal, or the temperatures. */
function attempt(content: Uint8Array): string | Float32Array {
  writeFileSync(damaged, content);
  try {
    return readTemperature(readSimulationHeader(damaged));
  } catch (error) {
    if (!(error instanceof TharsisError)) throw error;
    expect(error.message).toContain(damaged);
    expect(error.message).not.toContain('\n');
    expect(error.exitCode).toBe(2);
    return error.code;
  }
}

describe('a truncated file', () => {
  it('is refused wherever it was cut', () => {
    const cuts = new Set([0, 1, 4, 7, 8, 9, 12, 16, 24, 47, 48, 95, 96, 97, bytes.length - 1, bytes.length - 2]);
    for (let cut = 0; cut < bytes.length; cut += 61) cuts.add(cut);
    const codes = new Map<string, number>();
    for (const cut of cuts) {
      const outcome = attempt(bytes.subarray(0, cut));
      expect(typeof outcome, `cut at ${cut}`).toBe('string');
      codes.set(String(outcome), (codes.get(String(outcome)) ?? 0) + 1);
    }
    expect([...codes.keys()].sort()).toEqual(['archive-format', 'archive-truncated', 'archive-unreadable']);
    expect(codes.get('archive-truncated')).toBeGreaterThan(0.8 * cuts.size);
  });

  it('says so', () => {
    writeFileSync(damaged, bytes.subarray(0, bytes.length >> 1));
    expect(errorOf(() => readSimulationHeader(damaged))).toMatchObject({
      code: 'archive-truncated',
      message: `${damaged} is truncated`,
      remedy: 'copy or simulate it again',
    });
  });

  it('is refused when zeros stand for what is lost', () => {
    for (const kept of [0.2, 0.4, 0.6, 0.8]) {
      const filled = new Uint8Array(bytes.length);
      filled.set(bytes.subarray(0, Math.floor(kept * bytes.length)));
      expect(typeof attempt(filled), `kept ${kept}`).toBe('string');
    }
  });
});

describe('a file with one wrong byte', () => {
  it('is refused or gives the temperatures that were written', () => {
    const stream = randomStream(11);
    const outcomes = { refused: 0, unharmed: 0 };
    for (let trial = 0; trial < 300; trial++) {
      const spoiled = Uint8Array.from(bytes);
      const position = stream.integer(bytes.length);
      spoiled[position] = spoiled[position]! ^ (1 + stream.integer(255));
      const outcome = attempt(spoiled);
      if (typeof outcome === 'string') outcomes.refused++;
      else {
        outcomes.unharmed++;
        expect(outcome, `byte ${position}`).toEqual(sample.temperature);
      }
    }
    expect(outcomes.refused).toBeGreaterThan(0);
    expect(outcomes.unharmed).toBeGreaterThan(0);
  });
});
