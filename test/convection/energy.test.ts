import { describe, expect, it } from 'vitest';
import type { BoundaryTemperatures } from '../../src/convection/energy/boundary-temperatures.js';
import {
  boundaryHeatFluxes,
  diffusion,
  implicitChange,
  longestEulerStep,
  prepareImplicit,
  setConductivity,
} from '../../src/convection/energy/diffusion.js';
import { energySolver, stagesFor, stagesOf, stepEnergy } from '../../src/convection/energy/energy.js';
import { annulusGrid, areaMean, boxGrid } from '../../src/convection/grid.js';
import { courantTime, rootMeanSquareVelocity, stillFlow } from '../../src/convection/stokes/flow.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { advected, cellField, conducted, flowFrom, largest } from './helpers.js';
import { innerRadius, outerRadius } from './mars.js';

const insulated: BoundaryTemperatures = {};

const annulus = annulusGrid(16, 20, innerRadius, outerRadius);
const stretched = annulusGrid(16, 20, innerRadius, outerRadius, Math.PI / 2, 6);
const roll = (height: number, phi: number) => 50 * Math.sin(Math.PI * height) * Math.sin(4 * phi);

describe('advection', () => {
  it('leaves a constant constant', () => {
    const solver = energySolver(diffusion(annulus));
    const change = advected(solver, flowFrom(annulus, roll), new Float64Array(320).fill(0.7), insulated, 1e-4);
    expect(largest(change)).toBeLessThan(1e-15);
  });

  for (const [name, grid] of Object.entries({ uniform: annulus, stretched })) {
    it(`makes no new extrema at the Courant number one half, from a random field in a random flow, ${name}`, () => {
      const stream = randomStream(4);
      const flow = flowFrom(grid, () => stream.normal());
      const held = { core: 1, surface: 0 };
      const dt = 0.5 * courantTime(grid, flow);
      const temperature = Float64Array.from({ length: 320 }, () => (stream.uniform() < 0.5 ? 0 : 1));
      const solver = energySolver(diffusion(grid));
      for (let step = 0; step < 50; step++) {
        const change = advected(solver, flow, temperature, held, dt);
        for (let cell = 0; cell < 320; cell++) temperature[cell] += change[cell];
        expect(Math.min(...temperature)).toBeGreaterThan(-1e-13);
        expect(Math.max(...temperature)).toBeLessThan(1 + 1e-13);
      }
    });
  }

  it('takes face values from parabolas, exactly, in a stretched box', () => {
    const grid = boxGrid(12, 4, 1, 5);
    // Means over cells of 3 + 2 z - z²/2, too straight for the limiter.
    const { rNode, height } = grid;
    const integral = (z: number) => 3 * z + z ** 2 - z ** 3 / 6;
    const column = height.map((cell, i) => (integral(rNode[i + 1]) - integral(rNode[i])) / cell);
    const temperature = Float64Array.from({ length: 48 }, (_, cell) => column[cell % 12]);
    const held = { core: 3, surface: 4.5 };
    for (const direction of [1, -1]) {
      // Flux through the faces of one column only: what matters here is one dimension.
      const radial = new Float64Array(13 * 4).fill(0);
      for (let i = 1; i < 12; i++) radial[i] = direction;
      const change = advected(energySolver(diffusion(grid)), { ...stillFlow(grid), radial }, temperature, held, 1);
      let heat = 0;
      for (let i = 0; i < 11; i++) {
        heat -= change[i] * grid.cellArea[i];
        const z = rNode[i + 1];
        // Beyond the wall upstream of it, the first face sees the wall's temperature for that of a cell.
        const first = direction > 0 ? 0 : 10;
        if (i !== first) expect(heat).toBeCloseTo(direction * (3 + 2 * z - z ** 2 / 2), 12);
      }
    }
  });

  it('carries a smooth peak once around at second order, heat conserved, and lowers it only', () => {
    const [coarse, fine] = [48, 96].map(rotated);
    expect(Math.log2(coarse.error / fine.error)).toBeGreaterThan(2);
    expect(fine.error).toBeLessThan(0.04 * fine.mean);
    for (const { mean, drift, lowest, highest } of [coarse, fine]) {
      expect(Math.abs(drift)).toBeLessThan(1e-12 * mean);
      expect(lowest).toBeGreaterThan(-1e-15);
      expect(highest).toBeLessThan(1);
    }
  });
});

/** A Gaussian off the center of a box after one turn in a flow that is a rigid rotation wherever there is any heat. */
function rotated(cells: number) {
  const grid = boxGrid(cells, cells, 1);
  const flow = flowFrom(grid, (z, x) => rotation(Math.hypot(z - 0.5, x - 0.5)));
  const temperature = cellField(grid, (z, x) => Math.exp(-200 * ((z - 0.5) ** 2 + (x - 0.4) ** 2)));
  const start = temperature.slice();
  const conduction = diffusion(grid);
  setConductivity(conduction, new Float64Array(temperature.length));
  const solver = energySolver(conduction);
  const heating = new Float64Array(temperature.length);
  const steps = Math.ceil(1 / courantTime(grid, flow));
  for (let step = 0; step < steps; step++) {
    stepEnergy(solver, flow, heating, insulated, 1 / steps, stagesFor(1), temperature);
  }
  return {
    error: areaMean(
      grid,
      temperature.map((value, cell) => Math.abs(value - start[cell])),
    ),
    mean: areaMean(grid, start),
    drift: areaMean(grid, temperature) - areaMean(grid, start),
    lowest: Math.min(...temperature),
    highest: Math.max(...temperature),
  };
}

