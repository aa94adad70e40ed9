import { describe, expect, it } from 'vitest';
import { simulateEvolution } from '../../src/convection/evolution/evolution.js';
import { defaultEvolution } from '../../src/convection/evolution/evolution-config.js';
import { boussinesqPhysics } from '../../src/convection/evolution/physics-presets.js';
import { secondsPerYear } from '../../src/convection/scales.js';
import { heatFluxes, horizontalProfiles } from '../../src/evaluation/profiles.js';
import { conductionOf } from '../../src/query/conduction.js';

describe('the conduction of simulations', () => {
  it('has the crust on top and the mantle below, one after the other', () => {
    const constant = conductionOf({ ...defaultEvolution, conductivity: 'constant', crustThickness: 50e3 });
    expect(constant.resistance(20e3, 40e3, 500)).toBeCloseTo(20e3 / 3, 9);
    expect(constant.resistance(40e3, 80e3, 500)).toBeCloseTo(10e3 / 3 + 30e3 / 4, 9);
    expect(constant.resistance(100e3, 140e3, 500)).toBeCloseTo(10e3, 9);
    expect(constant.law).toBe('4 W/m/K, 3 W/m/K in 50 km of crust');
    const varied = conductionOf({ ...defaultEvolution, crustThickness: 50e3 });
    // Olivine in the middle between 50 and 80 km, with ρ g d.
    const rock = (2.47 + 3.3e-10 * 3500 * 3.7 * 65e3) * (300 / 1200) ** 0.48;
    expect(varied.resistance(40e3, 80e3, 1200)).toBeCloseTo(10e3 / 3 + 30e3 / rock, 9);
  });

  it('gives from temperatures nearly the heat fluxes that the solver reports', () => {
    const parameters = {
      referenceViscosity: 1e22,
      activationEnergy: 3e5,
      activationVolume: 6e-6,
      enrichment: 1,
      initialTemperature: 1700,
    };
    for (const physics of [{}, boussinesqPhysics, { geometry: 'spherical-annulus' }] as const) {
      const config = {
        ...defaultEvolution,
        ...physics,
        cells: { radial: 32, azimuthal: 8 },
        outputIntervals: 2,
        duration: 1e9 * secondsPerYear,
      };
      const { times, r, phi, temperature, diagnostics } = simulateEvolution(parameters, config);
      const profiles = horizontalProfiles({ times, r, phi, temperature });
      const { surface } = heatFluxes(profiles, r, conductionOf(config), config.geometry);
      expect(Math.abs(surface[2]! / diagnostics.surfaceHeatFlux[2]! - 1)).toBeLessThan(0.05);
    }
  });
});
