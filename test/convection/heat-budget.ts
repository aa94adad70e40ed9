// The heat of an evolution, from its series alone: what goes in and what comes out, in J per m of cylinder, SI units.
import type { Evolution } from '../../src/convection/evolution/evolution.js';
import { mars, scales, specificHeating } from './mars.js';

const outer = (4 / 3) * scales.depth;
const inner = scales.depth / 3;

export interface HeatBudget {
  readonly produced: number;
  readonly fromCore: number;
  /** Friction less adiabatic cooling, and the latent heat of phases. */
  readonly worked: number;
  /** Friction alone. */
  readonly friction: number;
  readonly lost: number;
  readonly stored: number;
  readonly erupted: number;
  /** What does not balance. */
  readonly imbalance: number;
}

/** By trapezoids between the output times, of a quarter of an annulus. */
export function heatBudget({ times, diagnostics }: Evolution): HeatBudget {
  const { meanTemperature, surfaceHeatFlux, coreHeatFlux, viscousHeating, adiabaticCooling, latentHeating } =
    diagnostics;
  const angle = Math.PI / 2;
  const area = (angle / 2) * (outer ** 2 - inner ** 2);
  const last = times.length - 1;
  const integral = (rate: (frame: number) => number) => {
    let sum = 0;
    for (let k = 1; k <= last; k++) sum += 0.5 * (times[k] - times[k - 1]) * (rate(k) + rate(k - 1));
    return sum;
  };
  let latent = 0;
  for (let k = 1; k <= last; k++) latent += (times[k] - times[k - 1]) * area * latentHeating[k];
  const produced = integral((k) => mars.mantleDensity * specificHeating(times[k]) * area);
  const fromCore = integral((k) => coreHeatFlux[k] * inner * angle);
  const lost = integral((k) => surfaceHeatFlux[k] * outer * angle);
  // The equations store k/κ per volume and kelvin; Di and latent heats are made with ρ c_p, 1.05 times that.
  const share = mars.conductivity / mars.thermalDiffusivity / (mars.mantleDensity * mars.mantleHeatCapacity);
  const friction = share * integral((k) => viscousHeating[k] * area);
  const worked = friction - share * integral((k) => adiabaticCooling[k] * area) + share * latent;
  const heatCapacity = mars.conductivity / mars.thermalDiffusivity;
  const stored = heatCapacity * area * (meanTemperature[last] - meanTemperature[0]);
  const erupted = diagnostics.eruptedHeat[last] * outer * angle;
  const imbalance = produced + fromCore + worked - lost - stored - erupted;
  return { produced, fromCore, worked, friction, lost, stored, erupted, imbalance };
}
