// The physics of a planet beyond motion and conduction, as its configuration chooses: heat sources, adiabatic and viscous
// heating, conductivity, phase transitions, melting. What is not chosen costs nothing.
import { type Diffusion, setConductivity } from '../energy/diffusion.js';
import type { EnergySolver } from '../energy/energy.js';
import { crustShare, enrichmentProfile, residualShare, shareCrust } from '../energy/heat-sources.js';
import { releaseLatentHeat } from '../energy/latent-heat.js';
import {
  type Depletion,
  distributeHeating,
  extractMelt,
  fertileMantle,
  producedCrust,
} from '../energy/melt-extraction.js';
import { transport } from '../energy/transport.js';
import { areaMean, type Grid } from '../grid.js';
import type { DensityLaw } from '../material/buoyancy.js';
import {
  type CellConductivity,
  type Conductivity,
  conductivity,
  dependsOnTemperature,
  updateConductivity,
} from '../material/conductivity.js';
import { expansivityProfile } from '../material/expansivity.js';
import { type Melting, melting } from '../material/melting.js';
import {
  martianTransitions,
  type PhaseFunction,
  phaseFunction,
  weightedFractions,
} from '../material/phase-transitions.js';
import type { MantleParameters } from '../parameters/mantle-parameters.js';
import { dissipationNumber, mantle } from '../scales.js';
import { viscousDissipation } from '../stokes/dissipation.js';
import type { Flow } from '../stokes/flow.js';
import type { MantleFlow } from '../stokes/mantle-flow.js';
import type { EvolutionConfig } from './evolution-config.js';

/** Nondimensional; fields per cell. */
export interface PlanetPhysics {
  readonly grid: Grid;
  /** Heat sources of the latest step. */
  readonly heating: Float64Array;
  /** Radiogenic heating over its area mean by radial index, before any melting. */
  readonly heatShare: Float64Array;
  /** By radial index; it grows with the crust. */
  readonly crustShare: Float64Array;
  /** Thickness of the crust before any melting. */
  readonly initialCrust: number;
  /** Radiogenic heating of the residual mantle over the area mean, before any melting. */
  readonly residualShare: number;
  /** Di α' by radial index; undefined in the Boussinesq approximation. */
  readonly adiabatic: Float64Array | undefined;
  /** Viscous dissipation, and what turns it into heating: Di/Ra, or 0 in the Boussinesq approximation. */
  readonly dissipation: Float64Array;
  readonly viscousHeating: number;
  readonly conductivity: Conductivity;
  readonly cellConductivity: CellConductivity;
  /** Phase transitions that give off latent heat, and Σ ℓ Γ as the flow carries it. */
  readonly phases: readonly PhaseFunction[];
  readonly moved: Float64Array;
  readonly melting: Melting | undefined;
  readonly depletion: Depletion | undefined;
}

export function planetPhysics(
  grid: Grid,
  config: EvolutionConfig,
  { enrichment }: MantleParameters,
  rayleigh: number,
): PlanetPhysics {
  const cells = grid.radial * grid.azimuthal;
  const initialCrust = config.crustThickness / mantle.depth;
  const share = crustShare(grid, initialCrust);
  const extended = config.equations === 'extended-boussinesq';
  return {
    grid,
    heating: new Float64Array(cells),
    heatShare: enrichmentProfile(grid, enrichment, share),
    crustShare: share,
    initialCrust,
    residualShare: residualShare(grid, enrichment, share),
    adiabatic: extended
      ? expansivityProfile(grid, config.expansivity).map((alpha) => dissipationNumber * alpha)
      : undefined,
    dissipation: new Float64Array(cells),
    viscousHeating: extended ? dissipationNumber / rayleigh : 0,
    conductivity: conductivity(grid, config.conductivity, share, config.crustConductivity),
    cellConductivity: { radial: new Float64Array(cells), azimuthal: new Float64Array(cells) },
    phases: extended && config.phaseTransitions ? martianTransitions.map(phaseFunction) : [],
    moved: new Float64Array(cells),
    melting: config.melting ? melting(grid) : undefined,
    depletion: config.melting ? fertileMantle(grid) : undefined,
  };
}

