// Tables: Arrow keeps every value and its type; a broken file is refused; CSV quotes what it must.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTable, writeTable } from '../../src/archive/arrow-table.js';
import { writeCsv } from '../../src/archive/csv.js';
import { errorOf, scratchFolder } from './sample-simulations.js';

const columns = {
  simulation: ['a', 'b', 'c,d'],
  snapshot: Int32Array.of(0, 1, -2),
  time: Float64Array.of(0, Math.PI, 1e300),
  score: Float32Array.of(0.1, Number.NaN, 3),
};

describe('an Arrow table', () => {
  const folder = scratchFolder();
  const path = join(folder, 'table.arrow');
  writeTable(path, columns, { unit: 'K' });

  it('keeps columns, types and metadata', () => {
    const table = readTable(path);
    expect(table.schema.fields.map(({ name }) => name)).toEqual(Object.keys(columns));
    expect(table.schema.metadata.get('unit')).toBe('K');
    expect([...table.getChild('simulation')!]).toEqual(columns.simulation);
    expect(table.getChild('snapshot')!.toArray()).toEqual(columns.snapshot);
    expect(table.getChild('time')!.toArray()).toEqual(columns.time);
    expect(table.getChild('score')!.toArray()).toEqual(columns.score);
    expect(readdirSync(folder)).toEqual(['table.arrow']);
  });

  it('may have no rows', () => {
    const empty = join(scratchFolder(), 'empty.arrow');
    writeTable(empty, { time: new Float64Array(0) });
    expect(readTable(empty).numRows).toBe(0);
  });

  it('is refused when it was cut, anywhere', () => {
    const bytes = readFileSync(path);
    const cut = join(scratchFolder(), 'cut.arrow');
    for (let length = 0; length < bytes.length; length++) {
      writeFileSync(cut, bytes.subarray(0, length));
      const error = errorOf(() => readTable(cut));
      expect(error).toMatchObject({ code: 'table-unreadable', exitCode: 2 });
      expect(error.message).toContain(cut);
    }
  });

  it('is refused when it is missing', () => {
    expect(errorOf(() => readTable(join(folder, 'nowhere.arrow')))).toMatchObject({ code: 'table-unreadable' });
  });

  it('wants columns of one length', () => {
    expect(() => writeTable(path, { a: Int32Array.of(1), b: Int32Array.of(1, 2) })).toThrow('columns of 1, 2 rows');
  });
});

describe('a CSV table', () => {
  it('has a line of names, then a line a row, quoted where needed', () => {
    const path = join(scratchFolder(), 'table.csv');
    writeCsv(path, { 'a,b': Float64Array.of(1.5, 1e-7), text: ['say "hi"', 'two\r\nlines'] });
    expect(readFileSync(path, 'utf8')).toBe('"a,b",text\n1.5,"say ""hi"""\n1e-7,"two\r\nlines"\n');
  });

  it('keeps every float64', () => {
    const path = join(scratchFolder(), 'table.csv');
    writeCsv(path, { time: columns.time });
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.slice(1).map(Number)).toEqual([...columns.time]);
  });

  it('wants columns of one length', () => {
    const path = join(scratchFolder(), 'table.csv');
    expect(() => writeCsv(path, { a: Int32Array.of(1), b: Int32Array.of(1, 2) })).toThrow('columns of 1, 2 rows');
  });
});
