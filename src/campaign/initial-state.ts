// The temperature that simulations start from, where the configuration names a file: a snapshot of an archive file, or
// a profile (a name that ends in .csv).
import { statSync } from 'node:fs';
import { guardedReader, readSimulationHeader, readTemperature } from '../archive/guarded/guarded-reader.js';
import type { SimulationHeader } from '../archive/layout.js';
import { readTemperatureProfile } from '../archive/temperature-profile.js';
import type { EvolutionConfig } from '../convection/evolution/evolution-config.js';
import type { InitialState } from '../convection/evolution/initial-state.js';
import { isProfile } from '../convection/evolution/settings/start.js';
import { planetOf } from '../convection/planets/planet-choice.js';
import { MAX_TEMPERATURE, type PlanetData, planetDataSchema } from '../convection/planets/planet-data.js';
import { scalesOf } from '../convection/scales.js';
import { sha256File } from '../foundation/digest.js';
import { TharsisError } from '../foundation/errors.js';
import { cylinder } from '../foundation/geometries/cylinder.js';
import { parseJson } from '../foundation/json-text.js';

/** Of the depth of the mantle: what radii of a profile are rounded off to, at most. */
const ROUNDING = 1e-6;
/** Of a cell: half, and what is rounded off. */
const GHOSTS = 0.5 + 1e-6;

/**
 * SHA-256 of the file of the initial state, if the configuration names one.
 *
 * @throws TharsisError `initial-state-missing`
 */
export function initialStateDigest({ initialState }: EvolutionConfig): string | undefined {
  if (initialState === undefined) return undefined;
  const { file } = initialState;
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return sha256File(file);
  throw new TharsisError(
    'initial-state-missing',
    `evolution.initialState.file: ${file} does not exist or is not a file`,
    'give an archive file, or a profile that ends in .csv; relative paths start at the working folder',
  );
}

/**
 * Reads an archive file that the configuration names while the event loop goes on, so that Ctrl-C arrives; called before
 * `readInitialState`, which blocks and reads the same bytes.
 *
 * @throws TharsisError `archive-...`; InterruptedError once the signal is raised
 */
export async function tryInitialState({ initialState }: EvolutionConfig, signal?: AbortSignal): Promise<void> {
  if (initialState === undefined || isProfile(initialState.file)) return;
  const header = await guardedReader.header(initialState.file, signal);
  const snapshot = initialState.snapshot ?? header.times.length - 1;
  await guardedReader.temperature(header, snapshot, snapshot + 1, signal);
}

/**
 * Reads the initial state that the configuration names, if it names one.
 *
 * @param digest what the file must have
 * @throws TharsisError `initial-state-...`; `archive-...` where it is an archive file that cannot be read
 */
export function readInitialState(evolution: EvolutionConfig, digest?: string): InitialState | undefined {
  const { initialState } = evolution;
  if (initialState === undefined) return undefined;
  const { file, snapshot } = initialState;
  if (initialStateDigest(evolution) !== digest) {
    throw new TharsisError(
      'initial-state-changed',
      `${file} has changed since the simulation was asked for`,
      'run the same command again',
    );
  }
  return isProfile(file) ? profileIn(file, snapshot, evolution) : fieldIn(file, snapshot, evolution);
}

function profileIn(file: string, snapshot: number | undefined, { planet }: EvolutionConfig): InitialState {
  if (snapshot !== undefined) throw snapshotError(file, snapshot, 'is a profile, without snapshots', 'leave it out');
  const { radii, temperature } = readTemperatureProfile(file);
  const wrong = temperature.findIndex((value) => !(value < MAX_TEMPERATURE));
  if (wrong >= 0)
    throw valueError(`${file}: at the radius ${radii[wrong]} m the temperature is ${temperature[wrong]} K`);
  const slack = ROUNDING * scalesOf(planetOf(planet)).depth;
  const fit = { short: [slack, slack], beyond: [Number.POSITIVE_INFINITY, slack] } as const;
  return { heights: heightsOf(radii, planet, fit, file), temperature };
}

function fieldIn(file: string, snapshot: number | undefined, evolution: EvolutionConfig): InitialState {
  const header = readSimulationHeader(file);
  const { times, r, phi } = header;
  const index = snapshot ?? times.length - 1;
  if (index >= times.length) {
    throw snapshotError(file, index, `has ${times.length} snapshots`, `give 0 to ${times.length - 1}`);
  }
  const temperature = readTemperature(header, index, index + 1);
  const wrong = temperature.findIndex((value) => !(value > 0 && value < MAX_TEMPERATURE));
  if (wrong >= 0) {
    const place = `${index}, ${Math.floor(wrong / phi.length)}, ${wrong % phi.length}`;
    throw valueError(`${file}: /temperature[${place}] is ${temperature[wrong]} K`);
  }
  // Coordinates are those of cell centers: the walls are within a cell of the outermost ones.
  const cells = [spacing(r, 0), spacing(r, r.length - 2)] as const;
  // A ghost layer that the file does not declare lies half a cell beyond.
  const beyond = [GHOSTS * cells[0], GHOSTS * cells[1]] as const;
  const isRescaled = requireSamePlanet(header, evolution.planet);
  const heights = heightsOf(r, evolution.planet, { short: cells, beyond, isRescaled }, file);
  requireSector(phi, evolution.sectorAngle, file);
  return { heights, azimuths: phi, temperature };
}

