// The configuration of a thermal evolution: one schema gives keys, types, defaults, checks and descriptions. Plain data,
// SI units; together with the parameters it decides every bit of the result. docs/physics.md has the equations.
import { z } from 'zod';
import { TharsisError } from '../../foundation/errors.js';
import { suggestion } from '../../foundation/nearest-name.js';
import { secondsPerYear } from '../../foundation/time-units.js';
import { planetChoiceSchema, planetOf } from '../planets/planet-choice.js';
import { rheologyNames } from '../rheologies/registry.js';

export type { MantleParameters } from '../parameters/mantle-parameters.js';

/** A shorter duration is hardly meant: it is a number of years or of gigayears. */
const MIN_DURATION = 1e6 * secondsPerYear;
/** All snapshots are kept in memory. */
const MAX_INTERVALS = 100_000;
/** m, with melting: the heat-producing elements of all melt go into the crust, evenly. */
const MIN_CRUST = 1;
/** Beyond, the middle of the mantle has hardly any cells. */
const MAX_STRETCHING = 20;
/** What can be written beside the temperature. */
export const flowOutputs = ['velocity', 'viscosity', 'stream-function'] as const;
export type FlowOutput = (typeof flowOutputs)[number];
/** Beyond, round-off spoils the flow. */
const MAX_VISCOSITY_CONTRAST = 1e12;

// One message for whatever is wrong with a value: what it should be.
const number = (wanted: string) => z.number(`expected ${wanted}`);
const positive = (wanted = 'a positive number') => number(wanted).positive(`expected ${wanted}`);
const nonnegative = (wanted = 'zero or a positive number') => number(wanted).min(0, `expected ${wanted}`);
const between = (minimum: number, maximum: number, wanted = `a number from ${minimum} to ${maximum}`) =>
  number(wanted).min(minimum, `expected ${wanted}`).max(maximum, `expected ${wanted}`);
const whole = (minimum: number, maximum = Number.MAX_SAFE_INTEGER) => {
  const wanted = maximum === Number.MAX_SAFE_INTEGER ? `from ${minimum} on` : `from ${minimum} to ${maximum}`;
  const message = `expected a whole number ${wanted}`;
  return z.int(message).min(minimum, message).max(maximum, message);
};
const flag = () => z.boolean('expected true or false');
const choice = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.enum(names, `expected ${names.join(' or ')}`);

