import { describe, expect, it } from 'vitest';
import {
  boundaryHeatFluxes,
  diffusion,
  implicitChange,
  prepareImplicit,
  setConductivity,
} from '../../src/convection/energy/diffusion.js';
import { energySolver, stepEnergy } from '../../src/convection/energy/energy.js';
import { annulusGrid, areaMean, boxGrid, type Grid } from '../../src/convection/grid.js';
import { dependsOnTemperature, updateConductivity } from '../../src/convection/material/conductivity.js';
import { crustOfThickness } from '../../src/convection/material/crust.js';
import { stillFlow } from '../../src/convection/stokes/flow.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { cellField, conducted } from './helpers.js';
import { conductivity, innerRadius, nondimensionalTemperature, outerRadius, pressure } from './mars.js';

const held = { core: 1, surface: 0 };

describe('conduction with a conductivity that varies', () => {
  it('reaches the closed form of k = r² in the annulus at second order, whatever the grid', () => {
    // r k dT/dr is constant: T = (1/r² - 1/r_o²) / (1/r_i² - 1/r_o²).
    const error = (cells: number, stretching: number) => {
      const grid = annulusGrid(cells, 4, innerRadius, outerRadius, Math.PI / 2, stretching);
      const conduction = diffusion(grid);
      setConductivity(
        conduction,
        cellField(grid, (height) => (height + innerRadius) ** 2),
      );
      const solver = energySolver(conduction);
      const temperature = new Float64Array(cells * 4);
      const heating = new Float64Array(cells * 4);
      for (let step = 0; step < 400; step++) stepEnergy(solver, stillFlow(grid), heating, held, 0.05, 2, temperature);
      const span = innerRadius ** -2 - outerRadius ** -2;
      const exact = cellField(grid, (height) => ((height + innerRadius) ** -2 - outerRadius ** -2) / span);
      const fluxes = boundaryHeatFluxes(conduction, temperature, held);
      expect(fluxes.core * innerRadius).toBeCloseTo(fluxes.surface * outerRadius, 8);
      return areaMean(
        grid,
        exact.map((value, cell) => Math.abs(value - temperature[cell]!)),
      );
    };
    for (const stretching of [1, 3]) {
      const errors = [16, 32, 64].map((cells) => error(cells, stretching));
      expect(Math.log2(errors[0]! / errors[1]!)).toBeGreaterThan(1.8);
      expect(Math.log2(errors[1]! / errors[2]!)).toBeGreaterThan(1.9);
    }
  });

  it('approximates div(k ∇T) of a manufactured field at second order, and keeps the total', () => {
    const error = (cells: number) => {
      const grid = boxGrid(cells, cells, 1);
      const cosines = (z: number, x: number) => Math.cos(Math.PI * x) * Math.cos(Math.PI * z);
      const conduction = diffusion(grid);
      setConductivity(
        conduction,
        cellField(grid, (z, x) => 1 + 0.5 * cosines(z, x)),
      );
      const temperature = cellField(grid, cosines);
      const change = conducted(conduction, temperature, {}, 1);
      expect(Math.abs(areaMean(grid, change))).toBeLessThan(1e-12);
      // With T = c: div((1 + c/2) ∇c) = (1 + c/2) ∇²c + |∇c|² / 2.
      const exact = cellField(grid, (z, x) => {
        const c = cosines(z, x);
        const gradient =
          Math.PI ** 2 *
          ((Math.sin(Math.PI * x) * Math.cos(Math.PI * z)) ** 2 + (Math.cos(Math.PI * x) * Math.sin(Math.PI * z)) ** 2);
        return -2 * Math.PI ** 2 * c * (1 + 0.5 * c) + 0.5 * gradient;
      });
      return areaMean(
        grid,
        exact.map((value, cell) => Math.abs(value - change[cell]!)),
      );
    };
    const errors = [16, 32, 64].map(error);
    expect(Math.log2(errors[0]! / errors[1]!)).toBeGreaterThan(1.9);
    expect(Math.log2(errors[1]! / errors[2]!)).toBeGreaterThan(1.95);
  });

  it('carries heat along φ with a conductivity of its own', () => {
    const grid = boxGrid(4, 4, 1);
    const conduction = diffusion(grid);
    setConductivity(
      conduction,
      new Float64Array(16).fill(2),
      new Float64Array(16).fill(2),
      new Float64Array(16).fill(5),
    );
    const heating = (field: (z: number, x: number) => number) => conducted(conduction, cellField(grid, field), {}, 1);
    const along = heating((_, x) => x * x);
    const across = heating((z) => z * z);
    // Cells 5 and 6 lie inside: the second difference of a square is 2.
    expect(along[5]).toBeCloseTo(10, 12);
    expect(across[5]).toBeCloseTo(4, 12);
  });

  it('is stable and conserves at any step, with a rough conductivity', () => {
    const grid = annulusGrid(16, 20, innerRadius, outerRadius);
    const stream = randomStream(3);
    const conduction = diffusion(grid);
    setConductivity(
      conduction,
      cellField(grid, () => 0.2 + 2 * stream.uniform()),
    );
    for (const dt of [1e-5, 1e-4, 1e-3, 0.1]) {
      const temperature = cellField(grid, () => stream.uniform());
      const before = areaMean(grid, temperature);
      const start = deviation(grid, temperature);
      prepareImplicit(conduction, {}, dt);
      for (let step = 0; step < 30; step++) {
        conducted(conduction, temperature, {}, dt);
        const { change } = conduction.machine.arrays;
        implicitChange(conduction, change);
        for (let cell = 0; cell < 320; cell++) temperature[cell]! += change[cell]!;
        expect(deviation(grid, temperature)).toBeLessThan(start);
      }
      expect(areaMean(grid, temperature)).toBeCloseTo(before, 11);
    }
  });
});

