// From archive files to pictures.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSeries, readSimulationHeader, readTemperature } from '../../src/archive/simulation-reader.js';
import { writeSimulation } from '../../src/archive/simulation-writer.js';
import { runCampaign } from '../../src/campaign/campaign.js';
import { campaignParameters } from '../../src/campaign/campaign-parameters.js';
import { InterruptedError } from '../../src/foundation/errors.js';
import { silentReporter } from '../../src/foundation/reporter.js';
import { drawSimulation } from '../../src/query/draw-simulation.js';
import { readSimulatedEvolution } from '../../src/query/simulated-evolution.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';
import { tinyConfiguration } from '../pipeline/tiny-pipeline.js';

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
  it('has four moments with all fields, the series of the archive, and its parameters in words', async () => {
    const { moments, series, subtitle } = await readSimulatedEvolution(archive);
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
    expect(series.nusselt).toEqual(readSeries(readSimulationHeader(archive), ['nusselt_number']).nusselt_number);
    expect(subtitle).toMatch(/^η_ref .* Pa s, E \d+ kJ\/mol/);
  });

  it('has the moments and fields that are asked for', async () => {
    const { moments } = await readSimulatedEvolution(archive, { fields: ['temperature'], times: [0, 1e10, 1e17] });
    expect(moments.map(({ time }) => time)).toEqual([0, 2e16]);
    expect(Object.keys(moments[0]!.fields)).toEqual(['temperature']);
    const whole = await readSimulatedEvolution(archive, { fields: ['temperature'], times: 'all' });
    expect(whole.moments).toHaveLength(13);
  });

  it('of another code has its temperature only', async () => {
    const path = join(temporaryFolder(), 'foreign.h5');
    const r = Float64Array.of(1e6, 1.1e6, 1.2e6);
    const phi = Float64Array.of(0.1, 0.3);
    const temperature = new Float32Array(12).fill(1600);
    const rest = { id: 'theirs', parameters: { viscosity: 1 }, parameterUnits: {}, series: {}, solver: {} };
    writeSimulation(path, { ...rest, times: Float64Array.of(0, 1e16), r, phi, temperature });
    const { moments, series } = await readSimulatedEvolution(path);
    expect(Object.keys(moments[0]!.fields)).toEqual(['temperature']);
    expect(series.nusselt).toBeUndefined();
    await expect(readSimulatedEvolution(path, { fields: ['viscosity'] })).rejects.toThrow('does not say how its flow');
    const notes: string[] = [];
    const reporter = { ...silentReporter, note: (line: string) => notes.push(line) };
    const out = temporaryFolder();
    const files = await drawSimulation(path, out, { reporter });
    expect(files).toEqual([join(out, 'flow-theirs.svg'), join(out, 'flow-theirs.png')]);
    expect(readdirSync(out).sort()).toEqual(['flow-theirs.png', 'flow-theirs.svg']);
    expect(notes).toEqual([`${path} holds no series over time: only its fields are drawn`]);
  });

  it('whose rock melts has a flow only where the archive holds its depletion', async () => {
    const header = readSimulationHeader(archive);
    const configuration = JSON.stringify({ ...section.evolution, melting: true });
    const temperature = readTemperature(header, 0, 2);
    const data = { ...header, times: header.times.slice(0, 2), temperature, series: {}, solver: { configuration } };
    const path = join(temporaryFolder(), 'molten.h5');
    writeSimulation(path, data);
    expect(Object.keys((await readSimulatedEvolution(path)).moments[0]!.fields)).toEqual(['temperature']);
    const refused = readSimulatedEvolution(path, { fields: ['viscosity'] });
    await expect(refused).rejects.toThrow('the depletion that its melting needs');
    writeSimulation(path, { ...data, depletion: new Float32Array(temperature.length) });
    expect(Object.keys((await readSimulatedEvolution(path)).moments[0]!.fields)).toHaveLength(3);
  });

  it('is drawn into files', async () => {
    const out = temporaryFolder();
    const files = await drawSimulation(archive, out, { animated: ['temperature'], width: 120 });
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

  it('stops at Ctrl-C between two frames, and leaves only whole files', async () => {
    const out = temporaryFolder();
    const controller = new AbortController();
    const drawing = drawSimulation(archive, out, {
      fields: ['temperature'],
      animated: ['temperature'],
      width: 900,
      signal: controller.signal,
    });
    // Heard only when the event loop turns between frames: all thirteen frames take longer than this.
    const watch = setInterval(() => readdirSync(out).length === 4 && controller.abort(), 1);
    await expect(drawing).rejects.toBeInstanceOf(InterruptedError);
    clearInterval(watch);
    const names = readdirSync(out).map((name) => name.replace(/simulation-.*\./, '*.'));
    expect(names).toEqual(['flow-*.png', 'flow-*.svg', 'series-*.png', 'series-*.svg']);
    const aborted = drawSimulation(archive, temporaryFolder(), { signal: AbortSignal.abort() });
    await expect(aborted).rejects.toBeInstanceOf(InterruptedError);
  });
});
