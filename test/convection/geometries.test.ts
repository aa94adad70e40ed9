// Every geometry: measures, conduction, flow, and that what flows and heats in it balances. The expected numbers are
// integrals over r and φ.
import { describe, expect, it } from 'vitest';
import { boundaryHeatFluxes, diffusion } from '../../src/convection/energy/diffusion.js';
import { energySolver, stagesFor, stepEnergy } from '../../src/convection/energy/energy.js';
import { annulusGrid, areaMean, type Grid } from '../../src/convection/grid.js';
import { planetNames, planets } from '../../src/convection/planets/registry.js';
import { viscousDissipation } from '../../src/convection/stokes/dissipation.js';
import {
  courantTime,
  flowOf,
  maximumVelocity,
  rootMeanSquareVelocity,
  stillFlow,
} from '../../src/convection/stokes/flow.js';
import { buoyancy, solveStokes, stokesSolver } from '../../src/convection/stokes/stokes.js';
import { strainFactors } from '../../src/convection/stokes/strain-rates.js';
import { cellStrainSquared, strainSquares, updateStrainSquares } from '../../src/convection/stokes/yielding.js';
import { orderOfTwo } from '../../src/convection/verification/observed-order.js';
import { manufacturedFlow, sphericalFlowError } from '../../src/convection/verification/spherical-annulus-flow.js';
import { box } from '../../src/foundation/geometries/box.js';
import { cylinder } from '../../src/foundation/geometries/cylinder.js';
import type { Geometry } from '../../src/foundation/geometries/geometry.js';
import { geometries } from '../../src/foundation/geometries/registry.js';
import { sphericalAnnulus } from '../../src/foundation/geometries/spherical-annulus.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { assembled, cellField, dot, flowFrom, product, roughLogarithm, viscosityFrom } from './helpers.js';

/** Power of r in width × thickness. */
const powers = new Map<Geometry, number>([
  [box, 0],
  [cylinder, 1],
  [sphericalAnnulus, 2],
]);
const ANGLE = 0.7;
const gridOf = (geometry: Geometry, radial = 12, azimuthal = 9, stretching = 4): Grid =>
  annulusGrid(radial, azimuthal, 1, 2, ANGLE, stretching, geometry);