/** ψ of a turn in a unit of time, rigid within 0.35 of the center, at rest from 0.5 on. */
function rotation(distance: number): number {
  const [rigid, still] = [0.35, 0.5];
  const frequency = 2 * Math.PI;
  const between = (frequency * rigid * (still - rigid)) / 2;
  if (distance >= still) return 0;
  if (distance >= rigid) return between * ((still - distance) / (still - rigid)) ** 2;
  return between + (frequency / 2) * (rigid ** 2 - distance ** 2);
}

describe('conduction', () => {
  const conductive = (cells: number, dt: number, stretching = 1) => {
    const grid = annulusGrid(cells, 4, innerRadius, outerRadius, Math.PI / 2, stretching);
    const conduction = diffusion(grid);
    const solver = energySolver(conduction);
    const held = { core: 1, surface: 0 };
    const temperature = new Float64Array(cells * 4);
    const heating = new Float64Array(cells * 4);
    for (let step = 0; step < 6 / dt; step++) {
      stepEnergy(solver, stillFlow(grid), heating, held, dt, 2, temperature);
    }
    return { grid, temperature, fluxes: boundaryHeatFluxes(conduction, temperature, held) };
  };

  for (const stretching of [1, 6]) {
    it(`reaches ln(r_o/r) / ln(r_o/r_i) in the annulus, mean 0.294007, at second order, stretching ${stretching}`, () => {
      const errors = [32, 64].map((cells) => {
        const { grid, temperature } = conductive(cells, 0.02, stretching);
        return Math.max(
          ...grid.rCell.map((r, i) => Math.abs(temperature[i] - Math.log(outerRadius / r) / Math.log(4))),
        );
      });
      expect(errors[1]).toBeLessThan(2.5e-4);
      expect(Math.log2(errors[0] / errors[1])).toBeCloseTo(2, 1);
      const { grid, temperature } = conductive(64, 0.02, stretching);
      expect(areaMean(grid, temperature)).toBeCloseTo(0.294007, 4);
    });
  }

  it('balances the fluxes of core and surface, and does not depend on dt', () => {
    const { temperature, fluxes } = conductive(32, 0.02);
    expect(fluxes.core * innerRadius).toBeCloseTo(fluxes.surface * outerRadius, 12);
    expect(fluxes.surface).toBeCloseTo(1 / (outerRadius * Math.log(4)), 3);
    const other = conductive(32, 0.002).temperature;
    expect(largest(temperature.map((value, cell) => value - other[cell]))).toBeLessThan(1e-12);
  });

  it('inverts (1 - θ_φ dt L_φ)(1 - θ_r dt L_r)', () => {
    const conduction = diffusion(annulus);
    const stream = randomStream(6);
    const delta = Float64Array.from({ length: 320 }, () => stream.normal());
    const dt = 0.01;
    prepareImplicit(conduction, { core: 1, surface: 0 }, dt);
    const { radial, azimuthal } = conduction.implicitness;
    expect(Math.min(radial, azimuthal)).toBeGreaterThan(0.5);
    // Each operator alone is `conduct` with the other's conductances zero.
    const still = { core: 0, surface: 0 };
    const { arrays } = conduction.machine;
    const along = (field: Float64Array, part: number, other: Float64Array): Float64Array => {
      const kept = other.slice();
      other.fill(0);
      const heat = conducted(conduction, field, still, part * dt);
      other.set(kept);
      return field.map((value, cell) => value - heat[cell]);
    };
    const between = along(delta, radial, arrays.azimuthalConductance);
    arrays.change.set(along(between, azimuthal, arrays.radialConductance));
    implicitChange(conduction, arrays.change);
    const change = arrays.change.slice();
    expect(largest(change.map((value, cell) => value - delta[cell]))).toBeLessThan(1e-12);
  });

  it('halves at most, per direction, what changes from cell to cell, whatever dt', () => {
    const conduction = diffusion(annulus);
    const patterns = {
      radial: (cell: number) => (cell % 2 === 0 ? 1 : -1),
      azimuthal: (cell: number) => (Math.floor(cell / 16) % 2 === 0 ? 1 : -1),
    };
    for (const dt of [1e-5, 1e-4, 1e-3, 1e-1]) {
      for (const pattern of Object.values(patterns)) {
        const field = Float64Array.from({ length: 320 }, (_, cell) => pattern(cell));
        prepareImplicit(conduction, insulated, dt);
        conducted(conduction, field, insulated, dt);
        const { change } = conduction.machine.arrays;
        implicitChange(conduction, change);
        const energy = (values: Float64Array) =>
          areaMean(
            annulus,
            values.map((value) => value * value),
          );
        const after = energy(field.map((value, cell) => value + change[cell]));
        expect(after).toBeLessThan(energy(field));
        expect(energy(change)).toBeLessThan(0.25 * energy(field) + 1e-12);
      }
    }
    prepareImplicit(conduction, insulated, 1e-5);
    expect(conduction.implicitness).toEqual({ radial: 0, azimuthal: 0 });
  });
});

