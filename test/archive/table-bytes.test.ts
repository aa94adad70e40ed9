// Equal tables make equal files, whatever the process wrote before, and a flipped bit anywhere is refused.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTable, writeTable } from '../../src/archive/arrow-table.js';
import { errorOf, scratchFolder } from './sample-simulations.js';

const folder = scratchFolder();
const columns = { simulation: ['a', 'b', 'a'], time: Float64Array.of(0, 1, 2), prediction: ['fnn', 'fnn', 'lstm'] };

function bytesOf(name: string): Buffer {
  const path = join(folder, name);
  writeTable(path, columns, { unit: 'K' });
  return readFileSync(path);
}

describe('the bytes of a table', () => {
  const first = bytesOf('first.arrow');

  it('are the same when written again by the same process', () => {
    expect(bytesOf('second.arrow').equals(first)).toBe(true);
  });

  it('are the same when written by another process', () => {
    const path = join(folder, 'other.arrow');
    const script = `
      const { writeTable } = await import(${JSON.stringify(join(process.cwd(), 'dist/archive/arrow-table.js'))});
      const time = Float64Array.of(0, 1, 2);
      const columns = { simulation: ['a', 'b', 'a'], time, prediction: ['fnn', 'fnn', 'lstm'] };
      writeTable(${JSON.stringify(path)}, columns, { unit: 'K' });
    `;
    const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(readFileSync(path).equals(first)).toBe(true);
  });

  it('number the dictionaries by column, and share none', () => {
    const table = readTable(join(folder, 'first.arrow'));
    expect(table.schema.fields.map(({ type }) => (type as { id?: number }).id)).toEqual([0, undefined, 2]);
    expect([...table.getChild('simulation')!]).toEqual(columns.simulation);
    expect([...table.getChild('prediction')!]).toEqual(columns.prediction);
  });

  it('have a seal that a flipped bit breaks, wherever it is', () => {
    const path = join(folder, 'flipped.arrow');
    for (let place = 0; place < first.length; place += 7) {
      const flipped = Buffer.from(first);
      flipped[place]! ^= 1 << (place % 8);
      writeFileSync(path, flipped);
      expect(errorOf(() => readTable(path))).toMatchObject({ code: 'table-unreadable', exitCode: 2 });
    }
  });

  it('keep texts that look like seals', () => {
    const path = join(folder, 'marks.arrow');
    const ids = ['tharsis-seal:a', 'b:tharsis-seal', `tharsis-seal:${'0'.repeat(64)}:tharsis-seal`];
    const values = Float64Array.from({ length: 3 }, (_, index) => index + 0.5);
    writeTable(path, { simulation: ids, values }, { note: ids.join(' ') });
    const table = readTable(path);
    expect([...table.getChild('simulation')!]).toEqual(ids);
    expect([...table.getChild('values')!]).toEqual([...values]);
    expect(table.schema.metadata.get('note')).toBe(ids.join(' '));
  });

  it('may lack a seal, as those of earlier versions', () => {
    const path = join(folder, 'earlier.arrow');
    const text = first.toString('latin1').replaceAll('tharsis-seal', 'no-more-seal');
    writeFileSync(path, Buffer.from(text, 'latin1'));
    expect([...readTable(path).getChild('simulation')!]).toEqual(columns.simulation);
  });
});