function spacing(coordinates: Float64Array, index: number): number {
  return (coordinates[index + 1] ?? 0) - (coordinates[index] ?? 0);
}

function valueError(what: string): TharsisError {
  return new TharsisError('initial-state-value', what, `give temperatures above 0 and below ${MAX_TEMPERATURE} K`);
}

function snapshotError(file: string, snapshot: number, what: string, remedy: string): TharsisError {
  return new TharsisError(
    'initial-state-snapshot',
    `evolution.initialState.snapshot is ${snapshot}, but ${file} ${what}`,
    remedy,
  );
}

/**
 * Refuses a simulation of a planet with other radii; whether the file says that its own are rescaled. Only files of
 * Tharsis say either.
 */
function requireSamePlanet({ file, solver }: SimulationHeader, choice: EvolutionConfig['planet']): boolean {
  const wanted = planetOf(choice);
  const found = radiiIn(solver.planetConstants);
  const limit = ROUNDING * wanted.planetRadius;
  const differs = (key: keyof Radii) => found !== undefined && !(Math.abs(found[key] - wanted[key]) <= limit);
  if (found !== undefined && (differs('coreRadius') || differs('planetRadius'))) {
    const kilometers = ({ coreRadius, planetRadius }: Radii) => inKilometers(coreRadius, planetRadius - coreRadius);
    throw new TharsisError(
      'initial-state-planet',
      `${file} is a simulation of ${solver.planet ?? 'another planet'}, mantle ${kilometers(found)}, not of ${choice.name}, ${kilometers(wanted)}`,
      'give a simulation of a planet with the same radii, or simulate the planet of the file',
    );
  }
  return String(solver.radii).startsWith('rescaled');
}

type Radii = Pick<PlanetData, 'coreRadius' | 'planetRadius'>;

/** m, of the constants that a file keeps; undefined where it keeps none that can be read. */
function radiiIn(constants: unknown): Radii | undefined {
  const radii = planetDataSchema.pick({ coreRadius: true, planetRadius: true }).strip();
  try {
    return radii.safeParse(parseJson(String(constants))).data;
  } catch {
    return undefined;
  }
}

/** How far radii may end before core and surface, and go on beyond them, m. */
interface Fit {
  readonly short: readonly [number, number];
  readonly beyond: readonly [number, number];
  /** Known to be radii that Tharsis rescales. */
  readonly isRescaled?: boolean;
}

/**
 * Heights above the core, m, of true radii or of those that Tharsis rescales, which never cover the true mantle. Radii
 * that go on beyond the surface are those of a larger planet.
 */
function heightsOf(
  radii: Float64Array,
  choice: EvolutionConfig['planet'],
  { short, beyond, isRescaled = false }: Fit,
  file: string,
): Float64Array {
  const { planet, depth } = scalesOf(planetOf(choice));
  const [first, last] = [radii[0]!, radii[radii.length - 1]!];
  const [trueCore, rescaledCore] = [planet.coreRadius, cylinder.radii(planet).inner * depth];
  const covered = (isRescaled ? [rescaledCore] : [trueCore, rescaledCore]).filter(
    (radius) => first <= radius + short[0] && last >= radius + depth - short[1],
  );
  const core = covered.find((radius) => first >= radius - beyond[0] && last <= radius + depth + beyond[1]);
  if (core !== undefined) return radii.map((radius) => radius - core);
  const what = covered.length > 0 ? 'reach beyond' : 'do not cover';
  throw new TharsisError(
    'initial-state-coverage',
    `${file}: its radii, ${first / 1e3} to ${last / 1e3} km, ${what} the mantle of ${choice.name}, ${inKilometers(trueCore, depth)}`,
    `give radii from core to surface, true ones or rescaled as in archives of Tharsis (${inKilometers(rescaledCore, depth)})`,
  );
}

function inKilometers(radius: number, depth: number): string {
  return `${(radius / 1e3).toFixed(1)} to ${((radius + depth) / 1e3).toFixed(1)} km`;
}

function requireSector(phi: Float64Array, sectorAngle: number, file: string): void {
  const [first, last] = [phi[0]!, phi[phi.length - 1]!];
  const covered = phi.length > 1 && first <= spacing(phi, 0) && last >= sectorAngle - spacing(phi, phi.length - 2);
  if (covered) return;
  throw new TharsisError(
    'initial-state-coverage',
    `${file}: its azimuths, ${first} to ${last} rad, do not cover the sector of 0 to ${sectorAngle} rad`,
    'give a field of the sector that is simulated, or set evolution.sectorAngle',
  );
}
