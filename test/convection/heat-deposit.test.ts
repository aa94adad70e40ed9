import { describe, expect, it } from 'vitest';
import { boundaryHeatFluxes, diffusion, setConductivity } from '../../src/convection/energy/diffusion.js';
import { energySolver, stepEnergy } from '../../src/convection/energy/energy.js';
import { depositHeat, noHeat, residualShare } from '../../src/convection/energy/heat-deposit.js';
import { annulusGrid, boxGrid, type Grid } from '../../src/convection/grid.js';
import { crustOfThickness } from '../../src/convection/material/crust.js';
import { stillFlow } from '../../src/convection/stokes/flow.js';
import { cylinder } from '../../src/foundation/geometries/cylinder.js';
import type { Geometry } from '../../src/foundation/geometries/geometry.js';
import { sphericalAnnulus } from '../../src/foundation/geometries/spherical-annulus.js';
import { cellField, totalHeat } from './helpers.js';
import { innerRadius, outerRadius, scales } from './mars.js';

function depositor(grid: Grid) {
  const conduction = diffusion(grid);
  return (thickness: number, enrichment: number, concentration?: Float64Array) => {
    const heat = noHeat(grid);
    const crust = crustOfThickness(grid, thickness);
    const mantle = residualShare(grid, enrichment, crust);
    depositHeat(conduction, { crust, crustConductivity: 1, mantle, concentration }, 1, heat);
    return { ...heat, mantle, crust };
  };
}

describe('deposited heat', () => {
  it('is moved by the crustal enrichment, not changed in total, wherever the base of the crust lies', () => {
    for (const grid of [
      annulusGrid(32, 4, innerRadius, outerRadius),
      annulusGrid(20, 4, innerRadius, outerRadius, Math.PI, 3),
      boxGrid(8, 3, 2),
      annulusGrid(24, 4, 1, 2, Math.PI / 2, 1, sphericalAnnulus),
    ]) {
      const deposited = depositor(grid);
      for (const enrichment of [1, 10, 50]) {
        for (const thickness of [0, 0.004, 64e3 / scales.depth, 1 / 16, 1 / 4, 0.9, 0.999, 1]) {
          const concentration = cellField(grid, (height, phi) => 0.5 + 0.4 * Math.sin(5 * height + phi));
          for (const heat of [
            deposited(thickness, enrichment),
            deposited(thickness, enrichment, thickness > 0 ? concentration : undefined),
          ]) {
            expect(totalHeat(grid, heat) / grid.totalArea).toBeCloseTo(1, 13);
          }
        }
      }
    }
  });

  it('leaves a mantle depleted by 1 / (1 + f (Λ - 1)), f the area share of the crust', () => {
    const grid = annulusGrid(64, 4, innerRadius, outerRadius);
    const thickness = 64e3 / scales.depth;
    const share = (outerRadius ** 2 - (outerRadius - thickness) ** 2) / (outerRadius ** 2 - innerRadius ** 2);
    expect(share).toBeCloseTo(0.0594, 3);
    const { cells, mantle } = depositor(grid)(thickness, 50);
    expect(mantle).toBeCloseTo(1 / (1 + share * 49), 14);
    for (let i = 1; i < 60; i++) expect(cells[i]).toBeCloseTo(mantle, 14);
  });

  it('is what arises in a cell where it is even, and leaves through the walls by a quarter of the outermost cells', () => {
    const grid = boxGrid(8, 3, 2);
    const { cells, core, surface } = depositor(grid)(0, 10);
    expect(core).toBeCloseTo(1 / 32, 15);
    expect(surface).toBeCloseTo(1 / 32, 15);
    for (const [cell, value] of cells.entries()) {
      expect(value).toBeCloseTo(cell % 8 === 0 || cell % 8 === 7 ? 0.75 : 1, 14);
    }
  });

  it('of crust in the lower half of a cell reaches the cell below, too', () => {
    // The base lies at 0.7: in the cell from 0.6 to 0.8 half-way; then at 0.65, a quarter of a cell from its bottom.
    const grid = boxGrid(5, 3, 1);
    const deposited = depositor(grid);
    expect(deposited(0.3, 10).cells[2]).toBeCloseTo(deposited(0.3, 10).mantle, 14);
    const { cells, mantle } = deposited(0.35, 10);
    // Excess 9 × 0.05 in the lower half, at an eighth of the way to the center below.
    expect((cells[2]! - mantle) * 0.2).toBeCloseTo((9 * mantle * 0.05) / 8, 14);
  });
});

