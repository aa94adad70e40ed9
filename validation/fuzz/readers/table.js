// Arrow tables: sealed ones of Tharsis, and those of other programs.
import { join } from 'node:path';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { asFile, written } from './as-file.js';

const { readTable, writeTable } = await import('../../../dist/archive/arrow-table.js');

const columns = {
  simulation: ['a', 'b', 'a'],
  time: Float64Array.of(1, 2, 3),
  index: Int32Array.of(0, 1, 2),
  score: Float32Array.of(0.5, 1, 1.5),
};

export const table = {
  name: 'table',
  prepare: (folder) => {
    const sealed = join(folder, 'sealed.arrow');
    writeTable(sealed, columns, { unit: 'K' });
    const foreign = written(folder, 'foreign.arrow', tableToIPC(tableFromArrays(columns), 'file'));
    const contentOf = (path) => {
      const read = readTable(path);
      return read.schema.fields.map(({ name }) => [name, Array.from(read.getChild(name) ?? [], String)]);
    };
    return [
      asFile(sealed, { name: 'sealed', isSealed: true }, contentOf),
      asFile(foreign, { name: 'foreign' }, contentOf),
    ];
  },
};
