// Stable layers: their stratification, and the flow that is implicit in time in them.
import { describe, expect, it } from 'vitest';
import { enthalpyAt } from '../../src/convection/energy/phase-enthalpy.js';
import { simulateEvolution } from '../../src/convection/evolution/evolution.js';
import { defaultEvolution } from '../../src/convection/evolution/evolution-config.js';
import { annulusGrid, boxGrid, type Grid } from '../../src/convection/grid.js';
import { buoyantTemperature, type DensityLaw } from '../../src/convection/material/buoyancy.js';
import { phaseColumn } from '../../src/convection/material/phase-column.js';
import { excessDepth, phaseFraction, phaseFunctions } from '../../src/convection/material/phase-transitions.js';
import { stratification } from '../../src/convection/material/stratification.js';
import { frankKamenetskiiLaw } from '../../src/convection/material/viscosity.js';
import { secondsPerYear } from '../../src/convection/scales.js';
import { flowOf, stillFlow } from '../../src/convection/stokes/flow.js';
import { type MantleFlow, mantleFlow, solveFlow } from '../../src/convection/stokes/mantle-flow.js';
import { addRestoring, addRestoringLoad, restoringWeights } from '../../src/convection/stokes/restoring.js';
import { sphericalAnnulus } from '../../src/foundation/geometries/spherical-annulus.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { assembled, cellField, dot, product, roughLogarithm, viscosityFrom } from './helpers.js';
import {
  dissipationNumber,
  expansivityProfile,
  innerRadius,
  outerRadius,
  residue,
  scales,
  surfaceTemperatureRatio,
} from './mars.js';

const mars = { dissipationNumber, surfaceTemperatureRatio };

/** S on the inner radial faces of the first column, from the innermost outward. */
function stratificationOf(grid: Grid, density: DensityLaw, temperature: Float64Array): Float64Array {
  const jump = new Float64Array((grid.radial + 1) * grid.azimuthal);
  buoyantTemperature(grid, density, temperature, new Float64Array(temperature.length));
  stratification(grid, density, mars, temperature, jump);
  for (let j = 0; j < grid.azimuthal; j++) {
    expect(jump[j * (grid.radial + 1)]).toBe(0);
    expect(jump[j * (grid.radial + 1) + grid.radial]).toBe(0);
  }
  return jump.subarray(1, grid.radial).map((value, k) => value / grid.spacing[k + 1]);
}

describe('stratification', () => {
  const column = (cells: number) => annulusGrid(cells, 2, innerRadius, outerRadius, 1, 3);
  const density = (grid: Grid): DensityLaw => ({
    expansivity: expansivityProfile(grid, 'depth-dependent'),
    phases: phaseColumn(grid, []),
    residue,
  });

  it('vanishes along an adiabat, and elsewhere is α times the gradient beyond it', () => {
    const grid = column(200);
    const constant = { ...density(grid), expansivity: new Float64Array(200).fill(1) };
    const adiabat = (height: number) => 0.9 * Math.exp(-dissipationNumber * height) - surfaceTemperatureRatio;
    for (const value of stratificationOf(grid, constant, cellField(grid, adiabat))) expect(value).toBeCloseTo(0, 6);
    const warmer = cellField(grid, (height) => adiabat(height) + 0.25 * height);
    const beyond = stratificationOf(grid, constant, warmer);
    beyond.forEach((value, k) => {
      const height = grid.rNode[k + 1] - innerRadius;
      expect(value).toBeCloseTo(0.25 * (1 + dissipationNumber * height), 5);
    });
  });

  it('of residue is its gradient, up to harzburgite', () => {
    const grid = column(50);
    const isothermal = cellField(grid, () => 0.7);
    const depletion = cellField(grid, (height) => 0.2 * height);
    const flat = { ...density(grid), depletion: cellField(grid, () => 0.1) };
    const without = stratificationOf(grid, flat, isothermal);
    const withResidue = stratificationOf(grid, { ...flat, depletion }, isothermal);
    const beyond = stratificationOf(grid, { ...flat, depletion: depletion.map((x) => 1 - x) }, isothermal);
    withResidue.forEach((value, k) => {
      expect(value - without[k]).toBeCloseTo((0.2 * residue.buoyancy) / residue.depletion, 12);
      expect(beyond[k]).toBe(without[k]);
    });
  });

  it('in a phase transition is what moves with rock that keeps its enthalpy', () => {
    const phases = phaseFunctions(scales);
    const grid = annulusGrid(1500, 1, innerRadius, outerRadius, 1);
    const law = { ...density(grid), phases: phaseColumn(grid, phases) };
    const profile = (depth: number) => 0.7 + 0.3 * depth;
    const temperature = cellField(grid, (height) => profile(1 - height));
    const found = stratificationOf(grid, law, temperature);
    const buoyant = (depth: number, value: number) =>
      phases.reduce(
        (sum, phase) => sum - phase.buoyancyRatio * phaseFraction(phase, excessDepth(phase, depth, value)),
        2 ** (0.5 - depth) * value,
      );
    let within = 0;
    for (let k = 0; k < found.length; k++) {
      const depth = outerRadius - grid.rNode[k + 1];
      // Rock rises to this depth from `rise` below and keeps its enthalpy but for the work of its buoyancy.
      const rise = 1e-6;
      const before = profile(depth + rise);
      const changed = phases.reduce(
        (sum, phase) =>
          sum +
          phase.buoyancyRatio *
            (phaseFraction(phase, excessDepth(phase, depth, before)) - phaseFraction(phase, depth - phase.depth)),
        0,
      );
      const work = dissipationNumber * rise * (2 ** (0.5 - depth) * (before + surfaceTemperatureRatio) - changed);
      const target = enthalpyAt(phases, depth + rise, before) - work;
      let after = before;
      for (let iteration = 0; iteration < 60; iteration++) after -= 0.5 * (enthalpyAt(phases, depth, after) - target);
      const expected = -(buoyant(depth, after) - buoyant(depth, profile(depth))) / rise;
      expect(Math.abs(found[k] - expected)).toBeLessThan(0.02 * Math.abs(expected) + 0.02);
      if (Math.abs(expected) > 1) within++;
    }
    expect(within).toBeGreaterThan(50);
  });
});

