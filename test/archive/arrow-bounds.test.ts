// Arrow files of any program are read, whatever their columns are made of; whatever bytes are wrong in one without a
// seal, reading ends, in a table or in one clear line.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Bool,
  type DataType,
  DateDay,
  DateMillisecond,
  Dictionary,
  Field,
  FixedSizeList,
  Float64,
  Int8,
  Int32,
  Int64,
  List,
  Null,
  Struct,
  Table,
  TimestampMillisecond,
  tableFromArrays,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/archive/arrow-table.js';
import { TharsisError } from '../../src/foundation/errors.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { scratchFolder } from './sample-simulations.js';

const item = (type: DataType) => new Field('item', type, true);
const columns: Readonly<Record<string, readonly [DataType, readonly unknown[]]>> = {
  numbers: [new Float64(), [1, null, 3]],
  whole: [new Int64(), [1n, -2n, 3n]],
  yes: [new Bool(), [true, false, null]],
  nothing: [new Null(), [null, null, null]],
  days: [new DateDay(), [new Date(0), new Date(86_400_000), null]],
  moments: [new DateMillisecond(), [new Date(0), new Date(1), new Date(2)]],
  stamps: [new TimestampMillisecond(), [1, 2, 3]],
  texts: [new Utf8(), ['a', null, 'long']],
  words: [new Dictionary(new Utf8(), new Int8()), ['a', 'b', 'a']],
  lists: [new List(item(new Int32())), [[1, 2], [], null]],
  pairs: [
    new FixedSizeList(2, item(new Float64())),
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  ],
  nested: [
    new Struct([new Field('x', new Float64()), new Field('y', new List(item(new Utf8())))]),
    [
      { x: 1, y: ['a'] },
      { x: 2, y: [] },
      { x: 3, y: ['b', 'c'] },
    ],
  ],
};

const folder = scratchFolder();

describe('a table of another program', () => {
  it.each(Object.entries(columns))(
    'may have a column of %s, in one batch or several, or without rows',
    (name, [type, values]) => {
      const whole = new Table({ [name]: vectorFromArray(values as unknown[], type) });
      const empty = new Table({ [name]: vectorFromArray([], type) });
      for (const [table, rows] of [
        [whole, 3],
        [whole.concat(whole), 6],
        [empty, 0],
      ] as const) {
        const path = join(folder, `${name}.arrow`);
        writeFileSync(path, tableToIPC(table, 'file'));
        const read = readTable(path);
        expect(read.numRows).toBe(rows);
        expect(JSON.stringify(read.toArray(), plain)).toBe(JSON.stringify(table.toArray(), plain));
      }
    },
  );
});

describe('wrong bytes in a table', () => {
  const good = tableToIPC(
    tableFromArrays({ simulation: ['a', 'b', 'a'], time: Float64Array.of(1, 2, 3), index: Int32Array.of(0, 1, 2) }),
    'file',
  );

  it('anywhere end in a table or in one line', () => {
    const path = join(folder, 'wrong.arrow');
    const outcomes = { tables: 0, lines: 0 };
    for (const mask of [0xff, 0x01]) {
      for (let position = 0; position < good.length; position++) {
        const bytes = Uint8Array.from(good);
        bytes[position] = bytes[position]! ^ mask;
        writeFileSync(path, bytes);
        outcomes[attempt(path)]++;
      }
    }
    expect(outcomes.tables).toBeGreaterThan(100);
    expect(outcomes.lines).toBeGreaterThan(100);
  });

  it('of whole numbers end so, too', () => {
    const stream = randomStream(25);
    const path = join(folder, 'wrong-numbers.arrow');
    const outcomes = { tables: 0, lines: 0 };
    for (let trial = 0; trial < 500; trial++) {
      const bytes = Uint8Array.from(good);
      const position = 4 * stream.integer(bytes.length / 4 - 1);
      const number = [-1, 0, 2 ** 31 - 1, bytes.length, stream.integer(256)][stream.integer(5)]!;
      new DataView(bytes.buffer).setInt32(position, number, true);
      writeFileSync(path, bytes);
      outcomes[attempt(path)]++;
    }
    expect(outcomes.tables).toBeGreaterThan(50);
    expect(outcomes.lines).toBeGreaterThan(50);
  });
});

/** Reads all of a table. */
function attempt(path: string): 'tables' | 'lines' {
  try {
    const table = readTable(path);
    expect(table.numRows).toBeLessThan(10_000);
    JSON.stringify(table.toArray(), plain);
    return 'tables';
  } catch (error) {
    expect(error).toBeInstanceOf(TharsisError);
    expect((error as TharsisError).code).toBe('table-unreadable');
    expect((error as TharsisError).message).not.toContain('\n');
    return 'lines';
  }
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