const currentKeys = z
  .strictObject({
    planet: planetChoiceSchema
      .prefault({})
      .describe(
        'mars, moon, mercury, venus or earth; or { name, and any number in which it differs }: docs/physics.md lists them',
      ),
    equations: choice(['extended-boussinesq', 'boussinesq'])
      .default('extended-boussinesq')
      .describe(
        'extended-boussinesq has adiabatic and viscous heating: its temperatures are true ones, those of boussinesq potential ones',
      ),
    rheology: choice(rheologyNames).default('arrhenius').describe('of diffusion creep'),
    yieldStress: positive('a positive stress in Pa, for example 1e8')
      .default(1e8)
      .describe('Pa, of the viscoplastic rheology: the limit of the second invariant of stress, √(½ τ:τ)'),
    expansivity: choice(['depth-dependent', 'constant']).default('depth-dependent'),
    conductivity: choice(['pressure-and-temperature-dependent', 'constant'])
      .default('pressure-and-temperature-dependent')
      .describe('of the mantle'),
    crustConductivity: positive('a positive conductivity in W/m/K, for example 3')
      .optional()
      .describe("W/m/K; by default the planet's"),
    phaseTransitions: flag()
      .default(false)
      .describe("the planet's transitions of olivine, in buoyancy and as latent heat"),
    melting: flag()
      .default(false)
      .describe(
        "on the planet's solidus: melt erupts and the crust grows, what remains is depleted, buoyant and melts less easily",
      ),
    cells: z
      .strictObject({ radial: whole(4), azimuthal: whole(4) })
      .default({ radial: 32, azimuthal: 42 })
      .describe('cells from core to surface, and over the sector'),
    stretching: between(1, MAX_STRETCHING)
      .default(1)
      .describe('height of a cell in the middle over that of one at the core or the surface; 1: uniform'),
    sectorAngle: positive('radians, above 0, at most a full circle (6.283)')
      .max(2 * Math.PI, 'expected radians, above 0, at most a full circle (6.283)')
      .default(Math.PI / 2)
      .describe('angle of the cylindrical sector, rad; its sides are mirrors'),
    ghostCells: flag()
      .default(false)
      .describe('write a declared layer of ghost cells around the fields; 300 x 392 cells are 302 x 394 points then'),
    // Absent rather than empty by default: files keep the configuration, and those without these fields keep their bytes.
    outputs: z
      .array(choice(flowOutputs), `expected a list of ${flowOutputs.join(', ')}`)
      .optional()
      .describe(`a list of ${flowOutputs.join(', ')}: fields that are written beside the temperature; by default none`),
    duration: between(MIN_DURATION, Number.MAX_VALUE, 'at least 1 Myr, in seconds: 4.5 Gyr are 1.42e17')
      .default(4.5e9 * secondsPerYear)
      .describe('s'),
    outputIntervals: whole(1, MAX_INTERVALS)
      .default(100)
      .describe(
        'output intervals; output k is at duration × (k / outputIntervals)^outputExponent, output 0 is the start',
      ),
    outputExponent: positive().default(1.5).describe('above 1: denser output early'),
    viscosityLimits: z
      .strictObject({ minimum: number('a number'), maximum: number('a number') })
      .refine(
        ({ minimum, maximum }) => minimum > 0 && minimum < maximum && maximum / minimum <= MAX_VISCOSITY_CONTRAST,
        {
          message: `expected a positive minimum below the maximum, at most ${MAX_VISCOSITY_CONTRAST.toExponential()} apart`,
        },
      )
      .default({ minimum: 1e18, maximum: 1e28 })
      .describe(
        'Pa s: the maximum makes the cold lid computable, the minimum keeps thermal boundary layers within reach of the grid',
      ),
    crustThickness: nonnegative().optional().describe("m; with melting, at the start; by default the planet's"),
    boundaryLayerThickness: positive()
      .optional()
      .describe('m: of the initial ones at core and surface; by default 300 km, but at most a quarter of the mantle'),
    initialState: z
      .strictObject({
        file: z
          .string('expected the path of a file')
          .min(1, 'expected the path of a file')
          .describe('relative paths start at the working folder'),
        snapshot: whole(0).optional().describe('of an archive file, from 0 on; by default the last'),
      })
      .optional()
      .describe(
        '{ file, snapshot? }: a temperature to start from, in place of initialTemperature and the boundary layers: a snapshot of an archive file (by default its last), without perturbation; or a profile, CSV with the header radius_m,temperature_K',
      ),
    perturbation: z
      .strictObject({
        amplitude: nonnegative().default(20).describe('K: the largest deviation, where all modes add up'),
        modes: z
          .array(z.strictObject({ mode: whole(1), weight: positive() }), 'expected a list of { mode, weight }')
          .min(1, 'expected at least one mode')
          .default([
            { mode: 2, weight: 0.4 },
            { mode: 3, weight: 0.35 },
            { mode: 5, weight: 0.25 },
          ])
          .describe(
            'a list of { mode, weight }: half wavelengths over the sector, fewer than azimuthal cells, and their relative amplitudes',
          ),
        seed: whole(0)
          .optional()
          .describe('draws the sign and size of each mode, in proportion to its weight; without it they are as given'),
      })
      .prefault({})
      .describe('of the initial temperature; it vanishes at core and surface'),
    courantNumber: positive('a number in (0, 16]')
      .max(16, 'expected a number in (0, 16]')
      .optional()
      .describe('share of its volume that the fastest cell loses in a step; by default radial cells / 32, from 1 to 8'),
    longestStep: positive()
      .default(4e6 * secondsPerYear)
      .describe('s'),
    stokesTolerance: positive('a number between 0 and 1')
      .lt(1, 'expected a number between 0 and 1')
      .default(5e-3)
      .describe('relative error allowed in a Stokes solution, in the energy norm'),
  })
  .superRefine((config, context) => {
    const problem = contradictionIn(config);
    if (problem === undefined) return;
    const { key, value, wanted } = problem;
    context.addIssue({ code: 'custom', path: [key], input: value, message: `expected ${wanted}` });
  });

/** Keys of earlier versions, and the values of the present ones that they stand for. */
const earlierKeys: Readonly<Record<string, { readonly key: string; readonly translate: (value: unknown) => unknown }>> =
  {
    snapshots: { key: 'outputIntervals', translate: (value) => value },
    perturbationAmplitude: { key: 'perturbation', translate: (amplitude) => ({ amplitude }) },
  };

/** The configuration of an evolution, with present or earlier keys. */
export const evolutionSchema = z.preprocess(renameEarlierKeys, currentKeys);

function renameEarlierKeys(given: unknown, context: z.RefinementCtx): unknown {
  if (typeof given !== 'object' || given === null) return given;
  const settings: Record<string, unknown> = { ...given };
  for (const [earlier, { key, translate }] of Object.entries(earlierKeys)) {
    if (!(earlier in settings)) continue;
    const value = settings[earlier];
    if (key in settings) {
      const message = `expected ${key} alone: ${earlier} is its earlier name`;
      context.addIssue({ code: 'custom', path: [earlier], input: value, message });
      return z.NEVER;
    }
    delete settings[earlier];
    settings[key] = translate(value);
  }
  return settings;
}

/** How an evolution is computed: every default filled in. */
export type EvolutionConfig = Readonly<z.output<typeof currentKeys>>;

