// The flow behind a snapshot. An archive keeps temperatures and, where rock melts, its depletion; at infinite Prandtl
// number they decide everything else: the viscosity by its law, the stream function ψ by one Stokes solution. So
// nothing else need be stored to draw them. Snapshots are (r, phi), K, float32, whose rounding is far below the
// tolerance here.
import { checkParameters, type MantleParameters } from '../parameters/mantle-parameters.js';
import { planetOf } from '../planets/planet-choice.js';
import { nondimensionalTemperature } from '../scales.js';
import { rootMeanSquareVelocity } from '../stokes/flow.js';
import { allocating } from './allocation.js';
import { type EvolutionSettings, resolveEvolution } from './evolution-config.js';
import { newPlanet, settle } from './planet.js';

/** What moves in a snapshot. Fields are (r, phi), at cell centers. */
export interface FlowFields {
  /** Pa s. */
  readonly viscosity: Float32Array;
  /**
   * ψ, m²/s: the flow goes along its contours, as much between any two of them as they differ, per meter of thickness
   * (of a spherical annulus, of its thickness at the surface); zero on the boundary.
   */
  readonly streamFunction: Float32Array;
  /** m/s, outward: the mean over the two faces of a cell. */
  readonly radialVelocity: Float32Array;
  /** m/s, towards larger φ: the mean over the two faces of a cell. */
  readonly azimuthalVelocity: Float32Array;
  /** m/s. */
  readonly rootMeanSquareVelocity: number;
}

/** Relative error of the flow in the energy norm. */
const TOLERANCE = 1e-4;
/** At most, where rock yields: the flow of a snapshot has no flow before it to start from. */
const PICARD_ITERATIONS = 300;

/** From the temperature (r, phi) in K and, with melting, the depletion (r, phi). */
export type FlowOfSnapshot = (temperature: Float32Array, depletion?: Float32Array) => FlowFields;

/**
 * Gives the flow of snapshots of one simulation.
 *
 * @throws TharsisError `convection-parameter`, `convection-config`, `convection-memory`; the function it gives:
 * `convection-diverged`
 */
export function flowOfSnapshots(parameters: MantleParameters, settings: EvolutionSettings): FlowOfSnapshot {
  const config = resolveEvolution(settings);
  checkParameters(parameters, planetOf(config.planet));
  const exact = { ...config, stokesTolerance: Math.min(config.stokesTolerance, TOLERANCE) };
  const planet = allocating(config, () => newPlanet(parameters, exact, PICARD_ITERATIONS));
  const { scales, grid, mantle, physics } = planet;
  const { radial, azimuthal } = grid;
  return (temperature, depletion) => {
    const cells = radial * azimuthal;
    if (temperature.length !== cells) {
      throw new Error(`flowOfSnapshots(): got ${temperature.length} temperatures, expected ${cells}`);
    }
    const degree = physics.depletion?.degree;
    if (degree?.length !== depletion?.length) {
      throw new Error(`flowOfSnapshots(): got ${depletion?.length} depletions, expected ${degree?.length}`);
    }
    for (let j = 0, cell = 0; j < azimuthal; j++) {
      for (let i = 0; i < radial; i++, cell++) {
        planet.temperature[cell] = nondimensionalTemperature(scales, temperature[i * azimuthal + j]);
        if (degree && depletion) degree[cell] = depletion[i * azimuthal + j];
      }
    }
    // A new time makes it a new flow; only differences of times matter, and only to the first guess.
    planet.time += 1;
    settle(planet);
    const viscosity = new Float32Array(cells);
    const streamFunction = new Float32Array(cells);
    const radialVelocity = new Float32Array(cells);
    const azimuthalVelocity = new Float32Array(cells);
    const { streamFunction: psi, radial: outward, azimuthal: along } = mantle.flow;
    const { faceArea, thickness, height, dphi } = grid;
    const thicknessAtSurface = grid.geometry.thickness(grid.rNode[radial]);
    for (let j = 0, cell = 0; j < azimuthal; j++) {
      for (let i = 0; i < radial; i++, cell++) {
        const node = j * (radial + 1) + i;
        const corners = psi[node] + psi[node + 1] + psi[node + radial + 1] + psi[node + radial + 2];
        viscosity[i * azimuthal + j] = parameters.referenceViscosity * mantle.viscosity.cell[cell];
        streamFunction[i * azimuthal + j] = (scales.planet.thermalDiffusivity * corners) / 4 / thicknessAtSurface;
        // Below and above it, and before and behind it.
        const low = outward[node] / (faceArea[i] * dphi);
        const high = outward[node + 1] / (faceArea[i + 1] * dphi);
        radialVelocity[i * azimuthal + j] = (scales.velocity * (low + high)) / 2;
        const flux = along[cell] + along[cell + radial];
        azimuthalVelocity[i * azimuthal + j] = (scales.velocity * flux) / (2 * height[i] * thickness[i]);
      }
    }
    const speed = scales.velocity * rootMeanSquareVelocity(grid, mantle.flow);
    return { viscosity, streamFunction, radialVelocity, azimuthalVelocity, rootMeanSquareVelocity: speed };
  };
}