for (const [geometry, power] of powers) {
  describe(geometry.description, () => {
    const grid = gridOf(geometry);
    const last = grid.radial;
    const integral = (exponent: number) => (2 ** (exponent + 1) - 1) / (exponent + 1);

    it('has the volume and the areas of its shell, to round-off on any grid', () => {
      expect(grid.totalArea / (ANGLE * integral(power)) - 1).toBeCloseTo(0, 14);
      expect(grid.faceArea[0]).toBe(1);
      expect(grid.faceArea[last]).toBe(2 ** power);
      let inner = 0;
      for (let i = 0; i < 5; i++) inner += (grid.cellArea[i]! * grid.azimuthal) / ANGLE;
      expect(inner).toBeCloseTo((grid.rNode[5]! ** (power + 1) - 1) / (power + 1), 14);
    });

    it('thickens as its hoop strain says', () => {
      const h = 1e-6;
      const slope = Math.log(geometry.thickness(1.3 + h) / geometry.thickness(1.3 - h)) / (2 * h);
      expect(geometry.hoop(1.3)).toBeCloseTo(slope, 9);
    });

    it('conducts steadily as its closed form, to second order, with one heat flow through core and surface', () => {
      // T = ∫_r^2 r^-p / ∫_1^2 r^-p
      const drop = (r: number) => (power === 1 ? Math.log(2 / r) : (2 ** (1 - power) - r ** (1 - power)) / (1 - power));
      const errors = [12, 24].map((cells) => {
        const fine = gridOf(geometry, cells, 4, 3);
        const conduction = diffusion(fine);
        const solver = energySolver(conduction);
        const walls = { core: 1, surface: 0 };
        const temperature = new Float64Array(4 * cells);
        const heating = new Float64Array(4 * cells);
        for (let step = 0; step < 300; step++) {
          stepEnergy(solver, stillFlow(fine), heating, walls, 0.02, 2, temperature);
        }
        const { core, surface } = boundaryHeatFluxes(conduction, temperature, walls);
        expect(surface * 2 ** power).toBeCloseTo(core, 12);
        expect(surface * geometry.resistance(2, 1, 2)).toBeCloseTo(1, 2);
        expect(core * geometry.resistance(1, 1, 2)).toBeCloseTo(1, 2);
        return Math.max(...fine.rCell.map((r, i) => Math.abs(temperature[i]! - drop(r) / drop(1))));
      });
      expect(errors[1]!).toBeLessThan(1e-3);
      if (power > 0) expect(orderOfTwo(errors[0]!, errors[1]!)).toBeGreaterThan(1.9);
      expect(geometry.resistance(2, 1, 2)).toBeCloseTo(drop(1) * 2 ** power, 14);
    });

    it('keeps the heat of a stirred insulated shell to round-off', () => {
      const flow = flowFrom(grid, (height, phi) => 30 * Math.sin(Math.PI * height) * Math.sin((Math.PI * phi) / ANGLE));
      const temperature = cellField(grid, (height, phi) => height * Math.cos(3 * phi));
      const before = areaMean(grid, temperature);
      const solver = energySolver(diffusion(grid));
      const dt = courantTime(grid, flow);
      for (let step = 0; step < 20; step++) {
        stepEnergy(solver, flow, new Float64Array(temperature.length), {}, dt, stagesFor(1), temperature);
      }
      expect(Math.abs(areaMean(grid, temperature) / before - 1)).toBeLessThan(1e-13);
    });

    it('has the velocities of a flow', () => {
      // u_r = φ-slope of ψ over width × thickness, u_φ = minus its r-slope over the thickness.
      const fine = gridOf(geometry, 64, 64, 1);
      const flow = flowFrom(fine, (height, phi) => height * (1 - height) * Math.sin((Math.PI * phi) / ANGLE));
      const radialSquare = integralOf((r) => ((r - 1) * (2 - r)) ** 2 / geometry.volume(r, 1e-9) / 1e9);
      const azimuthalSquare = integralOf((r) => (3 - 2 * r) ** 2 * (geometry.width(r) / geometry.thickness(r)));
      const expected =
        (0.5 * ANGLE * ((Math.PI / ANGLE) ** 2 * radialSquare + azimuthalSquare)) / (ANGLE * integral(power));
      expect(rootMeanSquareVelocity(fine, flow) / Math.sqrt(expected)).toBeCloseTo(1, 3);
      expect(maximumVelocity(fine, flow)).toBeGreaterThan(rootMeanSquareVelocity(fine, flow));
    });

    it('dissipates what buoyancy works, at a contrast of 1e6', () => {
      const stream = randomStream(31, geometry.description);
      const viscosity = viscosityFrom(grid, roughLogarithm(grid, 1e6, stream));
      const temperature = Float64Array.from({ length: grid.radial * grid.azimuthal }, () => stream.uniform());
      const solver = stokesSolver(grid);
      const psi = new Float64Array(solver.operator.size);
      buoyancy(grid, 1e4, temperature, solver.load);
      expect(solveStokes(solver, viscosity, psi, 1e-12)).toBe(true);
      const flow = stillFlow(grid);
      flowOf(grid, psi, flow);
      // ∫ Ra T u_r on radial faces, as the energy equation takes it.
      let work = 0;
      for (let j = 0; j < grid.azimuthal; j++) {
        for (let i = 1; i < grid.radial; i++) {
          const cell = j * grid.radial + i;
          const mean = 0.5 * (temperature[cell]! + temperature[cell - 1]!);
          work += 1e4 * mean * grid.spacing[i]! * flow.radial[cell + j]!;
        }
      }
      const dissipation = new Float64Array(temperature.length);
      viscousDissipation(grid, strainFactors(grid), viscosity, flow.streamFunction, dissipation);
      const dissipated = areaMean(grid, dissipation) * grid.totalArea;
      expect(Math.abs(dissipated / work - 1)).toBeLessThan(1e-9);
      const { operator } = solver;
      expect(Math.abs(dissipated / dot(psi, product(operator, psi)) - 1)).toBeLessThan(1e-12);
    });

    it('dissipates 2 η ε:ε', () => {
      const psi = Float64Array.from({ length: (grid.radial - 1) * (grid.azimuthal - 1) }, (_, k) => Math.sin(k));
      const viscosity = viscosityFrom(grid, () => Math.log(3));
      const flow = stillFlow(grid);
      flowOf(grid, psi, flow);
      const squares = strainSquares(grid);
      updateStrainSquares(grid, strainFactors(grid), flow.streamFunction, squares);
      let normal = 0;
      let shear = 0;
      for (let j = 0; j < grid.azimuthal; j++) {
        for (let i = 0; i < grid.radial; i++) normal += squares.cell[j * grid.radial + i]! * grid.cellArea[i]!;
        for (let i = 1; i < grid.radial && j > 0; i++) {
          const volume = grid.faceArea[i]! * grid.spacing[i]! * grid.dphi;
          shear += squares.node[j * (grid.radial + 1) + i]! * volume;
        }
      }
      const operator = assembled(grid, viscosity);
      expect((12 * (normal + shear)) / dot(psi, product(operator, psi))).toBeCloseTo(1, 13);
      expect(cellStrainSquared(grid, squares, 3, 2)).toBeGreaterThan(2 * squares.cell[2 * grid.radial + 3]!);
    });
  });
}