function deviation(grid: Grid, field: Float64Array): number {
  const mean = areaMean(grid, field);
  return areaMean(
    grid,
    field.map((value) => (value - mean) ** 2),
  );
}

describe('the conductivity of Martian rock', () => {
  const grid = annulusGrid(34, 4, innerRadius, outerRadius);
  const layer = crustOfThickness(grid, 85e3 / 1.7e6);
  const field = (law: Parameters<typeof conductivity>[1], crust: number, kelvin: number) => {
    const empty = () => new Float64Array(34 * 4);
    const target = { lower: empty(), upper: empty(), azimuthal: empty() };
    const temperature = new Float64Array(34 * 4).fill(nondimensionalTemperature(kelvin));
    updateConductivity(grid, conductivity(grid, law, layer, crust), temperature, target);
    return target;
  };

  it('is 4 W/m/K in the mantle, 3 in the crust; where a cell holds both, in series along r and in parallel along φ', () => {
    const { lower, upper, azimuthal } = field('constant', 3, 1600);
    expect([lower[0], upper[0], azimuthal[0]]).toEqual([1, 1, 1]);
    expect([lower[33], upper[33], azimuthal[33]]).toEqual([0.75, 0.75, 0.75]);
    // Of the cell between 50 and 100 km the upper half is crust, and two fifths of the lower half.
    expect(upper[32]).toBe(0.75);
    expect(lower[32]).toBeCloseTo(1 / (0.4 / 0.75 + 0.6), 12);
    expect(azimuthal[32]).toBeCloseTo(0.7 * 0.75 + 0.3, 12);
    const uniform = field('constant', 4, 900);
    expect(new Set([...uniform.lower, ...uniform.upper, ...uniform.azimuthal])).toEqual(new Set([1]));
  });

  it('of the halves of a cell makes the conductance of a face: what lies between two centers, in series', () => {
    const box = boxGrid(4, 4, 1);
    const conduction = diffusion(box);
    const ones = new Float64Array(16).fill(1);
    const lower = cellField(box, (z) => (z > 0.5 && z < 0.75 ? 5 : 1));
    const upper = cellField(box, (z) => (z > 0.5 && z < 0.75 ? 2 : 1));
    setConductivity(conduction, lower, upper, ones);
    const { radialConductance } = conduction.machine.arrays;
    const resistances = [1, 2, 1 + 1 / 5, 1 / 2 + 1, 1];
    for (const [face, resistance] of resistances.entries()) {
      expect(radialConductance[face]).toBeCloseTo(0.25 / (0.125 * resistance), 13);
    }
  });

  it('follows Tosi et al. (2013) through olivine, wadsleyite and ringwoodite', () => {
    const { lower: k, upper, azimuthal } = field('pressure-and-temperature-dependent', 3, 1600);
    expect(azimuthal.subarray(0, 32)).toEqual(k.subarray(0, 32));
    expect(upper.subarray(0, 32)).toEqual(k.subarray(0, 32));
    const at = (i: number) => pressure(outerRadius - grid.rCell[i]!);
    expect(k[20]! * 4).toBeCloseTo((2.47 + 3.3e-10 * at(20)) * (300 / 1600) ** 0.48, 12);
    expect(k[8]! * 4).toBeCloseTo((3.81 + 3.4e-10 * at(8)) * (300 / 1600) ** 0.56, 12);
    expect(k[2]! * 4).toBeCloseTo((3.52 + 3.6e-10 * at(2)) * (300 / 1600) ** 0.61, 12);
    expect(field('pressure-and-temperature-dependent', 3, 300).lower[20]! / k[20]!).toBeCloseTo(
      (1600 / 300) ** 0.48,
      12,
    );
  });

  it('knows whether it changes with the temperature', () => {
    expect(dependsOnTemperature(conductivity(grid, 'constant', layer, 3))).toBe(false);
    expect(dependsOnTemperature(conductivity(grid, 'pressure-and-temperature-dependent', layer, 3))).toBe(true);
  });
});