describe('the restoring force', () => {
  const grid = annulusGrid(7, 6, innerRadius, outerRadius, 1, 2, sphericalAnnulus);
  const stream = randomStream(1);
  const fluxesOf = (psi: Float64Array) => {
    const flow = stillFlow(grid);
    flowOf(grid, psi, flow);
    return flow.radial;
  };
  const randomFlow = (size: number) => Float64Array.from({ length: size }, () => stream.uniform() - 0.5);

  it('is the gradient of the weighted squares of fluxes, where rock lies stably', () => {
    const operator = assembled(grid, viscosityFrom(grid, roughLogarithm(grid, 100, stream)));
    const [psi, other] = [randomFlow(operator.size), randomFlow(operator.size)];
    const plain = dot(psi, product(operator, other));
    const jump = Float64Array.from({ length: 8 * 6 }, () => stream.uniform() - 0.5);
    const weights = jump.slice();
    restoringWeights(grid, 3, weights);
    const length = (face: number) => grid.faceArea[face % 8] * grid.dphi;
    weights.forEach((weight, face) => {
      expect(weight).toBeCloseTo(jump[face] > 0 ? (3 * jump[face]) / length(face) : 0, 14);
    });
    addRestoring(operator, weights);
    const [fluxes, otherFluxes] = [fluxesOf(psi), fluxesOf(other)];
    const squares = weights.reduce((sum, weight, face) => sum + weight * fluxes[face] * otherFluxes[face], 0);
    expect(squares).not.toBeCloseTo(0, 3);
    expect(dot(psi, product(operator, other)) - plain).toBeCloseTo(squares, 9);
    const load = new Float64Array(operator.size).fill(1);
    addRestoringLoad(grid, weights, other, load);
    expect(dot(psi, load) - psi.reduce((sum, value) => sum + value, 0)).toBeCloseTo(squares, 9);
  });
});

