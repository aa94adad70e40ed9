// From an archive file to what its pictures show. Temperatures, depletions and series are read; viscosity and stream
// function are worked out again from them, so any archive that Tharsis made can be drawn, and none need be bigger for
// it.

import { guardedReader } from '../archive/guarded/guarded-reader.js';
import type { SimulationHeader } from '../archive/layout.js';
import type { EvolutionConfig } from '../convection/evolution/evolution-config.js';
import { storedEvolution } from '../convection/evolution/evolution-config.js';
import { flowOfSnapshots } from '../convection/evolution/flow-fields.js';
import type { MantleParameters } from '../convection/parameters/mantle-parameters.js';
import { parameterNames } from '../convection/parameters/parameter-ranges.js';
import { TharsisError } from '../foundation/errors.js';
import { interruptible } from '../foundation/interruption.js';
import { parameterText } from '../report/parameter-text.js';
import {
  type EvolutionSeries,
  type FieldName,
  fieldNames,
  type Moment,
  type SimulatedEvolution,
} from '../report/simulated-evolution.js';
import { parameterAxes } from './parameter-axes.js';

/** Fractions of the evolution at which fields are shown: of 4.5 Gyr, 0.5, 1.5, 3.0 and 4.5 Gyr. */
const MOMENTS: readonly number[] = [1 / 9, 1 / 3, 2 / 3, 1];

export interface PictureChoice {
  /** Default: all that can be had. */
  readonly fields?: readonly FieldName[];
  /** s; each goes to the nearest snapshot. Default: four, early to late; 'all': every snapshot. */
  readonly times?: readonly number[] | 'all';
  readonly signal?: AbortSignal;
}

/**
 * Reads a simulation for its pictures.
 *
 * @throws TharsisError `archive-...`; `picture-flow` when a field other than the temperature is asked of an archive
 * that does
 *   not say how Tharsis would compute its flow; InterruptedError when the signal is raised
 */
export async function readSimulatedEvolution(
  path: string,
  { fields, times, signal }: PictureChoice = {},
): Promise<SimulatedEvolution> {
  const header = await guardedReader.header(path, signal);
  const how = await evolutionOf(header, signal);
  if (how === undefined && fields?.some((name) => name !== 'temperature')) {
    throw new TharsisError(
      'picture-flow',
      `${path} does not say how its flow would be computed: it lacks the parameters or solver_configuration of Tharsis, or the depletion that its melting needs`,
      'draw the temperature only (--field temperature)',
    );
  }
  const wanted = fields ?? (how === undefined ? ['temperature' as const] : fieldNames);
  const flowOf =
    wanted.some((name) => name !== 'temperature') && how !== undefined ? flowOfSnapshots(...how) : undefined;
  const pause = interruptible(signal);
  const moments: Moment[] = [];
  for (const frame of framesOf(header.times, times)) {
    await pause();
    const temperature = await guardedReader.temperature(header, frame, frame + 1, signal);
    const flow = flowOf?.(temperature, await guardedReader.depletion(header, frame, frame + 1, signal));
    const all = { temperature, viscosity: flow?.viscosity, 'stream-function': flow?.streamFunction };
    moments.push({ time: header.times[frame]!, fields: Object.fromEntries(wanted.map((name) => [name, all[name]])) });
  }
  const { id, r, phi } = header;
  return { id, subtitle: subtitleOf(header), r, phi, moments, series: await seriesOf(header, signal) };
}

/** How Tharsis computed a simulation, if it did and kept all that the flow follows from. */
async function evolutionOf(
  header: SimulationHeader,
  signal: AbortSignal | undefined,
): Promise<[MantleParameters, EvolutionConfig] | undefined> {
  const { parameters, solver } = header;
  if (parameterNames.some((name) => !(name in parameters))) return undefined;
  const configuration = storedEvolution(solver.configuration, solver.planetConstants);
  if (configuration === undefined) return undefined;
  if (configuration.melting && !(await guardedReader.depletion(header, 0, 1, signal))) return undefined;
  return [parameters as unknown as MantleParameters, configuration];
}

/** The snapshots nearest to the times, in order and without doubles. */
function framesOf(known: Float64Array, times: PictureChoice['times']): number[] {
  if (times === 'all') return Array.from(known.keys());
  const [start = 0] = known;
  const span = (known.at(-1) ?? start) - start;
  const wanted = times ?? MOMENTS.map((fraction) => start + fraction * span);
  const nearest = (time: number): number =>
    known.reduce((best, value, frame) => (Math.abs(value - time) < Math.abs(known[best]! - time) ? frame : best), 0);
  return [...new Set(wanted.map(nearest))].sort((a, b) => a - b);
}

function subtitleOf({ parameters, parameterUnits, parameterScales }: SimulationHeader): string {
  const ranges = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      { minimum: value, maximum: value, unit: parameterUnits[name] ?? '1', scale: parameterScales[name]! },
    ]),
  );
  return parameterText(parameterAxes(ranges), parameters);
}

async function seriesOf(header: SimulationHeader, signal: AbortSignal | undefined): Promise<EvolutionSeries> {
  const names = [
    'mean_temperature',
    'core_temperature',
    'surface_heat_flux',
    'core_heat_flux',
    'root_mean_square_velocity',
    'nusselt_number',
  ] as const;
  const read = await guardedReader.series(header, names, signal);
  return {
    times: header.times,
    meanTemperature: read.mean_temperature,
    coreTemperature: read.core_temperature,
    surfaceHeatFlux: read.surface_heat_flux,
    coreHeatFlux: read.core_heat_flux,
    rootMeanSquareVelocity: read.root_mean_square_velocity,
    nusselt: read.nusselt_number,
  };
}
