// An archive larger than the memory it is given is read by slabs: resident memory does not grow with it.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeSimulation } from '../../src/archive/simulation-writer.js';
import { ingestSamples, sampleSimulation, scratchFolder } from './sample-simulations.js';

const MIB = 2 ** 20;
const size = { snapshots: 160, radial: 128, azimuthal: 256 };
const simulations = 3;
const fieldBytes = 4 * size.snapshots * size.radial * size.azimuthal;

interface Reading {
  /** Highest resident memory over that at opening, bytes, in each of two passes through the archive. */
  readonly growth: readonly number[];
  readonly means: readonly number[];
}

/**
 * Opens the dataset in a process of its own and reads it through twice by 16 snapshots. Garbage is collected before
 * memory is looked at: when the runtime would do so by itself depends on the load of the machine.
 */
function readThrough(manifest: string, memory: number): Reading {
  const script = `
    const { openDataset } = await import(${JSON.stringify(join(process.cwd(), 'dist/archive/dataset.js'))});
    const dataset = openDataset(${JSON.stringify(manifest)}, { memory: ${memory} });
    const before = process.memoryUsage.rss();
    const growth = [0, 0];
    const means = [];
    for (let pass = 0; pass < growth.length; pass++) {
      for (const [index, { times }] of dataset.simulations.entries()) {
        let sum = 0;
        let count = 0;
        for (let start = 0; start < times.length; start += 16) {
          const slab = dataset.readTemperature(index, start, start + 16);
          for (const value of slab) sum += value;
          count += slab.length;
          gc();
          growth[pass] = Math.max(growth[pass], process.memoryUsage.rss() - before);
        }
        means[index] = sum / count;
      }
    }
    console.log(JSON.stringify({ growth, means }));
  `;
  const options = ['--expose-gc', '--max-old-space-size=48', '--input-type=module', '-e', script];
  return JSON.parse(execFileSync(process.execPath, options, { encoding: 'utf8' })) as Reading;
}

it('streams an archive of 60 MiB with bounded memory, and keeps it when it is allowed to', async () => {
  const folder = scratchFolder();
  const expected: number[] = [];
  const paths = Array.from({ length: simulations }, (_, seed) => {
    const path = join(folder, `${seed}.h5`);
    const sample = sampleSimulation(seed, size);
    const { temperature } = sample;
    // A pattern that float32 holds exactly and gzip packs quickly.
    for (let index = 0; index < temperature.length; index++) temperature[index] = 1000 + 64 * seed + (index % 509);
    expected.push(temperature.reduce((sum, value) => sum + value, 0) / temperature.length);
    writeSimulation(path, sample);
    return path;
  });
  const manifest = join(folder, 'manifest.json');
  await ingestSamples(paths, manifest);
  expect(simulations * fieldBytes).toBe(60 * MIB);

  const streamed = readThrough(manifest, 16 * MIB);
  expect(streamed.means).toEqual(expected);
  // The HDF5 library takes its share in the first pass: 20 to 36 MiB on a quiet machine, 41 under load. A pass that kept
  // what it read would add the 60 MiB of the archive to it; measured differences are up to 4 MiB either way.
  const [first, second] = streamed.growth;
  expect(first).toBeLessThan(simulations * fieldBytes);
  expect(second! - first!).toBeLessThan(12 * MIB);

  const kept = readThrough(manifest, 128 * MIB);
  expect(kept.means).toEqual(expected);
  expect(kept.growth[1]).toBeGreaterThan((simulations - 1) * fieldBytes);
});