/** What drives the flow besides the temperature; undefined where nothing does. */
export function densityLaw(
  { grid, depletion }: PlanetPhysics,
  { expansivity, phaseTransitions }: EvolutionConfig,
): DensityLaw | undefined {
  if (expansivity === 'constant' && !phaseTransitions && depletion === undefined) return undefined;
  return {
    expansivity: expansivityProfile(grid, expansivity),
    phases: phaseTransitions ? martianTransitions.map(phaseFunction) : [],
    depletion: depletion?.degree,
  };
}

/** Gives the conduction the conductivity of the temperature. */
export function refreshConductivity(physics: PlanetPhysics, conduction: Diffusion, temperature: Float64Array): void {
  const { grid, conductivity, cellConductivity, melting } = physics;
  // 0 until the first call: a conductivity that neither the temperature nor new crust changes is set once.
  if (cellConductivity.radial[0] > 0 && !dependsOnTemperature(conductivity) && melting === undefined) return;
  updateConductivity(grid, conductivity, temperature, cellConductivity);
  setConductivity(conduction, cellConductivity.radial, cellConductivity.azimuthal);
}

/**
 * Fills `physics.heating`: radiogenic, and viscous with the flow in `mantle.flow`.
 *
 * @param owed friction that is due besides, over the area, as a rate: it is spread as friction is
 * @returns the friction that heats, over the area, as a rate
 */
export function heat(physics: PlanetPhysics, mantle: MantleFlow, radiogenic: number, owed: number): number {
  const { grid, heating, heatShare, crustShare, residualShare, depletion, dissipation, viscousHeating } = physics;
  if (depletion === undefined) {
    for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
      for (let i = 0; i < grid.radial; i++, cell++) heating[cell] = radiogenic * heatShare[i];
    }
  } else {
    distributeHeating(grid, crustShare, residualShare, depletion.concentration, radiogenic, heating);
  }
  if (viscousHeating === 0) return 0;
  dissipate(physics, mantle);
  const friction = grid.totalArea * areaMean(grid, dissipation);
  const due = Math.max(0, friction + owed);
  const factor = friction > 0 ? (viscousHeating * due) / friction : 0;
  for (let cell = 0; cell < heating.length; cell++) heating[cell] += factor * dissipation[cell];
  return friction > 0 ? due : 0;
}

/** Fills `physics.dissipation` with that of the flow in `mantle.flow`. */
export function dissipate({ grid, dissipation }: PlanetPhysics, { stokes, viscosity, flow }: MantleFlow): void {
  viscousDissipation(grid, stokes.operator.factors, viscosity, flow.streamFunction, dissipation);
}

/** Carries the phases that rock is in along with it, before `changePhases`. */
export function movePhases(
  { grid, phases, moved }: PlanetPhysics,
  energy: EnergySolver,
  flow: Flow,
  dt: number,
  stages: number,
  temperature: Float64Array,
): void {
  if (phases.length === 0) return;
  weightedFractions(grid, phases, 'latentHeat', temperature, moved);
  transport(energy, flow, dt, stages, moved);
}

/** Brings the phases to equilibrium. Returns by how much that warms the mantle, area mean. */
export function changePhases({ grid, phases, moved }: PlanetPhysics, temperature: Float64Array): number {
  if (phases.length === 0) return 0;
  const before = areaMean(grid, temperature);
  releaseLatentHeat(grid, phases, moved, temperature);
  return areaMean(grid, temperature) - before;
}

/** Carries the depletion along, extracts what has molten, and adds it to the crust. */
export function melt(
  physics: PlanetPhysics,
  energy: EnergySolver,
  flow: Flow,
  dt: number,
  stages: number,
  temperature: Float64Array,
): void {
  const { grid, melting, depletion, crustShare } = physics;
  if (melting === undefined || depletion === undefined) return;
  // Before the first melt both fields are constant.
  if (depletion.extracted > 0) {
    transport(energy, flow, dt, stages, depletion.degree);
    transport(energy, flow, dt, stages, depletion.concentration);
  }
  extractMelt(grid, melting, crustShare, depletion, temperature);
  growCrust(physics);
}

/** Gives the crust the thickness that follows from what has erupted. */
export function growCrust({ grid, depletion, crustShare, initialCrust }: PlanetPhysics): void {
  if (depletion !== undefined) shareCrust(grid, initialCrust + producedCrust(grid, depletion), crustShare);
}
