// A thermal evolution: from five parameters to the temperature field over billions of years. `planet.ts` takes the
// steps; here the output times are visited, and what is seen there is kept.

import { areaMean } from '../grid.js';
import { checkParameters, type MantleParameters } from '../parameters/mantle-parameters.js';
import { planetOf } from '../planets/planet-choice.js';
import { rheologies } from '../rheologies/registry.js';
import { kelvin, secondsPerYear, years } from '../scales.js';
import { rootMeanSquareVelocity } from '../stokes/flow.js';
import { allocating } from './allocation.js';
import { copyDiagnostics, type Diagnostics, emptyDiagnostics, recordDiagnostics } from './diagnostics.js';
import { type EvolutionConfig, type EvolutionSettings, resolveEvolution } from './evolution-config.js';
import { storeCells, storeSnapshot } from './initial-field.js';
import { type InitialState, requireInitialState } from './initial-state.js';
import { firstMismatch } from './plain-data.js';
import { advance, countLatentHeat, newPlanet, type Planet, requirePossibleStart, settle } from './planet.js';
import { type PlanetState, restoreState, saveState, unusableState } from './planet-state.js';

/** A simulated evolution, in SI units. */
export interface Evolution {
  /** s. */
  readonly times: Float64Array;
  /** (time, r, phi), K, cell centers. */
  readonly temperature: Float32Array;
  /** (time, r, phi), 1, cell centers: the fraction of melt that has left the rock; where it can melt. */
  readonly depletion?: Float32Array;
  /** m, radii of cell centers in the geometry of the configuration: those of the cylinder are rescaled. */
  readonly r: Float64Array;
  /** rad, cell centers. */
  readonly phi: Float64Array;
  readonly diagnostics: Diagnostics;
  /** Provenance of the numbers; no wall-clock times, so that equal runs give equal files. */
  readonly solver: Readonly<Record<string, string | number>>;
}

/** Called now and then: how far the evolution is, and its state in words. */
export type EvolutionReport = (fraction: number, detail: string) => void;

/** An evolution between two steps: the planet, and what has been seen of it until then. Plain data. */
export interface EvolutionState {
  /** Output times visited, the start included. */
  readonly frames: number;
  readonly planet: PlanetState;
  /** (time, r, phi), K: the snapshots so far. */
  readonly temperature: Float32Array;
  readonly depletion?: Float32Array;
  /** The series so far. */
  readonly diagnostics: Diagnostics;
}

/** How to be interruptible: a state to go on from, and somebody who is offered one after each step and each output. */
export interface EvolutionCheckpoints {
  readonly resume?: EvolutionState;
  /** Copies are made only when `state` is called, at once; an offer costs nothing. `frames` as in `EvolutionState`. */
  readonly offer?: (frames: number, state: () => EvolutionState) => void;
}

const REPORT_INTERVAL = 100;

/**
 * Simulates an evolution on this thread. Resumed from a state that it offered, it gives the same bits as in one go.
 *
 * @param initialState what `settings.initialState` names; no file is read here
 * @throws TharsisError `convection-parameter`, `convection-config`, `convection-start`, `convection-state`,
 * `initial-state-missing` (bad input),
 * `convection-diverged`, `convection-memory` (exit code 1)
 */
export function simulateEvolution(
  parameters: MantleParameters,
  settings: EvolutionSettings,
  report: EvolutionReport = () => {},
  { resume, offer }: EvolutionCheckpoints = {},
  initialState?: InitialState,
): Evolution {
  const config = resolveEvolution(settings);
  requireInitialState(config, initialState);
  checkParameters(parameters, planetOf(config.planet));
  const planet = allocating(config, () => newPlanet(parameters, config, undefined, initialState));
  if (resume === undefined) requirePossibleStart(planet);
  const { scales, grid, temperature } = planet;
  const cells = temperature.length;
  const duration = config.duration / scales.time;
  const times = Float64Array.from(
    { length: config.outputIntervals + 1 },
    (_, k) => duration * (k / config.outputIntervals) ** config.outputExponent,
  );
  const snapshots = allocating(config, () => new Float32Array(times.length * cells));
  const depletion = config.melting ? allocating(config, () => new Float32Array(snapshots.length)) : undefined;
  const diagnostics = emptyDiagnostics(times.length);
  if (resume !== undefined) {
    restoreState(planet, resume.planet);
    checkSeries(resume, { temperature: snapshots, ...(depletion && { depletion }) }, times.length);
    snapshots.set(resume.temperature);
    if (depletion) depletion.set(resume.depletion!);
    copyDiagnostics(resume.diagnostics, diagnostics);
  }

  let frames = resume?.frames ?? 0;
  const state = (): EvolutionState => ({
    frames,
    planet: saveState(planet),
    temperature: snapshots.slice(0, frames * cells),
    ...(depletion && { depletion: depletion.slice(0, frames * cells) }),
    diagnostics: copyDiagnostics(diagnostics, emptyDiagnostics(frames)),
  });
  while (frames < times.length) {
    const target = times[frames]!;
    while (planet.time < target) {
      advance(planet, target);
      offer?.(frames, state);
      if (planet.steps % REPORT_INTERVAL === 0) report(planet.time / duration, stateInWords(planet));
    }
    settle(planet);
    recordDiagnostics(diagnostics, frames, planet);
    countLatentHeat(planet);
    storeSnapshot(scales, grid, temperature, snapshots, frames * cells);
    if (depletion) storeCells(grid, planet.physics.depletion!.degree, depletion, frames * cells);
    frames++;
    offer?.(frames, state);
  }
  return {
    times: times.map((time) => time * scales.time),
    temperature: snapshots,
    ...(depletion && { depletion }),
    r: grid.rCell.map((radius) => radius * scales.depth),
    phi: grid.phiCell,
    diagnostics,
    solver: provenance(planet),
  };
}