describe('an energy step', () => {
  for (const [name, grid] of Object.entries({ uniform: annulus, stretched })) {
    it(`conserves total heat to round-off between insulating walls, ${name}`, () => {
      const stream = randomStream(2);
      const solver = energySolver(diffusion(grid));
      const flow = flowFrom(grid, roll);
      const temperature = Float64Array.from({ length: 320 }, () => stream.uniform());
      const before = areaMean(grid, temperature);
      const dt = courantTime(grid, flow);
      for (let step = 0; step < 100; step++) {
        stepEnergy(solver, flow, new Float64Array(320), insulated, dt, stagesFor(1), temperature);
      }
      expect(Math.abs(areaMean(grid, temperature) - before)).toBeLessThan(1e-14);
    });
  }

  it('adds exactly the heat that the sources give', () => {
    const solver = energySolver(diffusion(annulus));
    const flow = flowFrom(annulus, roll);
    const temperature = cellField(annulus, (height) => height);
    const heating = cellField(annulus, (height, phi) => 3 + height * phi);
    const before = areaMean(annulus, temperature);
    const dt = courantTime(annulus, flow);
    for (let step = 0; step < 10; step++) stepEnergy(solver, flow, heating, insulated, dt, stagesFor(1), temperature);
    expect(areaMean(annulus, temperature) - before).toBeCloseTo(10 * dt * areaMean(annulus, heating), 14);
  });

  it('is second-order in time for advection and conduction', () => {
    const run = (steps: number): Float64Array => {
      const grid = boxGrid(16, 16, 1);
      const flow = flowFrom(grid, (z, x) => 10 * Math.sin(Math.PI * z) * Math.sin(Math.PI * x));
      const temperature = cellField(grid, (z, x) => Math.cos(Math.PI * x) * (1 - z));
      const solver = energySolver(diffusion(grid));
      const heating = cellField(grid, (z) => z);
      for (let step = 0; step < steps; step++) {
        stepEnergy(solver, flow, heating, { core: 1, surface: 0 }, 0.02 / steps, 2, temperature);
      }
      return temperature;
    };
    const reference = run(2560);
    const errors = [80, 160].map((steps) => {
      const field = run(steps);
      return field.reduce((sum, value, cell) => sum + Math.abs(value - reference[cell]), 0) / 256;
    });
    expect(Math.log2(errors[0] / errors[1])).toBeGreaterThan(1.9);
  });

  it('takes as many stages as the Courant number needs', () => {
    expect([0.25, 0.5, 1, 1.2, 1.5, 2].map(stagesFor)).toEqual([2, 2, 3, 4, 4, 5]);
  });

  it('takes as many stages as conduction along r needs to be explicit, of 0.1 Myr at least', () => {
    const fine = diffusion(annulusGrid(128, 20, innerRadius, outerRadius));
    const longest = longestEulerStep(fine);
    expect(longest).toBe(0.5 / fine.rates.radial);
    prepareImplicit(fine, insulated, longest);
    expect(fine.implicitness.radial).toBe(0);
    expect(stagesOf(energySolver(fine), 1, 2 * longest)).toBe(3);
    expect(stagesOf(energySolver(fine), 1, 2.1 * longest)).toBe(4);
    expect(stagesOf(energySolver(fine), 4, 2.1 * longest)).toBe(9);
    expect(stagesOf(energySolver(diffusion(annulus)), 0.3, 2.1 * longest)).toBe(2);
    const finest = diffusion(annulusGrid(500, 4, innerRadius, outerRadius));
    expect(longestEulerStep(finest)).toBe(1e-6);
    prepareImplicit(finest, insulated, 1e-6);
    expect(finest.implicitness.radial * 1e-6).toBeLessThan(2e-6);
  });
});

describe('the flow', () => {
  it('has the known mean velocity and Courant time', () => {
    const errors = [16, 32].map((cells) => {
      const grid = boxGrid(cells, cells, 1);
      const flow = flowFrom(grid, (z, x) => Math.sin(Math.PI * z) * Math.sin(Math.PI * x));
      return Math.abs(rootMeanSquareVelocity(grid, flow) / (Math.PI / Math.SQRT2) - 1);
    });
    expect(errors[1]).toBeLessThan(2e-3);
    expect(Math.log2(errors[0] / errors[1])).toBeCloseTo(2, 1);
    expect(courantTime(annulus, stillFlow(annulus))).toBe(Number.POSITIVE_INFINITY);
    // One node at ψ = 1 in a box of four cells: each cell passes one unit of volume per unit time.
    const grid = boxGrid(2, 2, 1);
    expect(
      courantTime(
        grid,
        flowFrom(grid, () => 1),
      ),
    ).toBeCloseTo(0.25, 15);
  });
});
