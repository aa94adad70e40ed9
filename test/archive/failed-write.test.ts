// A write that fails leaves the old file as it was and nothing beside it.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSimulationHeader, readTemperature } from '../../src/archive/simulation-reader.js';
import { writeSimulation } from '../../src/archive/simulation-writer.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { errorOf, sampleSimulation, scratchFolder } from './sample-simulations.js';

describe('a failing write', () => {
  it('leaves nothing when the data cannot be written', () => {
    const folder = scratchFolder();
    const sample = { ...sampleSimulation(1), series: { time: sampleSimulation(1).series.mean_temperature! } };
    const error = errorOf(() => writeSimulation(join(folder, 'sample.h5'), sample));
    expect(error).toMatchObject({ code: 'archive-not-written', exitCode: 1 });
    expect(error.message).toContain(join(folder, 'sample.h5'));
    expect(error.message).not.toContain('\n');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing when a part of the path is a file', () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'file'), '');
    const error = errorOf(() => writeSimulation(join(folder, 'file', 'sample.h5'), sampleSimulation(1)));
    expect(error).toMatchObject({ code: 'file-not-written', exitCode: 2 });
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('refuses temperatures that do not fill the grid', () => {
    const sample = { ...sampleSimulation(1), temperature: new Float32Array(7) };
    expect(() => writeSimulation(join(scratchFolder(), 'sample.h5'), sample)).toThrow('got 7 temperatures');
  });

  it('keeps the old file when the file system takes no more data', () => {
    const folder = scratchFolder();
    const path = join(folder, 'sample.h5');
    writeSimulation(path, sampleSimulation(1));
    const old = readFileSync(path);
    const size = { snapshots: 40, radial: 20, azimuthal: 30 };
    const noise = sampleSimulation(2, size);
    randomStream(1).fillUniform(noise.temperature);
    const input = join(scratchFolder(), 'noise.json');
    writeFileSync(input, JSON.stringify([...noise.temperature]));
    // A file size limit of 32 KiB stands in for a full disk; the file would take 80 KiB.
    const script = `
      process.on('SIGXFSZ', () => {});
      const { readFileSync } = await import('node:fs');
      const { writeSimulation } = await import(${JSON.stringify(join(process.cwd(), 'dist/archive/simulation-writer.js'))});
      const temperature = Float32Array.from(JSON.parse(readFileSync(${JSON.stringify(input)})));
      const axis = (length) => Float64Array.from({ length }, (_, index) => 1 + index);
      try {
        writeSimulation(${JSON.stringify(path)}, { id: 'noise', parameters: { a: 1 }, parameterUnits: {}, series: {},
          solver: {}, times: axis(40), r: axis(20), phi: axis(30), temperature });
        console.log('written');
      } catch (error) { console.log(error.code + ' ' + error.exitCode); }
    `;
    const command = `ulimit -f 64; exec "${process.execPath}" --input-type=module -e "$SCRIPT"`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], {
      encoding: 'utf8',
      env: { ...process.env, SCRIPT: script },
    });
    expect(stdout, stderr).toBe('archive-not-written 1\n');
    expect(readFileSync(path).equals(old)).toBe(true);
    expect(readdirSync(folder)).toEqual(['sample.h5']);
    expect(readTemperature(readSimulationHeader(path))).toEqual(sampleSimulation(1).temperature);
  });
});
