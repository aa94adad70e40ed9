import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalJson, sha256, sha256File } from '../../src/foundation/digest.js';
import { duration } from '../../src/foundation/duration.js';
import { nearestName, suggestion } from '../../src/foundation/nearest-name.js';

describe('digest', () => {
  it('gives the published SHA-256 of "abc" (FIPS 180-2), for texts and files alike', () => {
    const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    const path = join(mkdtempSync(join(tmpdir(), 'tharsis-digest-')), 'abc');
    writeFileSync(path, 'abc');
    expect(sha256('abc')).toBe(expected);
    expect(sha256File(path)).toBe(expected);
  });

  it('writes equal values as equal JSON and refuses non-finite numbers', () => {
    expect(canonicalJson({ b: [1, { d: 2, c: 3 }], a: null })).toBe('{"a":null,"b":[1,{"c":3,"d":2}]}');
    expect(() => canonicalJson({ rate: Number.NaN })).toThrow("got NaN at 'rate'");
  });
});

describe('nearest name', () => {
  it('finds a misspelled name and is silent about a far one', () => {
    expect(nearestName('latnet', ['latent', 'epochs'])).toBe('latent');
    expect(nearestName('seed', ['latent', 'epochs'])).toBeUndefined();
    // One or two changes make any short name of another.
    expect(nearestName('1', ['s', 'km'])).toBeUndefined();
    expect(nearestName('', ['s'])).toBeUndefined();
    expect(nearestName('fnm', ['fnn', 'lstm'])).toBe('fnn');
    expect(suggestion('latnet', ['latent', 'epochs'])).toBe("did you mean 'latent'?");
    expect(suggestion('zzzzzz', ['latent', 'epochs'])).toBe('known: latent, epochs');
  });
});

describe('duration', () => {
  it.each([
    [8.26, '8.3 s'],
    [59.96, '1 min 00 s'],
    [125, '2 min 05 s'],
    [4320, '1 h 12 min'],
  ])('reads %d seconds as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
