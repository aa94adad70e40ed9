// A core that cools through a shell which only conducts, beside the slowest mode of the coupled problem. With
// T = e^{-μt} R(r), T = 0 at the surface,
//   (r R')' + μ r R = 0,   R(r_o) = 0,   -μ R(r_i) = -a R'(r_i)   (dT_c/dt = a q_c, q_c = -∂T/∂r, a = `coreCoolingRate`)
// μ is the smallest root, found by shooting from the surface (Runge-Kutta, fourth order). Nondimensional.

import { cylinder } from '../../foundation/geometries/cylinder.js';
import { defaultEvolution } from '../evolution/evolution-config.js';
import { advance, newPlanet } from '../evolution/planet.js';
import { planets } from '../planets/registry.js';
import { scalesOf } from '../scales.js';

const { coreCoolingRate, time: timeScale } = scalesOf(planets.mars);
const { inner: innerRadius, outer: outerRadius } = cylinder.radii(planets.mars);

const SHOOTING_STEPS = 2000;

/** R and R' at a radius below the surface, where R = 0 and R' = -1. */
function shoot(rate: number, radius: number): { value: number; slope: number } {
  const h = (radius - outerRadius) / SHOOTING_STEPS;
  const curvature = (r: number, value: number, slope: number) => -slope / r - rate * value;
  let value = 0;
  let slope = -1;
  for (let step = 0; step < SHOOTING_STEPS; step++) {
    const r = outerRadius + step * h;
    const k1 = curvature(r, value, slope);
    const s2 = slope + (h / 2) * k1;
    const k2 = curvature(r + h / 2, value + (h / 2) * slope, s2);
    const s3 = slope + (h / 2) * k2;
    const k3 = curvature(r + h / 2, value + (h / 2) * s2, s3);
    const s4 = slope + h * k3;
    const k4 = curvature(r + h, value + h * s3, s4);
    value += (h / 6) * (slope + 2 * s2 + 2 * s3 + s4);
    slope += (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
  }
  return { value, slope };
}

/** The slowest mode: its rate μ, and R over its value at the core. */
function slowestMode(): { rate: number; shape: (radius: number) => number } {
  // Zero at a root; positive below the smallest.
  const mismatch = (rate: number): number => {
    const { value, slope } = shoot(rate, innerRadius);
    return coreCoolingRate * slope - rate * value;
  };
  let low = 0;
  let high = 1;
  while (mismatch(high) > 0) {
    low = high;
    high *= 1.5;
  }
  for (let halving = 0; halving < 60; halving++) {
    const middle = 0.5 * (low + high);
    if (mismatch(middle) > 0) low = middle;
    else high = middle;
  }
  const atCore = shoot(low, innerRadius).value;
  return { rate: low, shape: (radius) => shoot(low, radius).value / atCore };
}

/**
 * A planet too stiff to move, without heat sources, that starts in the slowest mode: the largest error of its core and
 * mantle after 4.5 Gyr, relative to the core's start.
 * Steps shrink with the square of the cells, from 4 Myr at 32 cells.
 */
export function coreAndShellError(cells: number): number {
  const { rate, shape } = slowestMode();
  const planet = newPlanet(
    {
      referenceViscosity: 1e21,
      activationEnergy: 1e5,
      activationVolume: 4e-6,
      enrichment: 1,
      initialTemperature: 1700,
    },
    {
      ...defaultEvolution,
      planet: { name: 'mars', uranium: 0, thorium: 0, potassium: 0 },
      equations: 'boussinesq',
      expansivity: 'constant',
      conductivity: 'constant',
      crustConductivity: 4,
      phaseTransitions: false,
      cells: { radial: cells, azimuthal: 4 },
      viscosityLimits: { minimum: 1e32, maximum: 1e33 },
      longestStep: defaultEvolution.longestStep * (32 / cells) ** 2,
    },
  );
  const { grid, temperature } = planet;
  const mode = Array.from(grid.rCell, shape);
  for (let cell = 0; cell < temperature.length; cell++) temperature[cell] = mode[cell % cells]!;
  planet.coreTemperature = 1;
  const end = defaultEvolution.duration / timeScale;
  while (planet.time < end) advance(planet, end);
  const left = Math.exp(-rate * end);
  let error = Math.abs(planet.coreTemperature - left);
  for (let cell = 0; cell < temperature.length; cell++) {
    error = Math.max(error, Math.abs(temperature[cell]! - left * mode[cell % cells]!));
  }
  return error;
}
