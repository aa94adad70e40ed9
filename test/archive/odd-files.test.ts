// Files as other programs leave them (fixtures/make_odd_files.py): numbers kept outside are refused, what is not read does
// not matter, and of a folder only files of simulations count.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkTogether } from '../../src/archive/check-simulations.js';
import { archiveFiles } from '../../src/archive/ingest.js';
import { readSimulationHeader, readTemperature } from '../../src/archive/simulation-reader.js';
import { silentReporter } from '../../src/foundation/reporter.js';
import { errorOf, scratchFolder, writeRaw } from './sample-simulations.js';

const folder = scratchFolder();
const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);

describe('numbers in other files', () => {
  it.each([
    ['raw-outside.h5', 'raw-outside.raw'],
    ['linked-outside.h5', 'raw-outside.h5'],
  ])('are refused by the name of the file: %s', (name, other) => {
    const path = fixture(name);
    const error = errorOf(() => readTemperature(readSimulationHeader(path)));
    expect(error).toMatchObject({ code: 'archive-type', exitCode: 2 });
    expect(error.message.startsWith(`${path} keeps numbers in another file, `), error.message).toBe(true);
    expect(error.message.endsWith(other), error.message).toBe(true);
  });

  it('do not matter where they are not read', () => {
    const path = join(folder, 'unread.h5');
    copyFileSync(fixture('odd-attributes.h5'), path);
    expect(readTemperature(readSimulationHeader(path))).toEqual(new Float32Array(8).fill(1600));
  });
});

describe('a file that a killed program left open', () => {
  it('is refused with the command that closes it', () => {
    const path = fixture('left-open.h5');
    expect(errorOf(() => readSimulationHeader(path))).toMatchObject({
      code: 'archive-unreadable',
      exitCode: 2,
      message: `${path} is marked as open for writing, by a program that still writes it or that was killed`,
      remedy: `if none writes it any more, run: h5clear -s ${path}`,
    });
  });
});

describe('root attributes', () => {
  it('of types that cannot be read are left out, and the id may be an array of one text', () => {
    const header = readSimulationHeader(fixture('odd-attributes.h5'));
    expect(header.id).toBe('odd');
    expect(header.solver).toEqual({ steps: 40 });
    expect(header.parameters).toEqual({ referenceViscosity: 1e21 });
  });

  it('of half precision are refused where they are read', () => {
    const path = fixture('half-parameter.h5');
    expect(errorOf(() => readSimulationHeader(path))).toMatchObject({
      code: 'archive-parameter',
      exitCode: 2,
      message: `${path}: the attribute parameter_enrichment is of a type that cannot be read (Float16 not supported)`,
      remedy: 'write it as a 64-bit float',
    });
  });

  it('may name parameters like members of JavaScript objects', () => {
    const named = (file: string, ...names: string[]) =>
      readSimulationHeader(
        writeRaw(join(folder, `${file}.h5`), ({ attributes }) => {
          for (const name of names) attributes[`parameter_${name}`] = 2;
        }),
      );
    const header = named('members', 'constructor', '__proto__');
    expect(Object.entries(header.parameters).sort()).toEqual([
      ['__proto__', 2],
      ['constructor', 2],
      ['referenceViscosity', 1e21],
    ]);
    expect(Object.entries(header.parameterScales).sort()).toEqual([
      ['__proto__', 'linear'],
      ['constructor', 'linear'],
      ['referenceViscosity', 'logarithmic'],
    ]);
    expect(errorOf(() => checkTogether([header, named('lacking', '__proto__')])).message).toContain(
      "lacks the parameter 'constructor'",
    );
  });

  it.each([
    ['a text', ' mine ', 'mine'],
    ['a whole number', 7, '7'],
    ['an array of one whole number', Int32Array.of(12), '12'],
  ])('name the simulation: %s', (name, value, id) => {
    const path = writeRaw(join(folder, `${name}.h5`), ({ attributes }) => {
      attributes.simulation_id = value;
    });
    expect(readSimulationHeader(path).id).toBe(id);
  });

  it.each([
    ['nothing', '', "is ''"],
    ['a fraction', 0.5, 'is 0.5'],
    ['two', Int32Array.of(1, 2), 'is [1, 2]'],
  ])('do not name it by %s', (name, value, says) => {
    const path = writeRaw(join(folder, `${name}.h5`), ({ attributes }) => {
      attributes.simulation_id = value;
    });
    expect(errorOf(() => readSimulationHeader(path))).toMatchObject({
      code: 'archive-parameter',
      message: `${path}: the attribute simulation_id ${says}`,
    });
  });
});

describe('a folder', () => {
  it('holds files with known endings in any case, folders in folders, and no resource forks', () => {
    const archive = join(folder, 'archive');
    mkdirSync(join(archive, 'sub.h5', 'deeper'), { recursive: true });
    for (const name of [
      'a.H5',
      'b.Nc',
      '._a.H5',
      'sub.h5/._c.h5',
      'sub.h5/c.hdf5',
      'sub.h5/deeper/d.CDF',
      'notes.txt',
    ]) {
      writeFileSync(join(archive, name), '');
    }
    const notes: string[] = [];
    const found = archiveFiles([archive], { ...silentReporter, note: (line) => notes.push(line) });
    expect(found).toEqual(['a.H5', 'b.Nc', 'sub.h5/c.hdf5', 'sub.h5/deeper/d.CDF'].map((name) => join(archive, name)));
    expect(notes).toEqual([
      `skipped ${join(archive, '._a.H5')} and 1 more: files that begin with ._ hold attributes of macOS, no simulations`,
    ]);
  });

  it('of resource forks only is empty', () => {
    const forks = join(folder, 'forks');
    mkdirSync(forks);
    writeFileSync(join(forks, '._a.h5'), '');
    expect(errorOf(() => archiveFiles([forks])).code).toBe('archive-missing');
  });
});
