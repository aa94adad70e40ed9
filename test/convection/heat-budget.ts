// The heat of an evolution, from its series alone: what goes in and what comes out, in J per m of cylinder (or per unit of
// thickness over radius of a spherical annulus), SI units.
import type { Evolution } from '../../src/convection/evolution/evolution.js';
import { type GeometryName, geometries } from '../../src/foundation/geometries/registry.js';
import { mars, scales, specificHeating } from './mars.js';

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
export function heatBudget({ times, diagnostics }: Evolution, geometry: GeometryName = 'cylinder'): HeatBudget {
  const { width, thickness, volume, radii } = geometries[geometry];
  const [inner, outer] = [radii(mars).inner * scales.depth, radii(mars).outer * scales.depth];
  const faceArea = (radius: number) => width(radius) * thickness(radius);
  const { meanTemperature, surfaceHeatFlux, coreHeatFlux, viscousHeating, adiabaticCooling, latentHeating } =
    diagnostics;
  const angle = Math.PI / 2;
  const area = angle * volume((inner + outer) / 2, outer - inner);
  const last = times.length - 1;
  const integral = (rate: (frame: number) => number) => {
    let sum = 0;
    for (let k = 1; k <= last; k++) sum += 0.5 * (times[k] - times[k - 1]) * (rate(k) + rate(k - 1));
    return sum;
  };
  let latent = 0;
  for (let k = 1; k <= last; k++) latent += (times[k] - times[k - 1]) * area * latentHeating[k];
  const produced = integral((k) => mars.mantleDensity * specificHeating(times[k]) * area);
  const fromCore = integral((k) => coreHeatFlux[k] * faceArea(inner) * angle);
  const lost = integral((k) => surfaceHeatFlux[k] * faceArea(outer) * angle);
  // The equations store k/κ per volume and kelvin; Di and latent heats are made with ρ c_p, 1.05 times that.
  const share = mars.conductivity / mars.thermalDiffusivity / (mars.mantleDensity * mars.mantleHeatCapacity);
  const friction = share * integral((k) => viscousHeating[k] * area);
  const worked = friction - share * integral((k) => adiabaticCooling[k] * area) + share * latent;
  const heatCapacity = mars.conductivity / mars.thermalDiffusivity;
  const stored = heatCapacity * area * (meanTemperature[last] - meanTemperature[0]);
  const erupted = diagnostics.eruptedHeat[last] * faceArea(outer) * angle;
  const imbalance = produced + fromCore + worked - lost - stored - erupted;
  return { produced, fromCore, worked, friction, lost, stored, erupted, imbalance };
}
