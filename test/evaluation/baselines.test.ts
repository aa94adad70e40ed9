// What every baseline of the registry must do, and its values on three small simulations.
import { describe, expect, it } from 'vitest';
import type { Baseline, BaselineTask, SimulationSource } from '../../src/evaluation/baselines/baseline.js';
import { nearestSimulation } from '../../src/evaluation/baselines/nearest-neighbor.js';
import { baselineNamed, baselines } from '../../src/evaluation/baselines/registry.js';
import { trainingMean } from '../../src/evaluation/baselines/training-mean.js';

// Simulations of 1 x 2 cells, linear in time, written at different times; the last is held out.
const simulations = [
  { parameters: { viscosity: 1e19, temperature: 1600 }, times: Float64Array.of(0, 4, 10), slope: 10 },
  { parameters: { viscosity: 1e22, temperature: 1700 }, times: Float64Array.of(0, 5, 8), slope: 30 },
  { parameters: { viscosity: 1e20, temperature: 1690 }, times: Float64Array.of(0, 10), slope: 0 },
  { parameters: { viscosity: 4e21, temperature: 1690 }, times: Float64Array.of(2, 7, 10), slope: 20 },
];
const reads: number[] = [];
const source: SimulationSource = {
  r: Float64Array.of(1e6, 1.1e6),
  phi: Float64Array.of(0.1, 0.3),
  parameterNames: ['viscosity', 'temperature'],
  parameterScales: { viscosity: 'logarithmic', temperature: 'linear' },
  simulations,
  readTemperature: (simulation) => {
    reads.push(simulation);
    const { times, slope } = simulations[simulation]!;
    return Float32Array.from([...times].flatMap((time) => [1000 + slope * time, 500 - slope * time, 300, 280]));
  },
};
const task: BaselineTask = { source, training: [0, 1, 2], heldOut: 3 };

const snapshots = (rows: readonly (readonly [number, number])[]): number[] =>
  rows.flatMap(([first, second]) => [first, second, 300, 280]);

/** At the times 2, 7 and 10 of the held-out simulation. */
const expected: Record<string, number[]> = {
  // Slopes 10, 30 and 0; the second simulation ends at 8 and is constant from there.
  'training-mean': snapshots([
    [1000 + 80 / 3, 500 - 80 / 3],
    [1000 + 280 / 3, 500 - 280 / 3],
    [1000 + 340 / 3, 500 - 340 / 3],
  ]),
  // The second simulation, of 1e22 Pa s.
  'nearest-neighbor': snapshots([
    [1060, 440],
    [1210, 290],
    [1240, 260],
  ]),
  'horizontal-mean': [2, 7, 10].flatMap(() => [750, 750, 290, 290]),
};

describe.each(Object.entries<Baseline>(baselines))('the baseline %s', (name, baseline) => {
  it('has the values worked out by hand', () => {
    expect(baseline.predict(task)).toEqual(Float32Array.from(expected[name]!));
  });

  it('is the same from call to call and leaves its sources as they are', () => {
    expect(baseline.predict(task)).toEqual(baseline.predict(task));
  });

  it('reads the truth if it is a yardstick, and only then, and no simulation twice', () => {
    reads.length = 0;
    baseline.predict(task);
    expect(reads.includes(task.heldOut)).toBe(baseline.yardstick);
    expect(new Set(reads).size).toBe(reads.length);
  });

  it('has a label, a look and a definition, and is found by its name', () => {
    expect(baselineNamed(name)).toBe(baseline);
    expect(baseline.color).toMatch(/^#[0-9a-f]{6}$/);
    expect(baseline.dash).toMatch(/^\d+(,\d+)+$/);
    expect(baseline.meaning).not.toContain('\n');
  });
});

describe('baselines', () => {
  it('have names, labels, colors and dashes of their own', () => {
    for (const part of ['label', 'color', 'dash'] as const) {
      const parts = Object.values<Baseline>(baselines).map((baseline) => baseline[part]);
      expect(new Set(parts).size, part).toBe(parts.length);
    }
    expect(baselineNamed('constructor')).toBeUndefined();
  });

  it('need training simulations', () => {
    expect(() => trainingMean.predict({ ...task, training: [] })).toThrow('expected at least 1');
    expect(() => nearestSimulation({ ...task, training: [] })).toThrow('expected at least 1');
  });
});

describe('the nearest simulation', () => {
  const nearestTo = (
    parameters: Record<string, number>,
    { training = task.training, parameterScales = source.parameterScales } = {},
  ): number => {
    const heldOut = { parameters, times: Float64Array.of(0) };
    const asked = { ...source, parameterScales, simulations: [...simulations.slice(0, 3), heldOut] };
    return nearestSimulation({ ...task, training, source: asked });
  };

  it('is the one with the smallest normalized distance', () => {
    expect(nearestTo({ viscosity: 2e19, temperature: 1605 })).toBe(0);
    expect(nearestTo({ viscosity: 1e19, temperature: 1605 }, { training: [1, 2] })).toBe(2);
  });

  it('depends on the scale of the parameters', () => {
    const linear = { viscosity: 'linear', temperature: 'linear' } as const;
    expect(nearestTo({ viscosity: 4e21, temperature: 1690 })).toBe(1);
    expect(nearestTo({ viscosity: 4e21, temperature: 1690 }, { parameterScales: linear })).toBe(2);
  });

  it('names a missing parameter', () => {
    expect(() => nearestTo({ viscosity: 1e20 })).toThrow("no 'temperature'");
  });
});
