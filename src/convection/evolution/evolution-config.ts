// The configuration of a thermal evolution. Plain data, SI units; together with the parameters it decides every bit of
// the result.
import { TharsisError } from '../../foundation/errors.js';
import type { ConductivityLaw } from '../material/conductivity.js';
import type { ExpansivityLaw } from '../material/expansivity.js';
import { mantle, secondsPerYear } from '../scales.js';

export type { MantleParameters } from '../parameters/mantle-parameters.js';

/** Which physics an evolution has; docs/physics.md has the equations. */
export interface PhysicsConfig {
  /** 'extended-boussinesq': adiabatic and viscous heating, so temperatures are true ones; 'boussinesq': potential ones. */
  readonly equations: 'boussinesq' | 'extended-boussinesq';
  /** 'viscoplastic': the Arrhenius law that yields at `yieldStress`. */
  readonly rheology: 'arrhenius' | 'linearized' | 'viscoplastic';
  /** Pa; of the viscoplastic rheology: what the second invariant of deviatoric stress, √(½ τ:τ), tends to under fast strain. */
  readonly yieldStress: number;
  readonly expansivity: ExpansivityLaw;
  readonly conductivity: ConductivityLaw;
  /** W/m/K; the mantle, where its conductivity is constant, has 4. */
  readonly crustConductivity: number;
  /** The two transitions of olivine: in buoyancy, and their latent heat in the extended Boussinesq approximation. */
  readonly phaseTransitions: boolean;
  /**
   * Melting on a Martian solidus: melt erupts with its heat and its heat-producing elements, the crust grows from
   * `crustThickness`, the residue is buoyant and melts at higher temperatures. Λ is that of the crust at the start.
   */
  readonly melting: boolean;
}

/** The physics of the simulations behind the paper, as far as it is known, but for melting (see there). */
export const paperPhysics: PhysicsConfig = {
  equations: 'extended-boussinesq',
  rheology: 'arrhenius',
  yieldStress: 1e8,
  expansivity: 'depth-dependent',
  conductivity: 'pressure-and-temperature-dependent',
  crustConductivity: 3,
  phaseTransitions: true,
  melting: false,
};

/** The simplest physics of thermal convection; the fastest. */
export const boussinesqPhysics: PhysicsConfig = {
  equations: 'boussinesq',
  rheology: 'arrhenius',
  yieldStress: 1e8,
  expansivity: 'constant',
  conductivity: 'constant',
  crustConductivity: mantle.conductivity,
  phaseTransitions: false,
  melting: false,
};

/** How an evolution is computed. */
export interface EvolutionConfig extends PhysicsConfig {
  readonly cells: { readonly radial: number; readonly azimuthal: number };
  /** How many times as high as a cell at the core or the surface one in the middle is; 1: all are equally high. */
  readonly stretching: number;
  /** Angle of the cylindrical sector, rad. Its sides are mirrors. */
  readonly sectorAngle: number;
  /** Write a layer of ghost cells around the fields, declared in the file. They do not take part in anything. */
  readonly ghostCells: boolean;
  /** s. */
  readonly duration: number;
  /** Number of output intervals; frame k lies at duration × (k / snapshots)^outputExponent, frame 0 is the start. */
  readonly snapshots: number;
  /** Above 1: output is denser early, where the planet changes fast. */
  readonly outputExponent: number;
  /**
   * Bounds of the viscosity, Pa s. The maximum makes the cold lid computable (unbounded, it would be 10¹⁷ to 10⁸⁸ times
   * as viscous as the mantle); the minimum keeps thermal boundary layers within reach of the grid.
   */
  readonly viscosityLimits: { readonly minimum: number; readonly maximum: number };
  /** m. With melting, 1 m at least: what leaves the mantle needs a place. */
  readonly crustThickness: number;
  /** Thickness of the initial thermal boundary layers at core and surface, m. */
  readonly boundaryLayerThickness: number;
  /** Amplitude of the initial perturbation, K. The same for all simulations: it decides where plumes rise. */
  readonly perturbationAmplitude: number;
  /** The share of its volume that the fastest cell loses in a step. Absent: `courantNumberOf` chooses. */
  readonly courantNumber?: number;
  /** Longest step, s. */
  readonly longestStep: number;
  /** Relative error allowed in a Stokes solution, in the energy norm. */
  readonly stokesTolerance: number;
}

export const defaultEvolution: EvolutionConfig = {
  ...paperPhysics,
  // On grids coarser than this one they more than double the steps of a vigorous planet (docs/physics.md).
  phaseTransitions: false,
  cells: { radial: 32, azimuthal: 42 },
  stretching: 1,
  sectorAngle: Math.PI / 2,
  ghostCells: false,
  duration: 4.5e9 * secondsPerYear,
  snapshots: 100,
  outputExponent: 1.5,
  viscosityLimits: { minimum: 1e18, maximum: 1e28 },
  crustThickness: 64e3,
  boundaryLayerThickness: 300e3,
  perturbationAmplitude: 20,
  longestStep: 4e6 * secondsPerYear,
  stokesTolerance: 5e-3,
};

/** What steps may cost in accuracy depends on how far rock moves in them, whatever the cells: so far, in depths. */
const USUAL_DISTANCE = 1 / 32;
const MOST_CELLS = 8;

/**
 * The Courant number that steps keep to: the configured one, or else the one with which the fastest rock moves by 1/32
 * of the mantle's depth, but at least by a cell and at most by eight
 * (docs/decisions/0010-courant-number-grows-with-the-grid.md).
 */
