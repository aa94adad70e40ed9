// The physics of a planet beyond motion and conduction, as its configuration chooses: heat sources, adiabatic and
// viscous heating, conductivity, phase transitions, melting. What is not chosen costs nothing.
import { type Diffusion, setConductivity } from '../energy/diffusion.js';
import type { EnergySolver } from '../energy/energy.js';
import { columnCrust, crustShareOf, enrichmentProfile, fillCrustShare, residualShare } from '../energy/heat-sources.js';
import { type ExtendedBoussinesq, workOfResidue } from '../energy/mechanical-heating.js';
import { type Depletion, distributeHeating, extractMelt, fertileMantle } from '../energy/melt-extraction.js';
import { phaseEnthalpy, releasedHeat } from '../energy/phase-enthalpy.js';
import { transport } from '../energy/transport.js';
import type { Grid } from '../grid.js';
import type { DensityLaw } from '../material/buoyancy.js';
import {
  type CellConductivity,
  type Conductivity,
  conductivity,
  dependsOnTemperature,
  updateConductivity,
} from '../material/conductivity.js';
import { expansivityProfile } from '../material/expansivity.js';
import { type Melting, melting, type Residue, residueOf } from '../material/melting.js';
import { phaseColumn } from '../material/phase-column.js';
import { phaseFunctions } from '../material/phase-transitions.js';
import type { MantleParameters } from '../parameters/mantle-parameters.js';
import type { Scales } from '../scales.js';
import { viscousDissipation } from '../stokes/dissipation.js';
import type { Flow } from '../stokes/flow.js';
import type { MantleFlow } from '../stokes/mantle-flow.js';
import type { EvolutionConfig } from './evolution-config.js';
import { crustOf } from './usual-values.js';

/** Nondimensional; fields per cell. */
export interface PlanetPhysics {
  readonly grid: Grid;
  /** Radiogenic heat sources of the latest step. */
  readonly heating: Float64Array;
  /** Radiogenic heating over its area mean by radial index, before any melting. */
  readonly heatShare: Float64Array;
  /** By radial index; it grows with the crust. */
  readonly crustShare: Float64Array;
  /** Area of the crust in a column before any melting. */
  readonly initialCrust: number;
  /** Radiogenic heating of the residual mantle over the area mean, before any melting. */
  readonly residualShare: number;
  /** Undefined in the Boussinesq approximation. */
  readonly extendedBoussinesq: ExtendedBoussinesq | undefined;
  readonly conductivity: Conductivity;
  readonly cellConductivity: CellConductivity;
  readonly melting: Melting | undefined;
  readonly depletion: Depletion | undefined;
  readonly residue: Residue;
}

export function planetPhysics(
  scales: Scales,
  grid: Grid,
  config: EvolutionConfig,
  { enrichment }: MantleParameters,
): PlanetPhysics {
  const cells = grid.radial * grid.azimuthal;
  const crust = crustOf(config);
  const share = crustShareOf(grid, crust.thickness / scales.depth);
  const depletion = config.melting ? fertileMantle(grid) : undefined;
  return {
    grid,
    heating: new Float64Array(cells),
    heatShare: enrichmentProfile(grid, enrichment, share),
    crustShare: share,
    initialCrust: columnCrust(grid, share),
    residualShare: residualShare(grid, enrichment, share),
    extendedBoussinesq:
      config.equations === 'extended-boussinesq' ? extendedBoussinesqOf(scales, grid, config) : undefined,
    conductivity: conductivity(grid, scales, config.conductivity, share, crust.conductivity),
    cellConductivity: { radial: new Float64Array(cells), azimuthal: new Float64Array(cells) },
    melting: config.melting ? melting(grid, scales) : undefined,
    depletion,
    residue: residueOf(scales),
  };
}

function extendedBoussinesqOf(
  scales: Scales,
  grid: Grid,
  { expansivity, phaseTransitions }: EvolutionConfig,
): ExtendedBoussinesq {
  const { planet, dissipationNumber } = scales;
  return {
    dissipationNumber,
    adiabatic: expansivityProfile(grid, expansivity, planet.expansivityContrast).map(
      (alpha) => dissipationNumber * alpha,
    ),
    dissipation: new Float64Array(grid.radial * grid.azimuthal),
    ...(phaseTransitions && { phases: phaseEnthalpy(grid, phaseFunctions(scales), dissipationNumber) }),
    residueWork: 0,
  };
}