/** What may be given: every key has a default. */
export type EvolutionSettings = Readonly<z.input<typeof currentKeys>>;

/** Which physics an evolution has. */
export type PhysicsConfig = Pick<
  EvolutionConfig,
  | 'equations'
  | 'rheology'
  | 'yieldStress'
  | 'expansivity'
  | 'conductivity'
  | 'crustConductivity'
  | 'phaseTransitions'
  | 'melting'
>;

/** Values that are each possible, but not together. */
function contradictionIn(config: z.output<z.ZodObject<typeof currentKeys.shape>>) {
  const { planetRadius, coreRadius } = planetOf(config.planet);
  const depth = planetRadius - coreRadius;
  const crust = crustOf(config).thickness;
  const boundaryLayerThickness = boundaryLayerOf(config, depth);
  if (!(boundaryLayerThickness < depth / 2)) {
    return {
      key: 'boundaryLayerThickness',
      value: boundaryLayerThickness,
      wanted: `meters, less than half the mantle (${depth / 2})`,
    };
  }
  const { amplitude, modes } = config.perturbation;
  const { azimuthal } = config.cells;
  const unresolved = amplitude > 0 ? modes.find(({ mode }) => mode >= azimuthal) : undefined;
  if (unresolved !== undefined) {
    const wanted = `modes below ${azimuthal}, the azimuthal cells: the grid does not resolve higher ones`;
    return { key: 'perturbation', value: unresolved, wanted };
  }
  if (!(crust < depth)) {
    return { key: 'crustThickness', value: crust, wanted: `meters, less than the depth of the mantle (${depth})` };
  }
  if (config.melting && crust < MIN_CRUST) {
    const wanted = `at least ${MIN_CRUST} m, in meters, or melting: false: what leaves the mantle needs a place`;
    return { key: 'crustThickness', value: crust, wanted };
  }
  return undefined;
}

export const defaultEvolution: EvolutionConfig = evolutionSchema.parse({});

/**
 * The configuration that an archive (as JSON text) or a model.json (as an object) keeps of its simulations; undefined
 * where it is not one of Tharsis.
 */
export function storedEvolution(stored: unknown): EvolutionConfig | undefined {
  try {
    return evolutionSchema.safeParse(typeof stored === 'string' ? JSON.parse(stored) : stored).data;
  } catch {
    return undefined;
  }
}

/** The physics of the simulations behind the paper, as far as it is known, but for melting (docs/physics.md). */
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
  crustConductivity: 4,
  phaseTransitions: false,
  melting: false,
};

/** m and W/m/K: the crust at the start, as configured or else that of the planet. */
export function crustOf({
  planet,
  crustThickness,
  crustConductivity,
}: Pick<EvolutionConfig, 'planet' | 'crustThickness' | 'crustConductivity'>): {
  thickness: number;
  conductivity: number;
} {
  const usual = planetOf(planet);
  return {
    thickness: crustThickness ?? usual.crustThickness,
    conductivity: crustConductivity ?? usual.crustConductivity,
  };
}

/** m: the initial thermal boundary layers, in a mantle of a depth in m. */
export function boundaryLayerOf(
  { boundaryLayerThickness }: Pick<EvolutionConfig, 'boundaryLayerThickness'>,
  depth: number,
): number {
  return boundaryLayerThickness ?? Math.min(300e3, depth / 4);
}

/** What steps may cost in accuracy depends on how far rock moves in them, in depths of the mantle, whatever the cells. */
const USUAL_DISTANCE = 1 / 32;
const MAX_CELLS = 8;

/**
 * The Courant number that steps keep to: the configured one, or else the one with which the fastest rock moves by 1/32
 * of the mantle's depth, but at least by a cell and at most by eight
 * (docs/decisions/0010-courant-number-grows-with-the-grid.md).
 */
export function courantNumberOf({ courantNumber, cells }: Pick<EvolutionConfig, 'courantNumber' | 'cells'>): number {
  return courantNumber ?? Math.min(Math.max(USUAL_DISTANCE * cells.radial, 1), MAX_CELLS);
}

/**
 * The configuration with every default filled in.
 *
 * @throws TharsisError `convection-config` that names the first impossible setting
 */
export function resolveEvolution(settings: EvolutionSettings): EvolutionConfig {
  const parsed = evolutionSchema.safeParse(settings, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const key = ['evolution', ...issue.path].join('.');
  if (issue.code === 'unrecognized_keys') {
    const [unknown] = issue.keys;
    const known = Object.keys(currentKeys.shape);
    throw new TharsisError('convection-config', `unknown key '${key}.${unknown}'`, suggestion(unknown!, known));
  }
  const wanted = issue.message.replace(/^Invalid \w+: /, '').replace(/^expected /, '');
  throw new TharsisError('convection-config', `${key} is ${shown(issue.input)}`, `give ${wanted}`);
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
}