export function courantNumberOf({ courantNumber, cells }: EvolutionConfig): number {
  return courantNumber ?? Math.min(Math.max(USUAL_DISTANCE * cells.radial, 1), MOST_CELLS);
}

/** The names that a choice may have. */
export const choices = {
  equations: ['extended-boussinesq', 'boussinesq'],
  rheology: ['arrhenius', 'linearized', 'viscoplastic'],
  expansivity: ['depth-dependent', 'constant'],
  conductivity: ['pressure-and-temperature-dependent', 'constant'],
} as const satisfies { readonly [K in keyof PhysicsConfig]?: readonly PhysicsConfig[K][] };

/** What is shorter is hardly meant: a number of years or of gigayears. */
const shortestDuration = 1e6 * secondsPerYear;

/** More are hardly meant; all of them are kept in memory. */
const MOST_SNAPSHOTS = 100_000;

/** m, with melting: the heat-producing elements of all melt go into the crust, evenly. */
const THINNEST_CRUST = 1;

/** Beyond, the middle of the mantle has hardly any cells. */
const STRONGEST_STRETCHING = 20;

/** A setting that cannot be used. */
export interface ConfigProblem {
  /** With dots, as in 'cells.radial'. */
  readonly key: string;
  readonly value: unknown;
  readonly wanted: string;
}

/** The first impossible setting, if there is one. */
export function configProblem(config: EvolutionConfig): ConfigProblem | undefined {
  const { minimum, maximum } = config.viscosityLimits;
  const { cells, stretching, sectorAngle, stokesTolerance } = config;
  const courantNumber = courantNumberOf(config);
  const whole = (value: number, least: number) => Number.isInteger(value) && value >= least;
  const conditions: readonly (readonly [boolean, string, unknown, string])[] = [
    [whole(cells.radial, 4), 'cells.radial', cells.radial, 'a whole number from 4 on'],
    [whole(cells.azimuthal, 4), 'cells.azimuthal', cells.azimuthal, 'a whole number from 4 on'],
    [
      stretching >= 1 && stretching <= STRONGEST_STRETCHING,
      'stretching',
      stretching,
      `a number from 1 to ${STRONGEST_STRETCHING}`,
    ],
    [
      sectorAngle > 0 && sectorAngle <= 2 * Math.PI,
      'sectorAngle',
      sectorAngle,
      'radians, above 0, at most a full circle (6.283)',
    ],
    [
      whole(config.snapshots, 1) && config.snapshots <= MOST_SNAPSHOTS,
      'snapshots',
      config.snapshots,
      `a whole number from 1 to ${MOST_SNAPSHOTS}`,
    ],
    [
      config.duration >= shortestDuration,
      'duration',
      config.duration,
      'at least 1 Myr, in seconds: 4.5 Gyr are 1.42e17',
    ],
    [
      config.boundaryLayerThickness < mantle.depth / 2,
      'boundaryLayerThickness',
      config.boundaryLayerThickness,
      `meters, less than half the mantle (${mantle.depth / 2})`,
    ],
    [
      config.crustThickness < mantle.depth,
      'crustThickness',
      config.crustThickness,
      `meters, less than the depth of the mantle (${mantle.depth})`,
    ],
    ...(['duration', 'outputExponent', 'boundaryLayerThickness', 'longestStep'] as const).map(
      (key) => [config[key] > 0 && Number.isFinite(config[key]), key, config[key], 'a positive number'] as const,
    ),
    ...(['crustThickness', 'perturbationAmplitude'] as const).map(
      (key) =>
        [config[key] >= 0 && Number.isFinite(config[key]), key, config[key], 'zero or a positive number'] as const,
    ),
    ...(['phaseTransitions', 'melting', 'ghostCells'] as const).map(
      (key) => [typeof config[key] === 'boolean', key, config[key], 'true or false'] as const,
    ),
    ...(['equations', 'rheology', 'expansivity', 'conductivity'] as const).map(
      (key) =>
        [choices[key].some((choice) => choice === config[key]), key, config[key], choices[key].join(' or ')] as const,
    ),
    [
      config.yieldStress > 0 && Number.isFinite(config.yieldStress),
      'yieldStress',
      config.yieldStress,
      'a positive stress in Pa, for example 1e8',
    ],
    [
      config.crustConductivity > 0 && Number.isFinite(config.crustConductivity),
      'crustConductivity',
      config.crustConductivity,
      'a positive conductivity in W/m/K, for example 3',
    ],
    [
      !config.melting || config.crustThickness >= THINNEST_CRUST,
      'crustThickness',
      config.crustThickness,
      `at least ${THINNEST_CRUST} m, in meters, or melting: false: what leaves the mantle needs a place`,
    ],
    [
      minimum > 0 && minimum < maximum && maximum / minimum <= 1e12,
      'viscosityLimits',
      config.viscosityLimits,
      'a positive minimum below the maximum, at most 1e12 apart (beyond, round-off spoils the flow)',
    ],
    [courantNumber > 0 && courantNumber <= 16, 'courantNumber', courantNumber, 'a number in (0, 16]'],
    [stokesTolerance > 0 && stokesTolerance < 1, 'stokesTolerance', stokesTolerance, 'a number between 0 and 1'],
  ];
  const broken = conditions.find(([holds]) => !holds);
  return broken && { key: broken[1], value: broken[2], wanted: broken[3] };
}

/** Throws a TharsisError `convection-config` that names the first impossible setting. */
export function checkConfig(config: EvolutionConfig): void {
  const problem = configProblem(config);
  if (problem === undefined) return;
  const { key, value, wanted } = problem;
  throw new TharsisError('convection-config', `evolution.${key} is ${shown(value)}`, `give ${wanted}`);
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
