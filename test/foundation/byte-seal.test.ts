// Seals of binary files: texts from outside that look like seals are kept as they are, and change no verdict.
import { describe, expect, it } from 'vitest';
import { blankSeal, sealBytes, sealState } from '../../src/foundation/byte-seal.js';

const sealed = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'latin1');
  sealBytes(bytes);
  return bytes;
};
const foreign = `tharsis-seal:${'0'.repeat(64)}:tharsis-seal`;

describe('a seal', () => {
  it.each([
    ['a first mark', 'tharsis-seal:a'],
    ['a last mark', 'b:tharsis-seal'],
    ['a first mark with digits', `tharsis-seal:${'a'.repeat(64)}`],
    ['a whole seal', foreign],
  ])('leaves %s in a text alone, which does not hide it', (_, text) => {
    const rest = `${text}${'x'.repeat(80)}`;
    const bytes = sealed(`${rest}${blankSeal}${rest}${blankSeal}${rest}`);
    const read = bytes.toString('latin1');
    expect(read.split(/tharsis-seal:(?!a{64}|0{64})[0-9a-f]{64}:tharsis-seal/)).toEqual([rest, rest, rest]);
    expect(sealState(bytes)).toBe('whole');
    for (let place = 0; place < bytes.length; place++) {
      const flipped = Buffer.from(bytes);
      flipped[place]! ^= 1 << (place % 8);
      expect(sealState(flipped), `byte ${place}`).toBe('damaged');
    }
  });

  it('is not found in a file that has only a mark', () => {
    expect(sealState(Buffer.from('x'.repeat(100)))).toBe('unsealed');
    for (const text of ['tharsis-seal:a', 'b:tharsis-seal']) {
      expect(sealState(Buffer.from(`${'x'.repeat(80)}${text}${'x'.repeat(80)}`))).toBe('unsealed');
    }
  });

  it('of another file makes a file damaged', () => {
    expect(sealState(Buffer.from(`x${foreign}`))).toBe('damaged');
    expect(sealState(sealed(`x${blankSeal}`))).toBe('whole');
    expect(sealState(Buffer.from(sealed(`x${blankSeal}`).toString('latin1').replace('x', 'y'), 'latin1'))).toBe(
      'damaged',
    );
  });
});
