import { describe, expect, it } from 'vitest';
import { resolveEvolution } from '../../src/convection/evolution/evolution-config.js';
import { boundaryLayers, coarseGridWarning } from '../../src/convection/evolution/resolution.js';
import { exampleParameters as parameters } from './example-parameters.js';

const vigorous = { ...parameters, referenceViscosity: 1e20 };
const grid = (radial: number, azimuthal: number, stretching: number) =>
  resolveEvolution({ cells: { radial, azimuthal }, stretching });

describe('boundary layers of an evolution', () => {
  it('have the local critical Rayleigh number: they grow with the cube root of the viscosity', () => {
    const layers = boundaryLayers(parameters, grid(64, 84, 1));
    const thinner = boundaryLayers(
      { ...parameters, referenceViscosity: parameters.referenceViscosity / 8 },
      grid(64, 84, 1),
    );
    expect(layers.map(({ place }) => place)).toEqual(['under the lid', 'above the core']);
    for (const [index, { thickness }] of layers.entries()) {
      expect(thickness / thinner[index]!.thickness).toBeCloseTo(2, 12);
    }
  });

  it('are counted in the cells that are there: at the core by the smallest of a stretched grid', () => {
    const [, uniform] = boundaryLayers(parameters, grid(64, 84, 1));
    const [, stretched] = boundaryLayers(parameters, grid(64, 84, 3));
    expect(uniform!.cells).toBeCloseTo(uniform!.thickness / (1.7e6 / 64), 9);
    expect(stretched!.cells).toBeGreaterThan(2 * uniform!.cells);
    expect(stretched!.thickness).toBe(uniform!.thickness);
  });

  it('are absent above a core that is no hotter than the mantle', () => {
    const layers = boundaryLayers({ ...parameters, initialTemperature: 2250 }, grid(64, 84, 1));
    expect(layers.map(({ place }) => place)).toEqual(['under the lid']);
  });

  it('make a warning of grids whose profiles were measured to be far off, and of no default', () => {
    expect(coarseGridWarning([parameters, vigorous], grid(64, 84, 3))).toBeUndefined();
    expect(coarseGridWarning([vigorous], grid(48, 64, 3))).toBeUndefined();
    expect(coarseGridWarning([parameters], grid(40, 52, 3))).toBeUndefined();
    expect(coarseGridWarning([parameters, vigorous, vigorous], grid(40, 52, 3))).toMatch(
      /^40 x 52 cells are coarse for 2 of 3 evolutions: at a reference viscosity of 1\.0e\+20 Pa s the boundary layer under the lid is \d+ km thick, [\d.]+ cells /,
    );
    expect(coarseGridWarning([parameters], grid(32, 42, 1))).toContain('above the core');
  });
});
