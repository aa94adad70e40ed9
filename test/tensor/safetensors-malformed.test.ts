// Every way in which a safetensors file can be broken is reported as malformed, naming the file and what is wrong.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TharsisError } from '../../src/foundation/errors.js';
import { ndArray } from '../../src/foundation/nd-array.js';
import { decodeSafetensors, encodeSafetensors } from '../../src/tensor/safetensors.js';

/** A file of this header text and that number of bytes of numbers. */
function fileOf(header: string | object, bufferLength = 0): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + bufferLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

function errorOf(bytes: Uint8Array): TharsisError {
  try {
    decodeSafetensors(bytes, 'models/broken.safetensors');
  } catch (error) {
    expect(error).toBeInstanceOf(TharsisError);
    return error as TharsisError;
  }
  return expect.fail('the file was read');
}

const good = encodeSafetensors({ a: ndArray([2], [1, 2]), b: ndArray([3], Int32Array.of(1, 2, 3)) }, { key: 'value' });
const length = Number(new DataView(good.buffer).getBigUint64(0, true));

const withLength = (value: bigint): Uint8Array => {
  const bytes = good.slice();
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
};

const array = (start: number, end: number, shape: unknown = [2]) => ({
  dtype: 'F32',
  shape,
  data_offsets: [start, end],
});

const broken: readonly (readonly [string, Uint8Array, string])[] = [
  ['an empty file', new Uint8Array(0), 'ends within its header'],
  ['a file that ends in the length', good.slice(0, 5), 'ends within its header'],
  ['a file that ends in the header', good.slice(0, 8 + length - 1), 'ends within its header'],
  ['a file that ends in the numbers', good.slice(0, -1), "truncated: 'b' ends at byte 20 of 19"],
  ['a header longer than the file', withLength(BigInt(good.length)), 'ends within its header'],
  ['a header longer than any file', withLength(2n ** 64n - 1n), 'ends within its header'],
  ['a header of no length', withLength(0n), 'is no JSON'],
  ['a header cut short', withLength(BigInt(length - 30)), 'is no JSON'],
  ['a header that is no JSON', fileOf('{"a": '), 'is no JSON'],
  ['a header that is no UTF-8', fileOf('{"a?": 1}').map((byte) => (byte === 63 ? 0xff : byte)), 'is no JSON'],
  ['a header that is a list', fileOf('[]'), 'header is no record'],
  ['a header that is null', fileOf('null'), 'header is no record'],
  ['metadata that are no record', fileOf({ __metadata__: [] }), 'metadata are no texts'],
  ['metadata that are numbers', fileOf({ __metadata__: { epoch: 3 } }), 'metadata are no texts'],
  ['an array that is a number', fileOf({ a: 3 }), "'a' is not described by a record"],
  ['an array without anything', fileOf({ a: {} }), "'a' has the type undefined"],
  ['an unknown type', fileOf({ a: { ...array(0, 8), dtype: 'BF16' } }, 8), "'a' has the type BF16, not F32 or I32"],
  ['no shape', fileOf({ a: { dtype: 'F32', data_offsets: [0, 8] } }, 8), "'a' has the shape undefined"],
  ['a negative shape', fileOf({ a: array(0, 8, [-1, -2]) }, 8), "'a' has the shape [-1,-2]"],
  ['a fractional shape', fileOf({ a: array(0, 8, [0.5, 4]) }, 8), "'a' has the shape [0.5,4]"],
  ['no offsets', fileOf({ a: { dtype: 'F32', shape: [2] } }, 8), "'a' has the offsets undefined"],
  ['one offset', fileOf({ a: { dtype: 'F32', shape: [2], data_offsets: [8] } }, 8), "'a' has the offsets [8]"],
  ['negative offsets', fileOf({ a: array(-8, 0) }, 8), "'a' has the offsets [-8,0]"],
  ['offsets in reverse', fileOf({ a: array(8, 0) }, 8), "'a' has -8 bytes for the shape [2]"],
  ['offsets that do not fit the shape', fileOf({ a: array(0, 8, [3]) }, 8), "'a' has 8 bytes for the shape [3]"],
  ['offsets beyond the file', fileOf({ a: array(4, 12) }, 8), "'a' ends at byte 12 of 8"],
  ['arrays that overlap', fileOf({ a: array(0, 8), b: array(4, 12) }, 12), "'b' starts at byte 4 and overlaps"],
  ['arrays at one place', fileOf({ a: array(0, 8), b: array(0, 8) }, 8), "'b' starts at byte 0 and overlaps"],
  ['a gap', fileOf({ a: array(0, 8), b: array(12, 20) }, 20), "'b' starts at byte 12 and leaves a gap"],
  ['bytes of no array', fileOf({ a: array(0, 8) }, 11), '3 bytes at its end belong to no array'],
];

describe('decodeSafetensors refuses', () => {
  it.each(broken)('%s', (_, bytes, words) => {
    const error = errorOf(bytes);
    expect(error.code).toBe('safetensors-malformed');
    expect(error.message).toContain('models/broken.safetensors is no whole safetensors file');
    expect(error.message).toContain(words);
    expect(error.message).not.toContain('\n');
    expect(error.remedy).not.toBe('');
  });

  it('a file cut anywhere', () => {
    for (let end = 0; end < good.length; end++) expect(errorOf(good.slice(0, end)).code).toBe('safetensors-malformed');
  });

  it('a file with any bit flipped', () => {
    for (let place = 0; place < good.length; place++) {
      for (let bit = 0; bit < 8; bit++) {
        expect(errorOf(good.with(place, good[place]! ^ (1 << bit))).code).toBe('safetensors-malformed');
      }
    }
  });

  it('or reads a file of another program with any byte changed, but never fails otherwise', () => {
    const text = Buffer.from(good).toString('latin1').replaceAll('tharsis-seal', 'no-more-seal');
    const unsealed = Uint8Array.from(Buffer.from(text, 'latin1'));
    expect(decodeSafetensors(unsealed, 'x').tree).toEqual(decodeSafetensors(good, 'x').tree);
    fc.assert(
      fc.property(fc.nat(unsealed.length - 1), fc.nat(255), (place, value) => {
        try {
          decodeSafetensors(unsealed.with(place, value), 'x');
        } catch (error) {
          expect(error).toBeInstanceOf(TharsisError);
        }
      }),
      { seed: 7, numRuns: 1000 },
    );
  });
});
