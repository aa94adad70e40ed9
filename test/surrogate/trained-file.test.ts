// Files of trained parts give back what was saved, wherever a member keeps its arrays.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ndArray } from '../../src/foundation/nd-array.js';
import { loadTrained, saveTrained, trainedDigest } from '../../src/surrogate/trained-file.js';

const root = mkdtempSync(join(tmpdir(), 'tharsis-trained-'));
const path = join(root, 'part.safetensors');
afterAll(() => rmSync(root, { recursive: true }));

const record = { shape: { latents: 2 }, history: [], bestEpoch: -1, validationLoss: 0.5, seconds: 1 };
const one = ndArray([2], [1, 2]);
const two = ndArray([1, 2], Int32Array.of(3, 4));

function reloaded(entries: object): unknown {
  saveTrained(path, 'toy', { ...record, ...entries });
  return loadTrained(path, 'toy');
}

describe('a file of a trained part', () => {
  it.each(
    Object.entries({
      'an array under a key of its own': { basis: one, energy: 0.9 },
      'arrays deep inside': { inputs: { scaling: { offset: one, unit: 'K' }, names: ['a'] } },
      'an empty tree': { parameters: {}, lists: [] },
      'empty trees beside arrays': { parameters: { layers: [], dense: {}, bias: one } },
      'a list of arrays': { parameters: Array.from({ length: 12 }, (_, index) => ndArray([1], [index])) },
      'a list of arrays and numbers': { terms: [one, 3, null, { weights: two, name: 'b' }, {}] },
      'records of arrays and numbers': {
        processes: [
          { kernel: { length: 1 }, weights: one },
          { kernel: {}, weights: two },
        ],
      },
      'a single array': { parameters: one },
    }),
  )('gives back %s', (_, entries) => {
    expect(reloaded(entries)).toEqual({ ...record, ...entries });
    expect(trainedDigest(reloaded(entries) as never)).toBe(trainedDigest({ ...record, ...entries }));
  });

  it('holds no array in its metadata', () => {
    saveTrained(path, 'toy', { ...record, basis: one, parameters: { mean: two } } as never);
    const bytes = readFileSync(path);
    const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString());
    expect(Object.keys(header)).toEqual(['__metadata__', 'basis', 'parameters.mean']);
    expect(JSON.parse(header.__metadata__.network)).toEqual(record);
  });

  it.each([
    ['numbers of another type', { sums: Float64Array.of(1, 2) }, 'got a Float64Array, expected an NdArray'],
    ['a key that reads as an index', { parameters: { 0: one } }, "got the key '0' over an array"],
    ['a key with a dot', { parameters: { 'a.b': one } }, "got the key 'a.b' over an array"],
  ])('is not written with %s, which it could not give back', (_, entries, message) => {
    expect(() => reloaded(entries)).toThrow(message);
  });
});
