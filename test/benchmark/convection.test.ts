import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { convectionSuite, fractionOf, timedPhysics } from '../../src/benchmark/convection-suite.js';
import { type ConvectionMeasurement, scalingExponent } from '../../src/benchmark/measure-convection.js';
import { threadSeconds } from '../../src/benchmark/thread-seconds.js';
import { partOfFile, partOfFunction, timeShares } from '../../src/benchmark/time-shares.js';
import { wholeOverBeginning } from '../../src/benchmark/whole-evolution.js';
import { defaultEvolution } from '../../src/convection/evolution/evolution-config.js';
import { describeEnvironment, type Provenance } from '../../src/runs/environment.js';
import { startTharsis } from '../cli/run-tharsis.js';

const frame = (functionName: string, url: string) => ({
  functionName,
  url,
  scriptId: '1',
  lineNumber: 0,
  columnNumber: 0,
});

describe('the convection suite', () => {
  it('has four grids at three viscosities, whole evolutions where asked', () => {
    const names = convectionSuite(false, 'default').map(({ name }) => name);
    expect(names).toHaveLength(12);
    expect(names[0]).toBe('32x42-1e20');
    expect(names.at(-1)).toBe('302x394-1e22');
    expect(convectionSuite(false, 'default').at(-1)!.intervals).toBeLessThan(100);
    expect(convectionSuite(true, 'default').every(({ intervals }) => intervals === 100)).toBe(true);
    expect(fractionOf(100)).toBe(1);
    expect(fractionOf(25)).toBe(0.125);
    expect(timedPhysics[convectionSuite(false, 'default')[0]!.physics]).toBe(defaultEvolution);
  });

  it('sorts samples by function, then by file', () => {
    const frames = [
      frame('forward', 'wasm://wasm/abc'),
      frame('factorizeFront', 'wasm://wasm/abc'),
      frame('advect', 'file:///dist/convection/energy/advection.js'),
      frame('updateViscosity', 'file:///dist/convection/material/viscosity.js'),
      frame('goAlong', 'wasm://wasm/def'),
      frame('constructor', 'file:///dist/convection/evolution/planet.js'),
      frame('raise', 'wasm://wasm/fed'),
      frame('updateConductivity', 'file:///dist/convection/material/conductivity.js'),
      frame('overColumns', 'file:///dist/convection/kernels/energy-arrays.js'),
      frame('frontKernels', 'file:///dist/convection/kernels/front-kernels.js'),
    ];
    const shares = timeShares({
      nodes: frames.map((callFrame, id) => ({ id, callFrame })),
      startTime: 0,
      endTime: 42,
      samples: [0, 1, 2, 3, 4, 5, 0, 6, 7, 8, 9],
      timeDeltas: [4, 2, 3, 1, 1, 1, 4, 5, 6, 7, 8],
    });
    const expected = { substitution: 8, factorization: 10, energy: 21, assembly: 1, iteration: 1, rest: 1 };
    for (const [part, time] of Object.entries(expected)) expect(shares).toHaveProperty(part, time / 42);
  });

  it('sorts by functions and files that exist', () => {
    const sources = readdirSync('src/convection', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join('src/convection', file));
    const text = sources.map((file) => readFileSync(file, 'utf8')).join('\n');
    // In WebAssembly, as a function, or as a method.
    const isDefined = (name: string) =>
      new RegExp(`(?:module\\.define|arrayFunction)\\('${name}'|function ${name}\\(|^ +${name}\\(.*\\) \\{$`, 'm').test(
        text,
      );
    expect(isDefined('factorise')).toBe(false);
    expect([...partOfFunction.keys()].filter((name) => !isDefined(name))).toEqual([]);
    const fileOf = (part: string) => sources.find((file) => `/${file}`.includes(part));
    expect(partOfFile.filter(([part]) => fileOf(part) === undefined)).toEqual([]);
  });

  it('takes each share of the beginning as many times as the whole evolution has of it', () => {
    const shares = { assembly: 0.1, factorization: 0.2, substitution: 0.25, iteration: 0.15, energy: 0.2, rest: 0.1 };
    const beginning = { steps: 100, iterations: 400, factorizations: 10 };
    const whole = { steps: 1000, iterations: 1600, factorizations: 20 };
    expect(wholeOverBeginning(shares, beginning, whole)).toBeCloseTo(0.4 * 10 + 0.4 * 4 + 0.2 * 2, 12);
    expect(wholeOverBeginning(shares, whole, whole)).toBeCloseTo(1, 12);
  });

  it.skipIf(process.platform !== 'linux')('counts the processor time of its thread only', async () => {
    const began = threadSeconds()!;
    await new Promise((resolve) => setTimeout(resolve, 100));
    const waited = threadSeconds()!;
    expect(waited - began).toBeLessThan(0.05);
    // Work counts; reading the clock is work of at least a microsecond.
    for (let turn = 0; turn < 1e6 && threadSeconds()! - waited < 0.1; turn++);
    expect(threadSeconds()! - waited).toBeGreaterThanOrEqual(0.1);
  });

  it('fits the exponent of cells', () => {
    const at = (radial: number, azimuthal: number) =>
      ({
        cells: [radial, azimuthal],
        secondsPerStep: 3e-7 * (radial * azimuthal) ** 1.3,
      }) as unknown as ConvectionMeasurement;
    expect(scalingExponent([at(10, 10), at(20, 30), at(50, 80)])).toBeCloseTo(1.3, 12);
    expect(scalingExponent([at(10, 10)])).toBeUndefined();
  });
});

describe('tharsis bench convection', () => {
  it('measures a case: figures that belong together, shares that add up', async () => {
    const { code, stdout } = await startTharsis(
      ['bench', 'convection', '--only', '32x42-1e22', '--physics', 'boussinesq', '--json'],
      process.cwd(),
    );
    expect(code).toBe(0);
    const { provenance, results } = JSON.parse(stdout) as { provenance: Provenance; results: ConvectionMeasurement[] };
    expect(provenance).toMatchObject({
      ...describeEnvironment(),
      command: expect.arrayContaining(['bench', 'convection']),
    });
    expect(provenance.date).toMatch(/^\d{4}-\d{2}-\d{2}T/);
    const result = results[0]!;
    expect(result).toMatchObject({
      name: '32x42-1e22',
      cells: [32, 42],
      physics: 'boussinesq',
      referenceViscosity: 1e22,
      measuredFraction: 1,
    });
    expect(result.secondsPerEvolution).toBe(result.seconds);
    expect(result.secondsPerStep * result.steps).toBeCloseTo(result.seconds, 9);
    expect(result.cellUpdatesPerSecond * result.secondsPerStep).toBeCloseTo(32 * 42, 6);
    const shares = Object.values(result.shares);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    // Samples fall into functions whose names are known. A single part may be too short to be sampled.
    expect(result.shares.rest).toBeLessThan(1);
  });

  it('names the nearest case', async () => {
    const { code, stderr } = await startTharsis(['bench', 'convection', '--only', '32x42-1e23'], process.cwd());
    expect(code).toBe(2);
    expect(stderr).toContain("'32x42-1e23'");
    expect(stderr).toMatch(/32x42-1e2[012]/);
  });
});
