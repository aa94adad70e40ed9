// Community benchmarks: convection between held temperatures, driven to a steady state by the same parts as an evolution.
import { boundaryHeatFluxes, diffusion } from './diffusion.js';
import { energySolver, stagesFor, stepEnergy } from './energy.js';
import { courantTime, rootMeanSquareVelocity } from './flow.js';
import { annulusGrid, areaMean, boxGrid, type Grid } from './grid.js';
import { extrapolateFlow, mantleFlow, solveFlow } from './mantle-flow.js';
import { frankKamenetskiiLaw, type ViscosityLaw } from './rheology.js';

/** A steady-state case: temperature 1 at the bottom (core), 0 at the top, no internal heating. */
export interface BenchmarkCase {
  readonly name: string;
  readonly source: string;
  readonly grid: (cells: number) => Grid;
  readonly rayleigh: number;
  readonly law: ViscosityLaw;
  /** Initial temperature at height above the bottom and azimuth. */
  readonly initial: (height: number, phi: number) => number;
  /** Published values. */
  readonly reference: Readonly<Record<string, number>>;
}

/** What a steady state gives. Nusselt numbers are relative to pure conduction. */
export interface BenchmarkResult {
  readonly nusselt: number;
  readonly nusseltBottom: number;
  readonly vrms: number;
  readonly meanTemperature: number;
  readonly steps: number;
}

const isoviscous = frankKamenetskiiLaw(1);

const blankenbach = (
  name: string,
  rayleigh: number,
  law: ViscosityLaw,
  nusselt: number,
  vrms: number,
): BenchmarkCase => ({
  name,
  source: 'Blankenbach et al. 1989, Table 9',
  grid: (cells) => boxGrid(cells, cells, 1),
  rayleigh,
  law,
  initial: (height, x) => 1 - height + 0.05 * Math.cos(Math.PI * x) * Math.sin(Math.PI * height),
  reference: { nusselt, vrms },
});

export const benchmarkCases: readonly BenchmarkCase[] = [
  blankenbach('blankenbach-1a', 1e4, isoviscous, 4.884409, 42.864947),
  blankenbach('blankenbach-1b', 1e5, isoviscous, 10.534095, 193.21454),
  blankenbach('blankenbach-2a', 1e4, frankKamenetskiiLaw(1000), 10.066, 480.4334),
  {
    name: 'davies-2.1',
    source: 'Davies et al. 2022, free-slip cylindrical shell, one reflecting quarter of the mode-4 state',
    grid: (cells) => annulusGrid(cells, Math.round(2.7 * cells), 1.22, 2.22),
    rayleigh: 1e4,
    law: isoviscous,
    initial: (height, phi) => 1 - height + 0.02 * Math.cos(4 * phi) * Math.sin(Math.PI * height),
    reference: { nusselt: 4.7, nusseltBottom: 4.706, vrms: 46.244, meanTemperature: 0.382 },
  },
];

const COURANT_NUMBER = 1;
const STOKES_TOLERANCE = 1e-6;
const MAXIMUM_STEPS = 60_000;
const CHECK_INTERVAL = 50;

/** Advances a case until the Nusselt number changes by less than `tolerance` (relative) over a diffusion time / 50. */
export function steadyState(benchmark: BenchmarkCase, cells: number, tolerance = 1e-6): BenchmarkResult {
  const grid = benchmark.grid(cells);
  const energy = energySolver(diffusion(grid));
  const { rayleigh, law } = benchmark;
  const mantle = mantleFlow(grid, { rayleigh, law, tolerance: STOKES_TOLERANCE });
  const held = { core: 1, surface: 0 };
  const temperature = initialField(benchmark, grid);
  const heating = new Float64Array(temperature.length);
  const stages = stagesFor(COURANT_NUMBER);
  let steps = 0;
  let time = 0;
  let lastTime = 0;
  let last = 0;
  for (;;) {
    if (!solveFlow(mantle, temperature, time)) {
      throw new Error(`steadyState(): the Stokes problem of ${benchmark.name} has no solution at step ${steps}`);
    }
    extrapolateFlow(mantle, time);
    const dt = Math.min(COURANT_NUMBER * courantTime(grid, mantle.flow), 1e-3);
    stepEnergy(energy, mantle.flow, heating, held, dt, stages, temperature);
    time += dt;
    steps++;
    if (steps % CHECK_INTERVAL === 0 && time - lastTime > 0.02) {
      const { surface } = boundaryHeatFluxes(energy.conduction, temperature, held);
      const drift = Math.abs(surface - last) / surface;
      if ((drift < tolerance && time > 0.2) || steps > MAXIMUM_STEPS) break;
      last = surface;
      lastTime = time;
    }
  }
  const conductive = conductiveFluxes(grid);
  const fluxes = boundaryHeatFluxes(energy.conduction, temperature, held);
  return {
    nusselt: fluxes.surface / conductive.surface,
    nusseltBottom: fluxes.core / conductive.core,
    vrms: rootMeanSquareVelocity(grid, mantle.flow),
    meanTemperature: areaMean(grid, temperature),
    steps,
  };
}

/** Heat fluxes of pure conduction: 1 in a box, 1 / (r ln(r_o/r_i)) in an annulus. */
function conductiveFluxes(grid: Grid): { core: number; surface: number } {
  if (grid.geometry === 'box') return { core: 1, surface: 1 };
  const inner = grid.rNode[0]!;
  const outer = grid.rNode[grid.radial]!;
  const logarithm = Math.log(outer / inner);
  return { core: 1 / (inner * logarithm), surface: 1 / (outer * logarithm) };
}

function initialField(benchmark: BenchmarkCase, grid: Grid): Float64Array {
  const field = new Float64Array(grid.radial * grid.azimuthal);
  for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
    for (let i = 0; i < grid.radial; i++, cell++) {
      field[cell] = benchmark.initial(grid.rCell[i]! - grid.rNode[0]!, grid.phiCell[j]!);
    }
  }
  return field;
}