// With constant viscosity and stratification in a box, sines are eigenvectors of the discrete problem, too: a gravity
// mode is one number ζ that decays at one rate.
describe('a gravity mode of a stable layer', () => {
  const rayleigh = 1e4;
  const grid = boxGrid(24, 24, 1);
  const mode = cellField(grid, (height, x) => Math.cos(Math.PI * x) * Math.sin(Math.PI * height));
  /** Small: the layers stay level. */
  const unit = 1e-7;
  const norm = dot(mode, mode);
  const zero = { dissipationNumber: 0, surfaceTemperatureRatio };

  function layered(sign: number, implicit: boolean) {
    const density = { expansivity: new Float64Array(24).fill(1), phases: phaseColumn(grid, []), residue };
    const mantle = mantleFlow(grid, {
      rayleigh,
      law: frankKamenetskiiLaw(1),
      tolerance: 1e-9,
      density,
      ...(implicit && { adiabat: zero }),
    });
    const level = cellField(grid, (height) => sign * height);
    return { mantle, temperature: (zeta: number) => level.map((value, cell) => value + unit * zeta * mode[cell]) };
  }

  /** dζ/dt in a flow. */
  function change({ flow }: MantleFlow, psi: Float64Array): number {
    flowOf(grid, psi, flow);
    let sum = 0;
    for (let j = 0, cell = 0; j < 24; j++) {
      for (let i = 0; i < 24; i++, cell++) {
        sum -= (mode[cell] * (flow.radial[cell + j] + flow.radial[cell + j + 1])) / (2 * grid.dphi);
      }
    }
    return sum / (unit * norm);
  }

  /** ζ after each step: Stokes solutions at the steps, extrapolated to the middle of the next. */
  function steps(implicit: boolean, dt: number, count: number): number[] {
    const { mantle, temperature } = layered(1, implicit);
    let zeta = 1;
    return Array.from({ length: count }, (_, step) => {
      expect(solveFlow(mantle, temperature(zeta), step * dt, dt)).toBe(true);
      const { latest, previous } = mantle;
      const ratio = step === 0 ? 0 : 0.5;
      zeta +=
        dt *
        change(
          mantle,
          latest.map((value, k) => value + ratio * (value - previous[k])),
        );
      return zeta;
    });
  }

  const { mantle, temperature } = layered(1, false);
  solveFlow(mantle, temperature(1), 0);
  const rate = -change(mantle, mantle.latest);

  it('decays at the analytic rate, Ra S k² / (k² + m²)²', () => {
    expect(rate / (rayleigh / (4 * Math.PI ** 2))).toBeCloseTo(1, 2);
  });

  it('with the density implicit in time does so to second order in the step', () => {
    const [coarse, middle, fine] = [20, 40, 80].map((count) =>
      Math.abs(steps(true, 1 / (rate * count), count).at(-1)! - Math.exp(-1)),
    );
    expect(Math.log2(coarse! / middle!)).toBeGreaterThan(1.8);
    expect(Math.log2(middle! / fine!)).toBeGreaterThan(1.9);
    expect(fine!).toBeLessThan(5e-4);
  });

  it('obeys the recursion of the scheme in steps of any length', () => {
    for (const length of [0.1, 1, 30]) {
      const dt = length / rate;
      // What moves a face's density moves the mean of the two cells less, by the cosine of half a cell; both ways.
      const stiffness = length / Math.cos(Math.PI / 48) ** 2;
      const found = steps(true, dt, 12);
      let [zeta, speed] = [1, 0];
      found.forEach((value, step) => {
        const before = speed;
        speed = step === 0 ? -rate * zeta : (-rate * zeta + stiffness * before) / (1 + stiffness);
        zeta += dt * (step === 0 ? speed : 1.5 * speed - 0.5 * before);
        expect(Math.abs(value - zeta)).toBeLessThan(1e-4 * Math.max(1, length));
      });
    }
  });

  it('dies away in steps that are a hundred times too long for an explicit density', () => {
    const implicit = steps(true, 100 / rate, 40).map(Math.abs);
    const explicit = steps(false, 3 / rate, 20).map(Math.abs);
    // The first step has no flow before it.
    expect(Math.max(...implicit)).toBeLessThan(101);
    expect(Math.max(...implicit.slice(20))).toBeLessThan(0.15);
    expect(Math.max(...implicit.slice(30))).toBeLessThan(5e-3);
    expect(explicit.at(-1)).toBeGreaterThan(1e6);
  });

  it('leaves a flow that does not change as it is', () => {
    const { mantle, temperature } = layered(1, true);
    solveFlow(mantle, temperature(1), 0);
    const steady = mantle.latest.slice();
    for (let step = 1; step < 4; step++) solveFlow(mantle, temperature(1), step * 0.1, 0.1);
    const error = Math.max(...mantle.latest.map((value, k) => Math.abs(value - steady[k])));
    expect(error).toBeLessThan(1e-7 * Math.max(...steady.map(Math.abs)));
  });

  it('is not touched in an unstable layer', () => {
    const [plain, implicit] = [false, true].map((on) => {
      const { mantle, temperature } = layered(-1, on);
      for (let step = 0; step < 4; step++) solveFlow(mantle, temperature(1 + step), step * 0.1, 0.1);
      return mantle.latest;
    });
    expect(implicit).toEqual(plain);
  });
});

describe('an evolution that melts', () => {
  it('goes on in long steps where light residue lies stably', () => {
    const parameters = {
      referenceViscosity: 1e19,
      activationEnergy: 5e5,
      activationVolume: 4e-6,
      enrichment: 1,
      initialTemperature: 1800,
    };
    const duration = 0.5e9 * secondsPerYear;
    const config = {
      ...defaultEvolution,
      melting: true,
      cells: { radial: 10, azimuthal: 13 },
      outputIntervals: 20,
      duration,
    };
    const { solver, diagnostics } = simulateEvolution(parameters, config);
    expect(diagnostics.producedCrust.at(-1)).toBeGreaterThan(5e3);
    // 7,193 with an explicit density.
    expect(solver.steps).toBeLessThan(3500);
  });
});