describe('a column that only conducts', () => {
  const resting = (grid: Grid, thickness: number, crustConductivity: number, mantle: number) => {
    const conduction = diffusion(grid);
    const crust = crustOfThickness(grid, thickness);
    const half = (share: Float64Array) =>
      cellField(grid, () => 0).map(
        (_, cell) => 1 / (share[cell % grid.radial]! / crustConductivity + 1 - share[cell % grid.radial]!),
      );
    setConductivity(conduction, half(crust.lower), half(crust.upper));
    const heat = noHeat(grid);
    depositHeat(conduction, { crust, crustConductivity, mantle }, 2, heat);
    const solver = energySolver(conduction);
    const temperature = new Float64Array(grid.radial * grid.azimuthal);
    const walls = { core: 1, surface: 0 };
    for (let step = 0; step < 400; step++) {
      stepEnergy(solver, stillFlow(grid), heat.cells, walls, 0.05, 2, temperature);
    }
    return { temperature, fluxes: boundaryHeatFluxes(conduction, temperature, walls, heat) };
  };

  it('comes to rest at the exact temperatures of cell centers, and at the exact heat fluxes, however the base cuts cells', () => {
    for (const [thickness, crustConductivity, stretching] of [
      [0.07, 0.3, 1],
      [0.1, 2, 1],
      [0.13, 2, 3],
      [0.24, 0.3, 3],
      [0.45, 2, 1],
    ] as const) {
      const grid = boxGrid(10, 3, 1, stretching);
      // All heat, 2, in the crust: h = 2 / thickness. From the core to the base T = 1 - q z, and on with k T'' = -h.
      const { temperature, fluxes } = resting(grid, thickness, crustConductivity, 0);
      const [base, k, h] = [1 - thickness, crustConductivity, 2 / thickness];
      const core = (1 - (h * thickness ** 2) / (2 * k)) / (base + thickness / k);
      expect(fluxes.core).toBeCloseTo(core, 10);
      expect(fluxes.surface).toBeCloseTo(core + 2, 10);
      for (let i = 0; i < 10; i++) {
        const z = grid.rCell[i]!;
        const above = Math.max(0, z - base);
        const exact = 1 - core * Math.min(z, base) - (core * above + 0.5 * h * above ** 2) / k;
        expect(temperature[i]).toBeCloseTo(exact, 10);
      }
    }
  });

  /** Largest error of the temperatures of cell centers in an annulus from 1 to 2, and of both heat fluxes. */
  function errorsInAnnulus(radial: number, geometry: Geometry, thickness: number, k: number) {
    const grid = annulusGrid(radial, 3, 1, 2, 0.3, 1, geometry);
    const volume = (from: number, to: number) => geometry.volume(0.5 * (from + to), to - from);
    // All heat in the crust: of the bulk it is 2, so in the crust h. From the core to the base nothing arises.
    const base = 2 - thickness;
    const h = (2 * volume(1, 2)) / volume(base, 2);
    const exponent = geometry === cylinder ? 1 : 2;
    // Of -(r^n T')' = r^n h / k with T = 0, T' = 0 at the base.
    const heated = (r: number) =>
      exponent === 1
        ? (-h / k) * ((r ** 2 - base ** 2) / 4 - (base ** 2 / 2) * Math.log(r / base))
        : (-h / k) * ((r ** 2 - base ** 2) / 6 - (base ** 3 / 3) * (1 / base - 1 / r));
    // Temperature difference for the unit flux through the core.
    const resisted = (r: number) =>
      geometry.resistance(1, 1, Math.min(r, base)) + (r > base ? geometry.resistance(1, base, r) / k : 0);
    const core = (1 + heated(2)) / resisted(2);
    const exact = (r: number) => 1 - core * resisted(r) + (r > base ? heated(r) : 0);
    const { temperature, fluxes } = resting(grid, thickness, k, 0);
    const wrong = Array.from(grid.rCell, (r, i) => Math.abs(temperature[i]! - exact(r)));
    const surface = (core + 2 * volume(1, 2)) / (geometry.width(2) * geometry.thickness(2));
    return {
      temperature: Math.max(...wrong),
      fluxes: Math.max(Math.abs(fluxes.core - core), Math.abs(fluxes.surface - surface)),
    };
  }

  it.each([
    ['cylinder', cylinder],
    ['spherical annulus', sphericalAnnulus],
  ])('does so to second order in a %s', (_, geometry) => {
    for (const [thickness, conductivity] of [
      [0.07, 0.3],
      [0.24, 2],
      [0.45, 0.5],
    ] as const) {
      const coarse = errorsInAnnulus(20, geometry, thickness, conductivity);
      const fine = errorsInAnnulus(80, geometry, thickness, conductivity);
      expect(Math.log2(coarse.temperature / fine.temperature) / 2).toBeGreaterThan(1.85);
      expect(fine.temperature).toBeLessThan(1e-4);
      expect(fine.fluxes).toBeLessThan(1e-4);
    }
  });

  it('does so with even heat: T = z (1 - z) beside the linear profile', () => {
    const grid = boxGrid(10, 3, 1);
    const { temperature, fluxes } = resting(grid, 0, 1, 1);
    for (let i = 0; i < 10; i++) {
      const z = grid.rCell[i]!;
      expect(temperature[i]).toBeCloseTo(1 - z + z * (1 - z), 10);
    }
    expect(fluxes.core).toBeCloseTo(0, 10);
    expect(fluxes.surface).toBeCloseTo(2, 10);
  });
});