/** What drives the flow besides the temperature; undefined where nothing does. */
export function densityLaw(
  scales: Scales,
  { grid, depletion, residue }: PlanetPhysics,
  { expansivity, phaseTransitions }: EvolutionConfig,
): DensityLaw | undefined {
  if (expansivity === 'constant' && !phaseTransitions && depletion === undefined) return undefined;
  return {
    expansivity: expansivityProfile(grid, expansivity, scales.planet.expansivityContrast),
    phases: phaseColumn(grid, phaseTransitions ? phaseFunctions(scales) : []),
    residue,
    depletion: depletion?.degree,
  };
}

/** Gives the conduction the conductivity of the temperature. */
export function refreshConductivity(physics: PlanetPhysics, conduction: Diffusion, temperature: Float64Array): void {
  const { grid, conductivity, cellConductivity, melting } = physics;
  // 0 until the first call: a conductivity that neither the temperature nor new crust changes is set once.
  if (cellConductivity.radial[0]! > 0 && !dependsOnTemperature(conductivity) && melting === undefined) return;
  updateConductivity(grid, conductivity, temperature, cellConductivity);
  setConductivity(conduction, cellConductivity.radial, cellConductivity.azimuthal);
}

/** Fills `physics.heating`, and leaves in `physics.extendedBoussinesq` the dissipation of the flow in `mantle.flow`. */
export function heat(physics: PlanetPhysics, mantle: MantleFlow, radiogenic: number): void {
  const { grid, heating, heatShare, crustShare, residualShare, depletion, extendedBoussinesq } = physics;
  if (depletion === undefined) {
    for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
      for (let i = 0; i < grid.radial; i++, cell++) heating[cell] = radiogenic * heatShare[i]!;
    }
  } else {
    distributeHeating(grid, crustShare, residualShare, depletion.concentration, radiogenic, heating);
  }
  if (extendedBoussinesq !== undefined) dissipate(extendedBoussinesq, mantle);
}

/** Fills `dissipation` with that of the flow in `mantle.flow`. */
export function dissipate({ dissipation }: ExtendedBoussinesq, { grid, stokes, viscosity, flow }: MantleFlow): void {
  viscousDissipation(grid, stokes.operator.factors, viscosity, flow.streamFunction, dissipation);
}

/** Heat that phase transitions have released, without their work, area mean (`phase-enthalpy.ts`). */
export function releasedByPhases({ extendedBoussinesq }: PlanetPhysics, temperature: Float64Array): number {
  return extendedBoussinesq?.phases === undefined ? 0 : releasedHeat(extendedBoussinesq.phases, temperature);
}

/** Carries the depletion along; what is buoyant of it does work on the way. */
export function carryDepletion(
  { grid, depletion, extendedBoussinesq, residue }: PlanetPhysics,
  energy: EnergySolver,
  flow: Flow,
  dt: number,
  stages: number,
): void {
  // Before the first melt both fields are constant.
  if (depletion === undefined || depletion.extracted === 0) return;
  const before = workOfResidue(grid, flow.radial, depletion.degree, residue);
  transport(energy, flow, dt, stages, depletion.degree);
  transport(energy, flow, dt, stages, depletion.concentration);
  if (extendedBoussinesq === undefined) return;
  extendedBoussinesq.residueWork = 0.5 * (before + workOfResidue(grid, flow.radial, depletion.degree, residue));
}

/** Extracts what has melted, and adds it to the crust. */
export function melt(physics: PlanetPhysics, temperature: Float64Array): void {
  const { grid, melting, depletion, crustShare } = physics;
  if (melting === undefined || depletion === undefined) return;
  extractMelt(grid, melting, crustShare, depletion, temperature);
  growCrust(physics);
}

/** Gives the crust the area that follows from what has erupted. */
export function growCrust({ grid, depletion, crustShare, initialCrust }: PlanetPhysics): void {
  if (depletion !== undefined) fillCrustShare(grid, initialCrust + depletion.extracted / grid.azimuthal, crustShare);
}
