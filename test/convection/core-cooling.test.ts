import { describe, expect, it } from 'vitest';
import { coolCore } from '../../src/convection/energy/core-cooling.js';
import { diffusion, setConductivity } from '../../src/convection/energy/diffusion.js';
import { energySolver, stepEnergy } from '../../src/convection/energy/energy.js';
import { simulateEvolution } from '../../src/convection/evolution/evolution.js';
import { defaultEvolution } from '../../src/convection/evolution/evolution-config.js';
import { boussinesqPhysics } from '../../src/convection/evolution/physics-presets.js';
import { annulusGrid, areaMean } from '../../src/convection/grid.js';
import { planetOf } from '../../src/convection/planets/planet-choice.js';
import { scalesOf, secondsPerYear } from '../../src/convection/scales.js';
import { courantTime } from '../../src/convection/stokes/flow.js';
import { sphericalAnnulus } from '../../src/foundation/geometries/spherical-annulus.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { cellField, flowFrom } from './helpers.js';
import { coreCoolingRate, innerRadius, mars, outerRadius, scales } from './mars.js';

describe('the core', () => {
  it('cools by the area over the volume of the sphere and the published ratio of heat capacities', () => {
    expect(coreCoolingRate).toBeCloseTo(-3 * 0.7058823529411765, 14);
  });

  it('holds 5.667 MJ/m³/K on Mars, whose mantle stores k/κ; of planets with κ = k/(ρ c_p) its density times c_p', () => {
    expect(scales.coreHeatCapacity / 1e6).toBeCloseTo(5.6667, 4);
    // 4 π R² q = -(4/3) π R³ C dT/dt, with fluxes in kΔT/D and times in D²/κ.
    const { coreRadius, conductivity, thermalDiffusivity } = mars;
    const perFlux = (3 * conductivity * scales.depth) / (coreRadius * thermalDiffusivity * scales.coreHeatCapacity);
    expect(perFlux).toBeCloseTo(-coreCoolingRate, 13);
    for (const name of ['moon', 'mercury', 'venus', 'earth'] as const) {
      const planet = planetOf({ name });
      expect(scalesOf(planet).coreHeatCapacity / (planet.coreDensity * planet.coreHeatCapacity)).toBeCloseTo(1, 13);
    }
  });

  it('follows the closed form for a constant flux', () => {
    const core = { temperature: 1, rate: coreCoolingRate, direct: 0.1 };
    for (let step = 0; step < 1000; step++) coolCore(core, 0.8, 1e-5);
    expect(core.temperature).toBeCloseTo(1 - 3 * ((3500 * 1200) / (7000 * 850)) * 0.7 * 1e-2, 12);
  });

  it('takes from the mantle, to round-off, what the mantle loses to it, explicit or implicit', () => {
    for (const grid of [
      annulusGrid(16, 12, innerRadius, outerRadius, Math.PI / 2, 3),
      annulusGrid(9, 12, 1, 2, Math.PI / 2, 1, sphericalAnnulus),
    ]) {
      const stream = randomStream(5);
      const conduction = diffusion(grid);
      setConductivity(
        conduction,
        cellField(grid, () => 0.2 + stream.uniform()),
      );
      const solver = energySolver(conduction);
      const flow = flowFrom(grid, (height, phi) => 20 * Math.sin(Math.PI * height) * Math.sin(4 * phi));
      const temperature = cellField(grid, () => stream.uniform());
      const heating = cellField(grid, (height) => height);
      const core = { temperature: 1.3, rate: coreCoolingRate, direct: 0.2 };
      const boundary = grid.faceArea[0]! * grid.azimuthal * grid.dphi;
      const heat = () => areaMean(grid, temperature) * grid.totalArea - (boundary / core.rate) * core.temperature;
      let expected = heat();
      for (const [steps, part] of [
        [20, 0.02],
        [20, 1],
      ] as const) {
        for (let step = 0; step < steps; step++) {
          const dt = part * courantTime(grid, flow);
          stepEnergy(solver, flow, heating, {}, dt, 3, temperature, undefined, core);
          expected += dt * (areaMean(grid, heating) * grid.totalArea + core.direct * boundary);
        }
        expect(conduction.implicitness.radial > 0).toBe(part === 1);
        expect(heat() / expected).toBeCloseTo(1, 13);
      }
      expect(core.temperature).toBeLessThan(1.2);
    }
  });

  it('is of second order in time on 128 cells', () => {
    const [coarse, middle, fine] = [16, 8, 4].map((megayears) => {
      const { diagnostics } = simulateEvolution(
        {
          referenceViscosity: 1e22,
          activationEnergy: 3e5,
          activationVolume: 6e-6,
          enrichment: 10,
          initialTemperature: 1700,
        },
        {
          ...defaultEvolution,
          ...boussinesqPhysics,
          cells: { radial: 128, azimuthal: 4 },
          perturbation: { modes: [{ mode: 1, weight: 1 }], amplitude: 0 },
          duration: 0.8e9 * secondsPerYear,
          outputIntervals: 1,
          longestStep: megayears * 1e6 * secondsPerYear,
          viscosityLimits: { minimum: 1e27, maximum: 1e28 },
        },
      );
      return diagnostics.coreTemperature[1]!;
    });
    expect(Math.log2((middle! - coarse!) / (fine! - middle!))).toBeGreaterThan(1.9);
    expect(Math.abs(fine! - middle!)).toBeLessThan(1e-3);
  });
});
