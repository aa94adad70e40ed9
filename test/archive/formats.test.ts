// What every format of archives promises, asked of each: the same simulation, read exactly, by whole and by slab.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, parse } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ArchiveFormat } from '../../src/archive/formats/format.js';
import { archiveFormats } from '../../src/archive/formats/registry.js';
import {
  readDepletion,
  readSeries,
  readSimulationHeader,
  readTemperature,
} from '../../src/archive/simulation-reader.js';
import { TharsisError } from '../../src/foundation/errors.js';
import { exampleSimulation } from './example-simulation.js';
import { errorOf } from './sample-simulations.js';

const folder = mkdtempSync(join(tmpdir(), 'tharsis-formats-'));
const { temperature, depletion: _none, series, ...example } = exampleSimulation;
const cells = example.r.length * example.phi.length;

/** A file of the example: written by the format, or, where it only reads, made by another library (fixtures/NAME.*). */
function exampleFile({ name, extensions, write }: ArchiveFormat): string {
  if (write !== undefined) {
    const path = join(folder, `${name}.${extensions[0]}`);
    write(path, exampleSimulation);
    return path;
  }
  const fixtures = join(import.meta.dirname, 'fixtures');
  const file = readdirSync(fixtures).find((candidate) => parse(candidate).name === name);
  if (file === undefined) {
    throw new Error(`exampleFile(): the format ${name} does not write; put exampleSimulation into fixtures/${name}.*`);
  }
  return join(fixtures, file);
}

describe.each(archiveFormats.map((format) => [format.name, format] as const))('the format %s', (name, format) => {
  let path: string;
  let bytes: Buffer;
  beforeAll(() => {
    path = exampleFile(format);
    bytes = readFileSync(path);
  });

  it('is recognized, and no other format takes its files', () => {
    expect(readSimulationHeader(path).format).toBe(name);
    expect(archiveFormats.filter((other) => other.recognizes(path, bytes.subarray(0, 16)))[0]).toBe(format);
    expect(format.extensions.some((extension) => path.endsWith(`.${extension}`))).toBe(true);
  });

  it('gives coordinates, parameters with units and scales, and provenance', () => {
    expect(readSimulationHeader(path)).toMatchObject({
      id: example.id,
      file: path,
      parameters: example.parameters,
      parameterUnits: example.parameterUnits,
      parameterScales: example.parameterScales,
      times: example.times,
      r: example.r,
      phi: example.phi,
      ghostLayers: [0, 0, 0, 0],
      solver: example.solver,
    });
  });

  it('gives every temperature bit by bit, by slabs as by the whole', () => {
    const header = readSimulationHeader(path);
    expect(readTemperature(header)).toEqual(temperature);
    for (let start = 0; start <= example.times.length; start++) {
      for (let stop = start + 1; stop <= example.times.length; stop++) {
        expect(readTemperature(header, start, stop)).toEqual(temperature.slice(start * cells, stop * cells));
      }
    }
  });

  it('gives the series it has, and leaves out what it has not', () => {
    const header = readSimulationHeader(path);
    const read = readSeries(header, ['mean_temperature', 'nusselt_number']);
    expect(read).toEqual(format.readSeries ? { mean_temperature: series.mean_temperature!.values } : {});
    expect(readDepletion(header)).toBeUndefined();
  });

  it('writes what it reads, where it writes', () => {
    if (format.write === undefined) return;
    const copy = join(folder, `copy${extname(path)}`);
    format.write(copy, exampleSimulation);
    const header = readSimulationHeader(copy);
    expect(readTemperature(header)).toEqual(temperature);
    expect(header).toEqual({ ...readSimulationHeader(path), file: copy });
  });

  it('refuses a file with another signature, naming it', () => {
    const other = join(folder, `other-${name}${extname(path)}`);
    writeFileSync(other, Buffer.concat([Buffer.from('????'), bytes.subarray(4)]));
    const error = errorOf(() => readSimulationHeader(other));
    expect(error).toMatchObject({ code: 'archive-format', exitCode: 2 });
    expect(error.message).toContain(other);
    expect(error.message).toContain(name);
  });

  it('refuses a file that was cut, anywhere, in one line', () => {
    const cut = join(folder, `cut-${name}${extname(path)}`);
    for (let length = 0; length < bytes.length; length += length < 64 ? 1 : 37) {
      writeFileSync(cut, bytes.subarray(0, length));
      let outcome: unknown;
      try {
        outcome = readTemperature(readSimulationHeader(cut));
      } catch (error) {
        outcome = error;
      }
      expect(outcome, `cut at ${length} of ${bytes.length}`).toBeInstanceOf(TharsisError);
      const { message, remedy, exitCode, code } = outcome as TharsisError;
      expect(message).toContain(cut);
      expect(`${message}${remedy}`).not.toContain('\n');
      expect(exitCode).toBe(2);
      expect(['archive-format', 'archive-truncated', 'archive-unreadable']).toContain(code);
    }
  });
});

describe('the registry of formats', () => {
  it('has no name twice', () => {
    const names = archiveFormats.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
