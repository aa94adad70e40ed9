// The energy solver and the core beside closed forms, and its conservation of heat. Nondimensional unless said.

import { cylinder } from '../../foundation/geometries/cylinder.js';
import { coolCore } from '../energy/core-cooling.js';
import { boundaryHeatFluxes, diffusion, setConductivity } from '../energy/diffusion.js';
import { energySolver, stagesFor, stepEnergy } from '../energy/energy.js';
import {
  decayConstant,
  isotopes,
  nondimensionalHeating,
  presentAbundance,
  specificHeating,
} from '../energy/heat-sources.js';
import { annulusGrid, areaMean, boxGrid } from '../grid.js';
import { planets } from '../planets/registry.js';
import { scalesOf, secondsPerYear } from '../scales.js';
import { courantTime, flowOf, stillFlow } from '../stokes/flow.js';

const { mars } = planets;
const scales = scalesOf(mars);
const { inner, outer } = cylinder.radii(mars);

/** Mean of ln(r_o/r) / ln(r_o/r_i) over the annulus: 0.294007. */
export const conductionMean = 1 / (2 * Math.log(outer / inner)) - inner ** 2 / (outer ** 2 - inner ** 2);
export const conductionSurfaceFlux = 1 / (outer * Math.log(outer / inner));

/** Steady conduction in the annulus, 1 at the core and 0 at the surface. */
export function conductionInAnnulus(cells: number, stretching: number) {
  const grid = annulusGrid(cells, 4, inner, outer, Math.PI / 2, stretching);
  const conduction = diffusion(grid);
  const solver = energySolver(conduction);
  const walls = { core: 1, surface: 0 };
  const temperature = new Float64Array(4 * cells);
  const heating = new Float64Array(4 * cells);
  for (let step = 0; step < 300; step++) stepEnergy(solver, stillFlow(grid), heating, walls, 0.02, 2, temperature);
  const errors = grid.rCell.map((r, i) => Math.abs(temperature[i]! - Math.log(outer / r) / Math.log(outer / inner)));
  return {
    error: errors.reduce((most, error) => Math.max(most, error), 0),
    mean: areaMean(grid, temperature),
    surfaceFlux: boundaryHeatFluxes(conduction, temperature, walls).surface,
  };
}

/** How much 4.5 Gyr of radiogenic heat warm an insulated mantle, K: ΔT scale × Σ H_i (1 - e^{-λt}) / λ. */
export function radiogenicWarming(): number {
  const duration = 4.5e9 * secondsPerYear;
  const factor = (mars.mantleDensity * scales.depth ** 2) / (mars.conductivity * scales.time);
  const total = specificHeating(mars, 0);
  return isotopes.reduce((sum, isotope) => {
    const decay = decayConstant(isotope);
    const atStart = presentAbundance(mars, isotope) * isotope.heatProduction * Math.exp(decay * 4.5e9 * secondsPerYear);
    return sum + factor * total * (atStart / total) * ((1 - Math.exp(-decay * duration)) / decay);
  }, 0);
}

/** The same from the solver in an insulated box, by the number of steps. */
export function solvedRadiogenicWarming(steps: number): number {
  const grid = boxGrid(4, 4, 1);
  const solver = energySolver(diffusion(grid));
  const temperature = new Float64Array(16);
  const heating = new Float64Array(16);
  const dt = (4.5e9 * secondsPerYear) / scales.time / steps;
  for (let step = 0; step < steps; step++) {
    heating.fill(nondimensionalHeating(scales, (step + 0.5) * dt));
    stepEnergy(solver, stillFlow(grid), heating, {}, dt, 2, temperature);
  }
  return scales.temperature * temperature[5]!;
}

/** Core temperature after a unit of time under a unit heat flux, by the number of steps; and the closed form. */
export function coreUnderConstantFlux(steps: number): { solved: number; exact: number } {
  const core = { temperature: 1, rate: scales.coreCoolingRate, direct: 0 };
  for (let step = 0; step < steps; step++) coolCore(core, 1, 1 / steps);
  return { solved: core.temperature, exact: 1 + scales.coreCoolingRate };
}

/** Relative change of the total heat of an insulated annulus of varied conductivity, stirred for a number of steps. */
export function heatDrift(cells: number, steps: number): number {
  const grid = annulusGrid(cells, cells, inner, outer, Math.PI / 2, 3);
  const conduction = diffusion(grid);
  setConductivity(
    conduction,
    Float64Array.from({ length: cells * cells }, (_, cell) => 1 + 0.9 * Math.sin(3 * cell)),
  );
  const solver = energySolver(conduction);
  const interior: number[] = [];
  for (let j = 1; j < cells; j++) {
    for (let i = 1; i < cells; i++) {
      interior.push(50 * Math.sin(Math.PI * (grid.rNode[i]! - inner)) * Math.sin(4 * j * grid.dphi));
    }
  }
  const flow = stillFlow(grid);
  flowOf(grid, Float64Array.from(interior), flow);
  const temperature = Float64Array.from({ length: cells * cells }, (_, cell) => 1 + Math.sin(7 * cell));
  const heating = new Float64Array(cells * cells);
  const before = areaMean(grid, temperature);
  const dt = courantTime(grid, flow);
  for (let step = 0; step < steps; step++) stepEnergy(solver, flow, heating, {}, dt, stagesFor(1), temperature);
  return Math.abs(areaMean(grid, temperature) / before - 1);
}
