// The perturbation of the initial temperature: as it always was by default, another realization for each seed.
import { describe, expect, it } from 'vitest';
import { simulateEvolution } from '../../src/convection/evolution/evolution.js';
import { defaultEvolution, resolveEvolution } from '../../src/convection/evolution/evolution-config.js';
import { evolutionGrid, initialTemperatureField } from '../../src/convection/evolution/initial-field.js';
import { azimuthalWaves } from '../../src/convection/evolution/perturbation.js';
import { planetOf } from '../../src/convection/planets/planet-choice.js';
import { scalesOf } from '../../src/convection/scales.js';
import { errorOf } from '../archive/sample-simulations.js';
import { exampleParameters as parameters } from './example-parameters.js';

const cells = { radial: 8, azimuthal: 21 };
const grid = evolutionGrid(scalesOf(planetOf(defaultEvolution.planet)), { ...defaultEvolution, cells });
const waves = (settings: object) => azimuthalWaves(grid, resolveEvolution({ perturbation: settings }).perturbation);

describe('the perturbation of the initial temperature', () => {
  it('is by default the sum of three cosines that it has always been, to the last bit', () => {
    const width = grid.azimuthal * grid.dphi;
    const expected = grid.phiCell.map((phi) =>
      [[2, 0.4] as const, [3, 0.35] as const, [5, 0.25] as const].reduce(
        (sum, [mode, weight]) => sum + weight * Math.cos((mode * Math.PI * phi) / width),
        0,
      ),
    );
    expect(waves({})).toEqual(expected);
  });

  it('is the same for the same seed, another for another, and scales with nothing but the amplitude', () => {
    expect(waves({ seed: 7 })).toEqual(waves({ seed: 7 }));
    expect(waves({ seed: 7 })).not.toEqual(waves({ seed: 8 }));
    expect(waves({ seed: 7 })).not.toEqual(waves({}));
    expect(waves({ seed: 7, amplitude: 3 })).toEqual(waves({ seed: 7 }));
  });

  it('keeps the draw of a mode when others join it', () => {
    const ratio = (modes: number[]) => {
      const both = waves({ seed: 5, modes: modes.map((mode) => ({ mode, weight: 1 })) });
      const part = (mode: number) =>
        both.reduce((sum, wave, j) => sum + wave * Math.cos((mode * Math.PI * (j + 0.5)) / cells.azimuthal), 0);
      return part(4) / part(2);
    };
    expect(ratio([2, 4, 7])).toBeCloseTo(ratio([4, 2]), 10);
  });

  it('has no mean over the sector', () => {
    for (const settings of [{}, { seed: 1 }, { seed: 2, modes: [{ mode: 1, weight: 1 }] }]) {
      expect(Math.abs(waves(settings).reduce((sum, wave) => sum + wave, 0))).toBeLessThan(1e-12);
    }
  });

  it('has exactly its amplitude: at φ = 0 as given, in the column of the largest deviation as drawn', () => {
    for (const seed of [0, 1, 2, 3]) expect(Math.max(...waves({ seed }).map(Math.abs))).toBe(1);
    const one = waves({ modes: [{ mode: 2, weight: 5 }] });
    expect(one[0]).toBeCloseTo(Math.cos((2 * Math.PI * 0.5) / cells.azimuthal), 14);
    const field = (amplitude: number) =>
      initialTemperatureField(parameters, { cells, perturbation: { seed: 3, amplitude } });
    const [flat, wavy] = [field(0), field(50)];
    const largest = Math.max(...wavy!.map((value, cell) => Math.abs(value - flat![cell]!)));
    const profile = Math.max(...grid.rCell.map((r) => Math.sin(Math.PI * (r - grid.rNode[0]!))));
    expect(largest / (50 * profile)).toBeCloseTo(1, 5);
  });

  it('is read from the earlier key perturbationAmplitude as well', () => {
    const earlier = resolveEvolution({ perturbationAmplitude: 35 } as object);
    expect(earlier).toEqual(resolveEvolution({ perturbation: { amplitude: 35 } }));
    const both = { perturbationAmplitude: 35, perturbation: {} };
    expect(() => resolveEvolution(both as object)).toThrow('evolution.perturbationAmplitude is 35');
  });

  it('has its full amplitude in the highest mode that the grid resolves, drawn or not', () => {
    const modes = [{ mode: cells.azimuthal - 1, weight: 1 }];
    for (const seed of [undefined, 1]) {
      expect(Math.max(...waves({ modes, seed }).map(Math.abs))).toBeGreaterThan(0.99);
    }
  });

  it('is refused where the grid does not resolve a mode, or there is no mode', () => {
    const refused =
      (...modes: number[]) =>
      () =>
        resolveEvolution({ cells, perturbation: { modes: modes.map((mode) => ({ mode, weight: 1 })) } });
    for (const mode of [cells.azimuthal, cells.azimuthal + 1, 2 * cells.azimuthal]) {
      expect(refused(2, mode)).toThrow(`evolution.perturbation is {"mode":${mode},"weight":1}`);
    }
    expect(refused(cells.azimuthal - 1)).not.toThrow();
    expect(refused(0)).toThrow('evolution.perturbation.modes.0.mode is 0');
    expect(refused()).toThrow('evolution.perturbation.modes is []');
  });

  it('is refused where rock would be colder than 0 K or vaporize', () => {
    const start = (amplitude: number) =>
      errorOf(() => simulateEvolution(parameters, { cells, stretching: 1, perturbation: { amplitude } }));
    expect(start(1e5)).toMatchObject({
      code: 'convection-config',
      exitCode: 2,
      message: 'evolution.perturbation.amplitude is 100000',
      remedy: 'give kelvins from 0 to 10000',
    });
    expect(start(9000)).toMatchObject({
      code: 'convection-start',
      exitCode: 2,
      message: 'the temperature at the start is 10258 K in a cell, with a perturbation.amplitude of 9000 K',
      remedy: 'give an amplitude and an initial state that keep all temperatures between 0 and 10000 K',
    });
  });

  it('does not matter where its amplitude is 0', () => {
    const coarse = { cells: { radial: 8, azimuthal: 4 } };
    expect(() => resolveEvolution(coarse)).toThrow('evolution.perturbation is {"mode":5,"weight":0.25}');
    expect(() => resolveEvolution({ ...coarse, perturbation: { amplitude: 0 } })).not.toThrow();
  });
});
