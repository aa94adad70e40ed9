// From archive files to pictures.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSimulationHeader } from '../../src/archive/simulation-reader.js';
import { writeSimulation } from '../../src/archive/simulation-writer.js';
import { runCampaign } from '../../src/pipeline/campaign/campaign.js';
import { drawSimulation } from '../../src/pipeline/draw-simulation.js';
import { nusseltNumber, readSimulatedEvolution } from '../../src/pipeline/simulated-evolution.js';
import { campaignParameters } from '../../src/pipeline/stages/simulate.js';
import { temporaryFolder } from './temporary-folder.js';
import { tinyConfiguration } from './tiny-pipeline.js';

const section = { ...tinyConfiguration().simulate!, count: 1 };
const folder = temporaryFolder();
let archive: string;
beforeAll(async () => {
  const { finished } = await runCampaign(campaignParameters(section, 3), section.evolution, {
    folder,
    threads: 1,
    signal: new AbortController().signal,
  });
  archive = finished[0]!.file;
});

describe('a simulation for pictures', () => {
  it('has four moments with all fields, the series of the archive, and its parameters in words', () => {
    const { moments, series, subtitle } = readSimulatedEvolution(archive);
    const { times } = readSimulationHeader(archive);
    const wanted = [1 / 9, 1 / 3, 2 / 3, 1].map((fraction) => fraction * times.at(-1)!);
    expect(moments.length).toBe(4);
    for (const [index, { time, fields }] of moments.entries()) {
      const nearest = Math.min(...times.map((known) => Math.abs(known - wanted[index]!)));
      expect(Math.abs(time - wanted[index]!)).toBe(nearest);
      expect(Object.keys(fields)).toEqual(['temperature', 'viscosity', 'stream-function']);
      expect(Math.min(...fields.viscosity!)).toBeGreaterThanOrEqual(1e18 * 0.999);
    }
    expect(Object.values(series).map((values) => values.length)).toEqual(Array(7).fill(13));
    expect(subtitle).toMatch(/^η_ref .* Pa s, E \d+ kJ\/mol/);
  });

  it('has the moments and fields that are asked for', () => {
    const { moments } = readSimulatedEvolution(archive, { fields: ['temperature'], times: [0, 1e10, 1e17] });
    expect(moments.map(({ time }) => time)).toEqual([0, 2e16]);
    expect(Object.keys(moments[0]!.fields)).toEqual(['temperature']);
    expect(readSimulatedEvolution(archive, { fields: ['temperature'], times: 'all' }).moments).toHaveLength(13);
  });

  it('of another code has its temperature only', () => {
    const path = join(temporaryFolder(), 'foreign.h5');
    const r = Float64Array.of(1e6, 1.1e6, 1.2e6);
    const phi = Float64Array.of(0.1, 0.3);
    const temperature = new Float32Array(12).fill(1600);
    const rest = { id: 'theirs', parameters: { viscosity: 1 }, parameterUnits: {}, series: {}, solver: {} };
    writeSimulation(path, { ...rest, times: Float64Array.of(0, 1e16), r, phi, temperature });
    const { moments, series } = readSimulatedEvolution(path);
    expect(Object.keys(moments[0]!.fields)).toEqual(['temperature']);
    expect(series.nusselt).toBeUndefined();
    expect(() => readSimulatedEvolution(path, { fields: ['viscosity'] })).toThrow('does not tell how its flow');
  });

  it('is drawn into files', () => {
    const out = temporaryFolder();
    const files = drawSimulation(archive, out, { animated: ['temperature'], width: 120 });
    expect(files.map((file) => file.slice(out.length + 1).replace(/simulation-.*\./, '*.'))).toEqual([
      'flow-*.svg',
      'flow-*.png',
      'series-*.svg',
      'series-*.png',
      'temperature-*.png',
    ]);
    expect(files.every((file) => existsSync(file))).toBe(true);
    const animation = readFileSync(files[4]!);
    expect(animation.readUInt32BE(animation.indexOf('acTL') + 4)).toBe(13);
  });
});

it('counts Nu = 1 for steady conduction through a shell', () => {
  const r = Float64Array.from({ length: 100 }, (_, i) => 1e6 + (i + 0.5) * 1e4);
  // T = T_i - (T_i - T_o) ln(r/r_i) / ln(r_o/r_i) with k = 4 W/m/K and 250 K outside.
  const flux = (4 * (2000 - 250)) / (2e6 * Math.log(2));
  expect(nusseltNumber(r, Float64Array.of(2000), Float64Array.of(flux))[0]).toBeCloseTo(1, 12);
});