/** Refuses a state whose outputs are not those of its `frames` for arrays of all `times` output times. */
function checkSeries(
  { frames, temperature, depletion, diagnostics }: EvolutionState,
  whole: Pick<EvolutionState, 'temperature' | 'depletion'>,
  times: number,
): void {
  if (!(Number.isInteger(frames) && frames >= 0 && frames <= times)) {
    throw unusableState(`a state has ${frames} frames, of an evolution of ${times}`);
  }
  const seen = (frames * whole.temperature.length) / times;
  const pattern = {
    temperature: whole.temperature.subarray(0, seen),
    depletion: whole.depletion?.subarray(0, seen),
    diagnostics: emptyDiagnostics(frames),
  };
  const spoiled = firstMismatch(pattern, { temperature, depletion, diagnostics }, 'state');
  if (spoiled !== undefined) throw unusableState(`${spoiled} is missing, too long or short, or not finite`);
}

function stateInWords({ scales, grid, mantle, temperature, time, stableStep }: Planet): string {
  const speed = scales.velocity * rootMeanSquareVelocity(grid, mantle.flow) * secondsPerYear * 100;
  const mean = kelvin(scales, areaMean(grid, temperature));
  const gigayears = (years(scales, time) / 1e9).toFixed(3);
  const step = (years(scales, stableStep) / 1e6).toPrecision(2);
  return `${gigayears} Gyr, dt ${step} Myr, mean ${mean.toFixed(0)} K, v_rms ${speed.toPrecision(3)} cm/yr`;
}

function provenance({
  scales,
  config,
  courantNumber,
  mantle,
  physics,
  steps,
}: Planet): Record<string, string | number> {
  const { stokes, problem } = mantle;
  const { friction, phases } = physics.extendedBoussinesq ?? {};
  return {
    planet: config.planet.name,
    planetConstants: JSON.stringify(scales.planet),
    coreHeatCapacity: scales.coreHeatCapacity,
    equations: physicsInWords(config),
    stokes: 'variational stream function, conjugate gradients with lagged multifrontal Cholesky factor',
    advection: 'finite volumes, Koren limiter, SSP Runge-Kutta of second order',
    conduction: 'implicit, alternating directions',
    rayleighNumber: problem.rayleigh,
    courantNumber,
    steps,
    stokesSolutions: stokes.solutions,
    stokesIterations: stokes.iterations,
    factorizations: stokes.factorizations,
    ...(problem.plasticity && { unconvergedYielding: mantle.unconverged }),
    ...(phases && { unconvergedEnthalpies: phases.unconverged }),
    ...(friction && {
      frictionOverDissipationMinimum: friction.minimum,
      frictionOverDissipationMaximum: friction.maximum,
    }),
  };
}

function physicsInWords(config: EvolutionConfig): string {
  const { equations, rheology, expansivity, conductivity, phaseTransitions, melting } = config;
  return [
    `${equations === 'boussinesq' ? 'Boussinesq' : 'extended Boussinesq'}, infinite Prandtl number`,
    rheologies[rheology].description,
    ...(expansivity === 'constant' ? [] : [`${expansivity} expansivity`]),
    ...(conductivity === 'constant' ? [] : [`${conductivity} conductivity`]),
    ...(phaseTransitions ? ['olivine phase transitions'] : []),
    ...(melting ? ['melting'] : []),
  ].join(', ');
}