function integralOf(value: (r: number) => number): number {
  const parts = 2000;
  return Array.from({ length: parts }, (_, k) => value(1 + (k + 0.5) / parts)).reduce((a, b) => a + b, 0) / parts;
}

describe('planets in each geometry', () => {
  for (const name of planetNames) {
    it(`${name}: a depth apart, areas as on the sphere; volumes so in the spherical annulus only`, () => {
      const { coreRadius, planetRadius } = planets[name];
      const core = coreRadius / planetRadius;
      // Mantle volume over surface area and depth.
      const sphere = (1 - core ** 3) / (3 * (1 - core));
      for (const [key, geometry] of Object.entries(geometries)) {
        const { inner, outer } = geometry.radii(planets[name]);
        const grid = annulusGrid(8, 5, inner, outer, 1, 2, geometry);
        expect(outer - inner).toBeCloseTo(1, 13);
        expect(grid.faceArea[0]! / grid.faceArea[8]!).toBeCloseTo(core ** 2, 13);
        const excess = grid.totalArea / grid.faceArea[8]! / sphere - 1;
        // (1 + q²)/2 over (1 + q + q²)/3
        const expected = key === 'cylinder' ? (1.5 * (1 + core ** 2)) / (1 + core + core ** 2) - 1 : 0;
        expect(excess).toBeCloseTo(expected, 13);
      }
    });
  }

  it('are Martian: the cylinder has 1/14 more mantle per area of the surface than the sphere', () => {
    const { inner, outer } = cylinder.radii(planets.mars);
    const volumePerArea = (outer ** 2 - inner ** 2) / 2 / outer;
    expect(volumePerArea / ((2 ** 3 - 1) / 3 / 2 ** 2) - 1).toBeCloseTo(1 / 14, 14);
  });
});

describe('the flow in a spherical annulus', () => {
  it('follows a manufactured one to second order, at even and radially varying viscosity', () => {
    for (const [n, s, stretching] of [
      [2, 0, 1],
      [4, 0, 3],
      [2, 3, 3],
      [4, -4, 1],
    ] as const) {
      const [coarse, fine] = [sphericalFlowError(16, n, s, stretching), sphericalFlowError(32, n, s, stretching)];
      expect(fine).toBeLessThan(2e-3);
      expect(orderOfTwo(coarse!, fine!)).toBeGreaterThan(1.95);
    }
  });

  it('is manufactured with ψ = 0 and free slip at both radii', () => {
    const { streamFunction } = manufacturedFlow(2, 0, 1, 2);
    const h = 1e-4;
    for (const r of [1, 2]) {
      expect(streamFunction(r)).toBeCloseTo(0, 11);
      const slope = (streamFunction(r + h) - streamFunction(r - h)) / (2 * h);
      const curvature = (streamFunction(r + h) - 2 * streamFunction(r) + streamFunction(r - h)) / h ** 2;
      expect(curvature).toBeCloseTo((2 * slope) / r, 4);
    }
  });
});
