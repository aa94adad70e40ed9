import { describe, expect, it } from 'vitest';
import { adiabaticHeating } from '../../src/convection/energy/adiabatic-heating.js';
import { nondimensionalHeating } from '../../src/convection/energy/heat-sources.js';
import { defaultEvolution, type EvolutionConfig } from '../../src/convection/evolution/evolution-config.js';
import { advance, newPlanet } from '../../src/convection/evolution/planet.js';
import { areaMean } from '../../src/convection/grid.js';
import { secondsPerYear, timeScale } from '../../src/convection/scales.js';

const parameters = {
  referenceViscosity: 1e19,
  activationEnergy: 1e5,
  activationVolume: 4e-6,
  enrichment: 1,
  initialTemperature: 1600,
};

/** Heat of friction, and what adiabatic cooling has taken, over so many million years; area means. */
function frictionAndCooling(megayears: number, change: Partial<EvolutionConfig>) {
  const planet = newPlanet(parameters, { ...defaultEvolution, cells: { radial: 12, azimuthal: 12 }, ...change });
  const { grid, temperature, physics, mantle, energy } = planet;
  const end = (megayears * 1e6 * secondsPerYear) / timeScale;
  let friction = 0;
  let cooling = 0;
  const cool = () =>
    areaMean(grid, adiabaticHeating(energy.machine, mantle.flow, physics.adiabatic!, temperature.slice()));
  while (planet.time < end) {
    const { time } = planet;
    const before = temperature.slice();
    advance(planet, end);
    const dt = planet.time - time;
    friction += dt * (areaMean(grid, physics.heating) - nondimensionalHeating(time + dt / 2));
    const after = temperature.slice();
    cooling -= 0.5 * dt * cool();
    temperature.set(before);
    cooling -= 0.5 * dt * cool();
    temperature.set(after);
  }
  return { friction, cooling };
}

describe('friction', () => {
  // No lid: cold rock falls to the core in a million years and lies there stably. Steps are long for it; the flow swings.
  it('gives back what adiabatic cooling takes, where the flow swings from step to step', () => {
    const { friction, cooling } = frictionAndCooling(20, { viscosityLimits: { minimum: 1e18, maximum: 1e19 } });
    expect(cooling).toBeGreaterThan(1e-3);
    expect(Math.abs(friction / cooling - 1)).toBeLessThan(0.01);
  });

  it('does so under a stagnant lid', () => {
    const { friction, cooling } = frictionAndCooling(300, {});
    expect(cooling).toBeGreaterThan(1e-4);
    expect(Math.abs(friction / cooling - 1)).toBeLessThan(0.01);
  });
});
