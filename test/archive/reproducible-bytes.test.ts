// Equal simulations make equal files, whenever they are written, and no clock is touched for it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { File as Hdf5File } from 'h5wasm/node';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openFile } from '../../src/archive/hdf5.js';
import { clearObjectTimes, lookup3 } from '../../src/archive/object-times.js';
import { writeSimulation } from '../../src/archive/simulation-writer.js';
import { sha256 } from '../../src/foundation/digest.js';
import { sampleSimulation, scratchFolder } from './sample-simulations.js';

const folder = scratchFolder();
const sample = sampleSimulation(3);

afterEach(() => {
  vi.restoreAllMocks();
});

/** The bytes of the sample when the clock shows `time`, ms. */
function bytesAt(time: number): Buffer {
  const path = join(folder, `${time}.h5`);
  vi.spyOn(Date, 'now').mockReturnValue(time);
  writeSimulation(path, sample);
  return readFileSync(path);
}

describe('the bytes of a file', () => {
  it('do not depend on the clock, and are those of a clock at zero', () => {
    const bytes = bytesAt(1.7e12);
    expect(bytes.equals(bytesAt(1.8e12))).toBe(true);
    expect(bytes.equals(bytesAt(0))).toBe(true);
    // Archives without derived fields keep the bytes that they had before there were any.
    expect(sha256(bytes)).toBe('092a44889f4c8b2df56e5ee8aa1496e2f67a58847c9606796c2ee09c5538d710');
  });

  it('are made without a change of Date.now', () => {
    const { now } = Date;
    const property = Object.getOwnPropertyDescriptor(Date, 'now')!;
    const changes: unknown[] = [];
    Object.defineProperty(Date, 'now', { configurable: true, get: () => now, set: (clock) => changes.push(clock) });
    try {
      writeSimulation(join(folder, 'spied.h5'), sample);
    } finally {
      Object.defineProperty(Date, 'now', property);
    }
    expect(changes).toEqual([]);
  });
});

describe('clearing the times of objects', () => {
  /** A file whose dataset holds these bytes, with the times of its writing. */
  function fileWith(name: string, data: Uint8Array): string {
    const path = join(folder, name);
    const file = new Hdf5File(path, 'w');
    file.create_dataset({ name: 'bytes', data });
    file.close();
    return path;
  }

  it('leaves data that look like a header alone', () => {
    const header = Buffer.alloc(64);
    header.write('OHDR');
    header[4] = 2;
    header[5] = 0x20;
    header.fill(7, 6, 22);
    header[22] = 20;
    const path = fileWith('look.h5', Uint8Array.from(header));
    const before = readFileSync(path);
    clearObjectTimes(path);
    expect(readFileSync(path).equals(before)).toBe(false);
    openFile(path, (file) => expect(Buffer.from((file.get('bytes') as { value: Uint8Array }).value)).toEqual(header));
  });

  it('takes a file that ends within a header', () => {
    const whole = readFileSync(fileWith('whole.h5', new Uint8Array(9)));
    const path = join(folder, 'cut.h5');
    for (const length of [0, 50, 60, 90]) {
      writeFileSync(path, whole.subarray(0, length));
      clearObjectTimes(path);
      expect(readFileSync(path)).toEqual(whole.subarray(0, length));
    }
  });

  it('hashes as lookup3.c does', () => {
    // driver5() of http://burtleburtle.net/bob/c/lookup3.c
    expect(lookup3(new Uint8Array(0))).toBe(0xdeadbeef);
    expect(lookup3(Buffer.from('Four score and seven years ago'))).toBe(0x17770551);
  });
});
