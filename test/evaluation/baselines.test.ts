import { describe, expect, it } from 'vitest';
import {
  nearestSimulation,
  type SimulationSource,
  simulationFieldsAt,
  trainingMeanField,
} from '../../src/evaluation/baselines.js';

// Two simulations of two cells, linear in time, written at different times.
const source: SimulationSource = {
  simulations: [
    { parameters: { viscosity: 1e19, temperature: 1600 }, times: Float64Array.of(0, 4, 10) },
    { parameters: { viscosity: 1e22, temperature: 1700 }, times: Float64Array.of(0, 5, 8) },
    { parameters: { viscosity: 1e20, temperature: 1690 }, times: Float64Array.of(0, 10) },
  ],
  readTemperature: (simulation) =>
    Float32Array.from(source.simulations[simulation]!.times.length === 3 ? rows(simulation) : [1, 1, 1, 1]),
};

function rows(simulation: number): number[] {
  const slope = simulation === 0 ? 10 : 30;
  return [...source.simulations[simulation]!.times].flatMap((time) => [1000 + slope * time, 500 - slope * time]);
}

describe('training-mean field', () => {
  it('averages simulations with different time grids at the query times', () => {
    expect([...trainingMeanField(source, [0, 1], 2, Float64Array.of(2, 7))]).toEqual([1040, 460, 1140, 360]);
    expect([...trainingMeanField(source, [0, 1], 2, Float64Array.of(0))]).toEqual([1000, 500]);
  });

  it('holds a simulation after its end', () => {
    // At 10 the second simulation is held at its value of time 8.
    const fields = trainingMeanField(source, [0, 1], 2, Float64Array.of(10));
    expect([...fields]).toEqual([(1100 + 1240) / 2, (400 + 260) / 2]);
  });

  it('reads every simulation once, whatever the number of times', () => {
    let reads = 0;
    const counting: SimulationSource = {
      ...source,
      readTemperature: (simulation) => {
        reads++;
        return source.readTemperature(simulation);
      },
    };
    trainingMeanField(counting, [0, 1], 2, Float64Array.of(1, 2, 3));
    expect(reads).toBe(2);
  });
});

describe('nearest simulation', () => {
  const names = ['viscosity', 'temperature'];

  it('is the one with the smallest normalized distance', () => {
    expect(nearestSimulation(source, [0, 1, 2], { viscosity: 2e19, temperature: 1605 }, names, ['viscosity'])).toBe(0);
    expect(nearestSimulation(source, [1, 2], { viscosity: 1e19, temperature: 1605 }, names, ['viscosity'])).toBe(2);
  });

  it('depends on the logarithm', () => {
    const query = { viscosity: 4e21, temperature: 1690 };
    expect(nearestSimulation(source, [0, 1, 2], query, names, ['viscosity'])).toBe(1);
    expect(nearestSimulation(source, [0, 1, 2], query, names, [])).toBe(2);
  });

  it('gives its fields at the query times', () => {
    expect([...simulationFieldsAt(source, 1, Float64Array.of(2.5, 6))]).toEqual([1075, 425, 1180, 320]);
  });

  it('names a missing parameter', () => {
    expect(() => nearestSimulation(source, [0, 1], { viscosity: 1e20 }, names, [])).toThrow("no 'temperature'");
  });
});
