// The physics of a planet beyond motion and conduction, as its configuration chooses: heat sources, adiabatic and
// viscous heating, conductivity, phase transitions, melting. What is not chosen costs nothing.
import { type Diffusion, setConductivity } from '../energy/diffusion.js';
import type { EnergySolver } from '../energy/energy.js';
import { type DepositedHeat, depositHeat, type HeatProduction, noHeat, residualShare } from '../energy/heat-deposit.js';
import { type ExtendedBoussinesq, workOfResidue } from '../energy/mechanical-heating.js';
import { type Depletion, extractMelt, fertileMantle } from '../energy/melt-extraction.js';
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
import { type Crust, columnCrust, crustOfThickness, growTo } from '../material/crust.js';
import { expansivityProfile } from '../material/expansivity.js';
import { type Melting, melting, type Residue, residueOf } from '../material/melting.js';
import { phaseColumn } from '../material/phase-column.js';
import { phaseFunctions } from '../material/phase-transitions.js';
import type { Adiabat } from '../material/stratification.js';
import type { MantleParameters } from '../parameters/mantle-parameters.js';
import { rayleighNumber, type Scales } from '../scales.js';
import { viscousDissipation } from '../stokes/dissipation.js';
import type { Flow } from '../stokes/flow.js';
import type { MantleFlow } from '../stokes/mantle-flow.js';
import type { EvolutionConfig } from './evolution-config.js';
import { crustOf } from './usual-values.js';

/** Nondimensional; fields per cell. */
export interface PlanetPhysics {
  readonly grid: Grid;
  /** Radiogenic heat, as `depositRadiogenicHeat` left it. */
  readonly heat: DepositedHeat;
  readonly heatProduction: HeatProduction;
  /** Where rock melts it grows. */
  readonly crust: Crust;
  /** Area of the crust in a column before any melting. */
  readonly initialCrust: number;
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
  { enrichment, referenceViscosity }: MantleParameters,
): PlanetPhysics {
  const cells = grid.radial * grid.azimuthal;
  const usual = crustOf(config);
  const crust = crustOfThickness(grid, usual.thickness / scales.depth);
  const depletion = config.melting ? fertileMantle(grid) : undefined;
  const conductivityLaw = conductivity(grid, scales, config.conductivity, crust, usual.conductivity);
  return {
    grid,
    heat: noHeat(grid),
    heatProduction: {
      crust,
      crustConductivity: conductivityLaw.inCrust,
      mantle: residualShare(grid, enrichment, crust),
      concentration: depletion?.concentration,
    },
    crust,
    initialCrust: columnCrust(grid, crust),
    extendedBoussinesq:
      config.equations === 'extended-boussinesq'
        ? extendedBoussinesqOf(scales, grid, config, referenceViscosity)
        : undefined,
    conductivity: conductivityLaw,
    cellConductivity: {
      lower: new Float64Array(cells),
      upper: new Float64Array(cells),
      azimuthal: new Float64Array(cells),
    },
    melting: config.melting ? melting(grid, scales) : undefined,
    depletion,
    residue: residueOf(scales),
  };
}

function extendedBoussinesqOf(
  scales: Scales,
  grid: Grid,
  { expansivity, phaseTransitions }: EvolutionConfig,
  referenceViscosity: number,
): ExtendedBoussinesq {
  const { planet, dissipationNumber } = scales;
  return {
    dissipationNumber,
    adiabatic: expansivityProfile(grid, expansivity, planet.expansivityContrast).map(
      (alpha) => dissipationNumber * alpha,
    ),
    dissipation: new Float64Array(grid.radial * grid.azimuthal),
    heatPerDissipation: dissipationNumber / rayleighNumber(scales, referenceViscosity),
    friction: { minimum: 1, maximum: 1 },
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

/** How rock that moves changes its temperature. */
export function adiabatOf(
  { dissipationNumber, surfaceTemperatureRatio }: Scales,
  { equations }: EvolutionConfig,
): Adiabat {
  return { dissipationNumber: equations === 'boussinesq' ? 0 : dissipationNumber, surfaceTemperatureRatio };
}

/** Gives the conduction the conductivity of the temperature. */
export function refreshConductivity(physics: PlanetPhysics, conduction: Diffusion, temperature: Float64Array): void {
  const { grid, conductivity, cellConductivity, melting } = physics;
  // 0 until the first call: a conductivity that neither the temperature nor new crust changes is set once.
  if (cellConductivity.lower[0]! > 0 && !dependsOnTemperature(conductivity) && melting === undefined) return;
  updateConductivity(grid, conductivity, temperature, cellConductivity);
  setConductivity(conduction, cellConductivity.lower, cellConductivity.upper, cellConductivity.azimuthal);
}

/** Fills `physics.heat` from the radiogenic heating of the bulk. */
export function depositRadiogenicHeat(
  { heat, heatProduction }: PlanetPhysics,
  conduction: Diffusion,
  bulkHeating: number,
): void {
  depositHeat(conduction, heatProduction, bulkHeating, heat);
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
  const { grid, melting, depletion, crust } = physics;
  if (melting === undefined || depletion === undefined) return;
  extractMelt(grid, melting, crust.share, depletion, temperature);
  growCrust(physics);
}

/** Gives the crust the area that follows from what has erupted. */
export function growCrust({ grid, depletion, crust, initialCrust }: PlanetPhysics): void {
  if (depletion !== undefined) growTo(grid, crust, initialCrust + depletion.extracted / grid.azimuthal);
}
