// safetensors: what is written is read back, and the bytes are those of the format.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/foundation/digest.js';
import { type NdArray, ndArray, sizeOf } from '../../src/foundation/nd-array.js';
import type { Tree } from '../../src/foundation/tree.js';
import { decodeSafetensors, encodeSafetensors } from '../../src/tensor/safetensors.js';

const roundTrip = (tree: Tree<NdArray>, metadata?: Record<string, string>) =>
  decodeSafetensors(encodeSafetensors(tree, metadata), 'test.safetensors');

/** The SHA-256 of a file with zeros in place of its digits. */
function sealOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  const blank = text.replace(/tharsis-seal:[0-9a-f]{64}/, `tharsis-seal:${'0'.repeat(64)}`);
  return `tharsis-seal:${sha256(Buffer.from(blank, 'latin1'))}:tharsis-seal`;
}

describe('safetensors', () => {
  it('keep lists, records, scalars, empty arrays, both types and metadata', () => {
    const tree = {
      layers: [{ kernel: ndArray([2, 3], [1, 2, 3, 4, 5, 6]) }, { kernel: ndArray([1, 1, 1], [-0.5]) }],
      step: ndArray([], Int32Array.of(7)),
      'größe 0': ndArray([0, 4], []),
      indices: ndArray([3], Int32Array.of(-(2 ** 31), 0, 2 ** 31 - 1)),
    };
    const metadata = { format: 'tharsis', 'naïve "text"': 'line\nbreak' };
    expect(roundTrip(tree, metadata)).toEqual({ tree, metadata });
  });

  it('keep names and metadata that look like seals', () => {
    const seal = `tharsis-seal:${'0'.repeat(64)}:tharsis-seal`;
    const tree = { 'tharsis-seal:x': ndArray([3], [1, 2, 3]), ':tharsis-seal': ndArray([1], [4]) };
    const metadata = { 'parameter_tharsis-seal:x': 'a:tharsis-seal', seal };
    expect(roundTrip(tree, metadata)).toEqual({ tree, metadata });
  });

  it('keep a lone array, and a tree of none', () => {
    expect(roundTrip(ndArray([2], [1, 2]))).toEqual({ tree: ndArray([2], [1, 2]), metadata: {} });
    expect(roundTrip({})).toEqual({ tree: {}, metadata: {} });
  });

  it('keep lists of more than ten in their order', () => {
    const tree = Array.from({ length: 12 }, (_, index) => ndArray([1], [index]));
    expect(roundTrip(tree).tree).toEqual(tree);
  });

  it('read whole-number keys as a list only when they count from zero', () => {
    const array = ndArray([1], [1]);
    const trees: Tree<NdArray>[] = [{ 1: array }, { '00': array }, { 0: array, 2: array }, { 0: array, x: array }];
    for (const tree of trees) {
      expect(roundTrip(tree).tree).toEqual(tree);
    }
  });

  it('keep every bit, NaNs and signed zeros among them', () => {
    const bits = Uint32Array.of(0x7fc00001, 0xffc12345, 0x80000000, 0x7f800000, 1);
    const { tree } = roundTrip(ndArray([5], new Float32Array(bits.buffer)));
    const { data } = tree as NdArray;
    expect([...new Uint32Array(data.buffer, data.byteOffset, data.length)]).toEqual([...bits]);
  });

  it('write views of larger buffers, and read unaligned ones', () => {
    const view = new Float32Array(8).fill(3).subarray(2, 4);
    const bytes = encodeSafetensors({ view: { shape: [2], data: view } });
    const shifted = new Uint8Array(bytes.length + 3).subarray(3);
    shifted.set(bytes);
    expect(decodeSafetensors(shifted, 'x').tree).toEqual({ view: ndArray([2], [3, 3]) });
    expect(decodeSafetensors(Buffer.from(bytes), 'x').tree).toEqual({ view: ndArray([2], [3, 3]) });
  });

  it('are laid out as the format requires: length, JSON, aligned little-endian numbers', () => {
    const bytes = encodeSafetensors({ b: ndArray([2], [1, -2]), a: ndArray([], Int32Array.of(258)) }, { key: 'value' });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect((8 + length) % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: { key: 'value', 'tharsis:seal': sealOf(bytes) },
      a: { dtype: 'I32', shape: [], data_offsets: [0, 4] },
      b: { dtype: 'F32', shape: [2], data_offsets: [4, 12] },
    });
    expect(bytes[8]).toBe('{'.charCodeAt(0));
    expect([...bytes.subarray(8 + length)]).toEqual([2, 1, 0, 0, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
  });

  it('refuse two arrays of one name', () => {
    const array = ndArray([1], [1]);
    expect(() => encodeSafetensors({ 'a.b': array, a: { b: array } })).toThrow("two arrays named 'a.b'");
    expect(() => encodeSafetensors({ __metadata__: array })).toThrow("two arrays named '__metadata__'");
  });

  it('keep any tree', () => {
    const leaf = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }).chain((shape) => {
      const length = { minLength: sizeOf(shape), maxLength: sizeOf(shape) };
      const data = fc.oneof(fc.float32Array(length), fc.int32Array(length));
      return data.map((values): NdArray => ({ shape, data: values as NdArray['data'] }));
    });
    // Dots part names, whole numbers are positions in lists, and an empty branch has no array to keep it.
    const key = fc.string({ minLength: 1, maxLength: 6, unit: 'binary' }).filter((text) => !/[.]|^\d+$/.test(text));
    const { tree } = fc.letrec<{ tree: Tree<NdArray>; leaf: NdArray }>((tie) => ({
      leaf,
      tree: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        tie('leaf'),
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    const metadata = fc.dictionary(fc.string(), fc.string(), { maxKeys: 3, noNullPrototype: true });
    fc.assert(
      fc.property(tree, metadata, (written, texts) => {
        expect(roundTrip(written, texts)).toEqual({ tree: written, metadata: texts });
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
