// What an evolution is watched by: a few numbers per output time, in SI units.
import { adiabaticHeating } from '../energy/adiabatic-heating.js';
import { boundaryHeatFluxes } from '../energy/diffusion.js';
import { eruptedHeat, producedCrust } from '../energy/melt-extraction.js';
import { areaMean, type Grid } from '../grid.js';
import { kelvin } from '../scales.js';
import { rootMeanSquareVelocity } from '../stokes/flow.js';
import type { Planet } from './planet.js';
import { dissipate, releasedByPhases } from './planet-physics.js';

/** What a series is, for whoever writes it down. */
export interface SeriesDescription {
  /** In an archive. */
  readonly name: string;
  readonly units: string;
  readonly description: string;
}

export const diagnosticSeries = {
  rootMeanSquareVelocity: describe('root_mean_square_velocity', 'm s-1', 'root-mean-square velocity'),
  meanTemperature: describe('mean_temperature', 'K', 'volume-mean mantle temperature'),
  coreTemperature: describe('core_temperature', 'K', 'temperature of the core'),
  surfaceHeatFlux: describe('surface_heat_flux', 'W m-2', 'heat flux through the surface'),
  coreHeatFlux: describe('core_heat_flux', 'W m-2', 'heat flux out of the core'),
  nusseltNumber: describe(
    'nusselt_number',
    '1',
    'surface heat flux over that of steady conduction between core and surface with the conductivity of the mantle',
  ),
  viscousHeating: describe('viscous_heating', 'W m-3', 'volume-mean viscous dissipation'),
  adiabaticCooling: describe('adiabatic_cooling', 'W m-3', 'volume-mean adiabatic cooling by rising rock'),
  latentHeating: describe(
    'latent_heating',
    'W m-3',
    'latent heat of phase transitions, volume mean and mean over the time since the output before',
  ),
  meanDepletion: describe('mean_depletion', '1', 'volume-mean fraction of melt that has left the rock'),
  producedCrust: describe('produced_crust', 'm', 'crust extracted from the mantle since the start, spread evenly'),
  eruptedHeat: describe(
    'erupted_heat',
    'J m-2',
    'heat that erupted melt has taken out of the mantle since the start, latent heat included, spread over the surface',
  ),
} as const satisfies Readonly<Record<string, SeriesDescription>>;

function describe(name: string, units: string, description: string): SeriesDescription {
  return { name, units, description };
}

export type SeriesName = keyof typeof diagnosticSeries;

/**
 * Series over the output times, as `diagnosticSeries` describes them. In the Boussinesq approximation viscous heating,
 * adiabatic cooling and latent heating are zero: nothing of them reaches the energy equation.
 */
export type Diagnostics = Readonly<Record<SeriesName, Float64Array>>;

const names = Object.keys(diagnosticSeries) as readonly SeriesName[];

export function emptyDiagnostics(length: number): Diagnostics {
  return Object.fromEntries(names.map((name) => [name, new Float64Array(length)])) as Record<SeriesName, Float64Array>;
}

/** Copies the first entries, as many as both have. Returns the target. */
export function copyDiagnostics(source: Diagnostics, target: Diagnostics): Diagnostics {
  for (const name of names) target[name].set(source[name].subarray(0, target[name].length));
  return target;
}

/** Writes the diagnostics of a planet that has settled as entry `frame`. */
export function recordDiagnostics(diagnostics: Diagnostics, frame: number, planet: Planet): void {
  const { scales, grid, energy, mantle, temperature, coreTemperature, physics } = planet;
  const walls = { core: coreTemperature, surface: 0 };
  const fluxes = boundaryHeatFluxes(energy.conduction, temperature, walls, physics.heat);
  const work = mechanicalHeating(planet);
  const values: Record<SeriesName, number> = {
    rootMeanSquareVelocity: scales.velocity * rootMeanSquareVelocity(grid, mantle.flow),
    meanTemperature: kelvin(scales, areaMean(grid, temperature)),
    coreTemperature: kelvin(scales, coreTemperature),
    surfaceHeatFlux: scales.heatFlux * fluxes.surface,
    coreHeatFlux: scales.heatFlux * fluxes.core,
    nusseltNumber: fluxes.surface / conductiveSurfaceFlux(grid, coreTemperature),
    viscousHeating: scales.work * work.viscous,
    adiabaticCooling: scales.work * work.adiabatic,
    latentHeating: scales.work * meanLatentHeating(planet),
    meanDepletion: physics.depletion === undefined ? 0 : areaMean(grid, physics.depletion.degree),
    producedCrust: physics.depletion === undefined ? 0 : scales.depth * producedCrust(grid, physics.depletion),
    eruptedHeat: physics.depletion === undefined ? 0 : scales.storedHeat * eruptedHeat(grid, physics.depletion),
  };
  for (const name of names) diagnostics[name][frame] = values[name];
}

function meanLatentHeating({ physics, temperature, phaseWork, latentStart, latentSince, time }: Planet): number {
  if (time <= latentSince) return 0;
  return (releasedByPhases(physics, temperature) - latentStart + phaseWork) / (time - latentSince);
}

function conductiveSurfaceFlux({ geometry, rNode, radial }: Grid, coreTemperature: number): number {
  const [inner, outer] = [rNode[0]!, rNode[radial]!];
  return coreTemperature / geometry.resistance(outer, inner, outer);
}

/** Volume means of viscous heating and of adiabatic cooling. */
function mechanicalHeating({ scales, grid, mantle, energy, temperature, physics }: Planet): {
  viscous: number;
  adiabatic: number;
} {
  const { extendedBoussinesq } = physics;
  if (extendedBoussinesq === undefined) return { viscous: 0, adiabatic: 0 };
  dissipate(extendedBoussinesq, mantle);
  return {
    viscous: (scales.dissipationNumber / mantle.problem.rayleigh) * areaMean(grid, extendedBoussinesq.dissipation),
    adiabatic: -areaMean(
      grid,
      adiabaticHeating(energy.machine, mantle.flow, extendedBoussinesq.adiabatic, temperature),
    ),
  };
}
