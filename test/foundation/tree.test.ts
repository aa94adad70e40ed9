import { describe, expect, it } from 'vitest';
import { ndArray, sizeOf } from '../../src/foundation/nd-array.js';
import { treeEntries, treeLeaves, treeMap, treeWithLeaves } from '../../src/foundation/tree.js';

const isNumber = (node: unknown): node is number => typeof node === 'number';
const tree = { second: [1, { inner: 2 }], first: 3 };

describe('tree', () => {
  it('visits records in sorted key order, whatever the order of building', () => {
    expect(treeEntries<number>(tree, isNumber)).toEqual([
      ['first', 3],
      ['second.0', 1],
      ['second.1.inner', 2],
    ]);
    expect(treeLeaves<number>({ first: 3, second: [1, { inner: 2 }] }, isNumber)).toEqual([3, 1, 2]);
    expect(treeEntries<number>(5, isNumber)).toEqual([['', 5]]);
  });

  it('maps and refills leaves without changing the form', () => {
    expect(treeMap<number, string>(tree, isNumber, (leaf, path) => `${path}=${leaf}`)).toEqual({
      first: 'first=3',
      second: ['second.0=1', { inner: 'second.1.inner=2' }],
    });
    expect(treeWithLeaves<number, number>(tree, isNumber, [10, 20, 30])).toEqual({
      first: 10,
      second: [20, { inner: 30 }],
    });
  });

  it('refuses a wrong number of leaves and a node that is neither leaf nor container', () => {
    expect(() => treeWithLeaves<number, number>(tree, isNumber, [1, 2])).toThrow('got 2 leaves, expected 3');
    expect(() => treeLeaves<number>({ bad: 'text' } as never, isNumber)).toThrow('got text, expected a leaf');
  });
});

describe('n-dimensional array', () => {
  it('checks that shape and data fit', () => {
    expect(ndArray([2, 3], [1, 2, 3, 4, 5, 6]).data).toBeInstanceOf(Float32Array);
    expect(sizeOf([])).toBe(1);
    expect(() => ndArray([2, 2], [1, 2, 3])).toThrow('got 3 values for shape [2, 2], expected 4');
  });
});
