// What convection benchmarks compare. Nondimensional.
//
//   nusselt, nusseltBottom   heat flux through the top and the bottom over that of pure conduction
//   vrms, meanTemperature    over the domain
//   q1 … q4                  heat fluxes at the corners: top left, top right, bottom right, bottom left (boxes)
//   surfaceVrms, surfaceVmax velocity along the top
//   viscosityMinimum, viscosityMaximum   over cell centers, and at the walls next to them
//   work, dissipation        ⟨W⟩ = ⟨T u_r⟩ and ⟨Φ⟩/Ra; imbalance is their difference over the larger, in percent
//   viscousHeating           ⟨Φ⟩ Di/Ra, where motion heats
//
// Heat fluxes are those of the finite volumes, through the half cells at the walls: they balance exactly, and are of
// second order because the temperature has no curvature at an isothermal wall.

import { box } from '../../foundation/geometries/box.js';
import { boundaryHeatFluxes } from '../energy/diffusion.js';
import { areaMean, type Grid } from '../grid.js';
import { yieldedViscosity } from '../material/plasticity.js';
import { viscousDissipation } from '../stokes/dissipation.js';
import { type Flow, rootMeanSquareVelocity } from '../stokes/flow.js';
import { cellStrainSquared } from '../stokes/yielding.js';
import { boundaryTemperatures, type ThermalRun } from './thermal-run.js';

/** Values by their names above. */
export type ConvectionValues = Readonly<Record<string, number>>;

/** The values of a run whose flow is that of its temperature (`updateRun`). */
export function convectionValues(run: ThermalRun): ConvectionValues {
  const { grid, mantle, energy, temperature } = run;
  const fluxes = boundaryHeatFluxes(energy.conduction, temperature, boundaryTemperatures);
  const conductive = conductiveFluxes(grid);
  return {
    nusselt: fluxes.surface / conductive.surface,
    nusseltBottom: fluxes.core / conductive.core,
    vrms: rootMeanSquareVelocity(grid, mantle.flow),
    meanTemperature: areaMean(grid, temperature),
    ...(grid.geometry === box && cornerFluxes(grid, temperature)),
    ...surfaceVelocities(grid, mantle.flow),
    ...viscosityRange(run),
    ...powers(run),
  };
}

/** Heat fluxes of pure conduction. */
function conductiveFluxes(grid: Grid): { core: number; surface: number } {
  const inner = grid.rNode[0];
  const outer = grid.rNode[grid.radial];
  const { resistance } = grid.geometry;
  return { core: 1 / resistance(inner, inner, outer), surface: 1 / resistance(outer, inner, outer) };
}

/** At a mirror the flux along the wall is even: the parabola through the two columns next to it. */
function cornerFluxes({ radial, azimuthal, spacing }: Grid, temperature: Float64Array) {
  const { core, surface } = boundaryTemperatures;
  const top = (j: number) => (temperature[j * radial + radial - 1] - surface) / spacing[radial];
  const bottom = (j: number) => (core - temperature[j * radial]) / spacing[0];
  const corner = (flux: (j: number) => number, near: number, next: number) => (9 * flux(near) - flux(next)) / 8;
  const last = azimuthal - 1;
  return {
    q1: corner(top, 0, 1),
    q2: corner(top, last, last - 1),
    q3: corner(bottom, last, last - 1),
    q4: corner(bottom, 0, 1),
  };
}

/**
 * Without shear at the top u_φ / r (in a box, u_φ) is even in depth d there: ω + c d² with the fluxes through the faces
 * of the two uppermost cells.
 */
export function surfaceVelocities(grid: Grid, flow: Flow) {
  const { radial, azimuthal, height, metricNode } = grid;
  const near = height[radial - 1];
  const top = metricNode[radial];
  const upperMoments = momentsAbove(grid, near);
  const bothMoments = momentsAbove(grid, near + height[radial - 2]);
  let sum = 0;
  let surfaceVmax = 0;
  for (let j = 1; j < azimuthal; j++) {
    const face = j * radial + radial - 1;
    const upper = flow.azimuthal[face];
    const both = upper + flow.azimuthal[face - 1];
    const determinant = upperMoments.mean * bothMoments.square - bothMoments.mean * upperMoments.square;
    const velocity = (top * (upper * bothMoments.square - both * upperMoments.square)) / determinant;
    sum += velocity ** 2;
    surfaceVmax = Math.max(surfaceVmax, Math.abs(velocity));
  }
  return { surfaceVrms: Math.sqrt(sum / azimuthal), surfaceVmax };
}

/** ∫ r dd and ∫ r d² dd from the top down to a depth; in a box r is 1. */
function momentsAbove({ geometry, radial, rNode }: Grid, depth: number): { mean: number; square: number } {
  if (geometry === box) return { mean: depth, square: depth ** 3 / 3 };
  const outer = rNode[radial];
  return { mean: depth * (outer - depth / 2), square: depth ** 3 * (outer / 3 - depth / 4) };
}

function viscosityRange({ grid, mantle, benchmark }: ThermalRun) {
  const { radial, azimuthal, rNode } = grid;
  const { law, plasticity } = benchmark;
  const depth = rNode[radial] - rNode[0];
  const wallViscosity = (temperature: number, wallDepth: number, i: number, j: number): number => {
    const linear = Math.exp(law(temperature, wallDepth));
    return plasticity === undefined
      ? linear
      : yieldedViscosity(linear, cellStrainSquared(grid, mantle.strain, i, j), plasticity);
  };
  let viscosityMinimum = Number.POSITIVE_INFINITY;
  let viscosityMaximum = 0;
  const include = (value: number): void => {
    viscosityMinimum = Math.min(viscosityMinimum, value);
    viscosityMaximum = Math.max(viscosityMaximum, value);
  };
  for (const value of mantle.viscosity.cell) include(value);
  for (let j = 0; j < azimuthal; j++) {
    include(wallViscosity(boundaryTemperatures.core, depth, 0, j));
    include(wallViscosity(boundaryTemperatures.surface, 0, radial - 1, j));
  }
  return { viscosityMinimum, viscosityMaximum };
}

function powers({ grid, mantle, benchmark, extendedBoussinesq }: ThermalRun) {
  const { stokes, latest, viscosity, flow } = mantle;
  const scale = benchmark.rayleigh * grid.totalArea;
  let work = 0;
  for (let k = 0; k < latest.length; k++) work += stokes.load[k] * latest[k];
  work /= scale;
  const field = new Float64Array(grid.radial * grid.azimuthal);
  viscousDissipation(grid, stokes.operator.factors, viscosity, flow.streamFunction, field);
  const dissipation = areaMean(grid, field) / benchmark.rayleigh;
  return {
    work,
    dissipation,
    imbalance: (100 * Math.abs(work - dissipation)) / Math.max(work, dissipation),
    ...(extendedBoussinesq && { viscousHeating: extendedBoussinesq.dissipationNumber * dissipation }),
  };
}
