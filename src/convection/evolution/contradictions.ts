// Settings that are each possible, but not together.
import { bytesInWords } from '../../foundation/byte-size.js';
import { overlapOfTransitions } from '../planets/planet-checks.js';
import { planetOf } from '../planets/planet-choice.js';
import type { PlanetData } from '../planets/planet-data.js';
import { factorBytesPerCell, mostCells } from '../stokes/factor-size.js';
import type { EvolutionConfig } from './settings/evolution-settings.js';
import { boundaryLayerOf, crustOf } from './usual-values.js';

/** m, with melting: the heat-producing elements of all melt go into the crust, evenly. */
const MIN_CRUST = 1;

/** Of the temperatures of an evolution, which are in memory together: what a typed array holds. */
const MAX_SNAPSHOT_BYTES = 2 ** 34;
const BYTES_PER_VALUE = 4;

/** A setting, the value that does not go with the others, and what is wanted in its place. */
export interface Contradiction {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly wanted: string;
}

export function contradictionIn(config: EvolutionConfig): Contradiction | undefined {
  const planet = planetOf(config.planet);
  const depth = planet.planetRadius - planet.coreRadius;
  return (
    manyCells(config) ??
    manySnapshots(config) ??
    thickBoundaryLayers(config, depth) ??
    unresolvedMode(config) ??
    impossibleCrust(config, planet) ??
    overlappingTransitions(config, planet)
  );
}

/** Grids of fewer cells that do not fit either are refused by the solver, which counts exactly. */
function manyCells({ cells }: EvolutionConfig): Contradiction | undefined {
  const count = cells.radial * cells.azimuthal;
  if (count <= mostCells) return undefined;
  const memory = bytesInWords(count * factorBytesPerCell);
  const wanted = `at most ${mostCells} cells (radial × azimuthal): the matrix factors of ${count} would take ${memory} of the 4 GB that WebAssembly can address`;
  return { path: ['cells'], value: cells, wanted };
}

function manySnapshots({ cells, outputIntervals: value }: EvolutionConfig): Contradiction | undefined {
  const bytesOfSnapshot = cells.radial * cells.azimuthal * BYTES_PER_VALUE;
  const bytes = bytesOfSnapshot * (value + 1);
  if (bytes <= MAX_SNAPSHOT_BYTES) return undefined;
  const most = Math.floor(MAX_SNAPSHOT_BYTES / bytesOfSnapshot) - 1;
  const wanted = `at most ${most} on ${cells.radial} x ${cells.azimuthal} cells: its snapshots would take ${bytesInWords(bytes)} of memory, of at most ${bytesInWords(MAX_SNAPSHOT_BYTES)}`;
  return { path: ['outputIntervals'], value, wanted };
}

function thickBoundaryLayers(config: EvolutionConfig, depth: number): Contradiction | undefined {
  const value = boundaryLayerOf(config, depth);
  if (value < depth / 2) return undefined;
  return { path: ['boundaryLayerThickness'], value, wanted: `meters, less than half the mantle (${depth / 2})` };
}

function unresolvedMode({ perturbation, cells: { azimuthal } }: EvolutionConfig): Contradiction | undefined {
  const { amplitude, modes } = perturbation;
  const value = amplitude > 0 ? modes.find(({ mode }) => mode >= azimuthal) : undefined;
  if (value === undefined) return undefined;
  const wanted = `modes below ${azimuthal}, the azimuthal cells: the grid does not resolve higher ones`;
  return { path: ['perturbation'], value, wanted };
}

function impossibleCrust(config: EvolutionConfig, planet: PlanetData): Contradiction | undefined {
  const { planetRadius, coreRadius } = planet;
  const depth = planetRadius - coreRadius;
  const { thickness } = crustOf(config);
  const given = config.crustThickness !== undefined || config.planet.crustThickness !== undefined;
  const path = config.crustThickness === undefined ? ['planet', 'crustThickness'] : ['crustThickness'];
  if (!(thickness < depth)) {
    if (given) return { path, value: thickness, wanted: `meters, less than the depth of the mantle (${depth})` };
    const why = `the mantle must be deeper than the crust (${thickness} m)`;
    return config.planet.coreRadius === undefined
      ? {
          path: ['planet', 'planetRadius'],
          value: planetRadius,
          wanted: `more than ${coreRadius + thickness} m: ${why}`,
        }
      : {
          path: ['planet', 'coreRadius'],
          value: coreRadius,
          wanted: `less than ${planetRadius - thickness} m: ${why}`,
        };
  }
  if (!config.melting || thickness >= MIN_CRUST) return undefined;
  const wanted = `at least ${MIN_CRUST} m, in meters, or melting: false: what leaves the mantle needs a place`;
  return { path, value: thickness, wanted };
}

function overlappingTransitions(config: EvolutionConfig, planet: PlanetData): Contradiction | undefined {
  const problem = config.phaseTransitions && overlapOfTransitions(planet, new Set(Object.keys(config.planet)));
  return problem ? { path: ['planet', problem.key], value: planet[problem.key], wanted: problem.wanted } : undefined;
}
