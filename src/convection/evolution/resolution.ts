// Whether the cells of an evolution resolve its thermal boundary layers: that under the lid and that above the core. A
// boundary layer is as thick as it can be before it becomes unstable (Davaille & Jaupart 1993 under a stagnant lid),
// Ra_δ = ρ g α ΔT δ³/(η κ) = `CRITICAL`, taken at the start, when layers are thinnest.

import type { MantleParameters } from '../parameters/mantle-parameters.js';
import { planetOf } from '../planets/planet-choice.js';
import { rheologies } from '../rheologies/registry.js';
import { creepOf } from '../rheologies/rheology.js';
import { gasConstant, nondimensionalTemperature, rayleighNumber, scalesOf } from '../scales.js';
import type { EvolutionConfig } from './evolution-config.js';
import { evolutionGrid } from './initial-field.js';
import { boundaryLayerOf } from './usual-values.js';

/** Local Rayleigh number of a layer on the point of instability. */
const CRITICAL = 1000;
/** Under a stagnant lid the temperature drops by as much as divides the viscosity by e, times this. */
const RHEOLOGICAL = 2.24;

/**
 * With fewer cells under the lid, or above the core, horizontal mean temperatures are off by some 10 K and more, in the
 * extended Boussinesq approximation by up to 60 K (validation/how-accurate-are-evolutions.md).
 */
const FEWEST_CELLS = { 'under the lid': 2.25, 'above the core': 8 } as const;

/** A boundary layer and the cells in it. */
export interface BoundaryLayer {
  readonly place: keyof typeof FEWEST_CELLS;
  /** m */
  readonly thickness: number;
  /** Of its thickness over the height of a cell there. */
  readonly cells: number;
}

/** Both boundary layers at the start of an evolution. */
export function boundaryLayers(parameters: MantleParameters, config: EvolutionConfig): BoundaryLayer[] {
  const scales = scalesOf(planetOf(config.planet));
  const { planet, depth } = scales;
  const grid = evolutionGrid(scales, config);
  const creep = creepOf(scales, parameters.activationEnergy, parameters.activationVolume);
  const logarithm = rheologies[config.rheology].logarithm(creep);
  const rayleigh = rayleighNumber(scales, parameters.referenceViscosity);
  const interior = parameters.initialTemperature;
  const core = planet.initialCoreTemperature;
  const layer = (place: BoundaryLayer['place'], kelvin: number, drop: number, depthOfLayer: number): BoundaryLayer => {
    const viscosity = Math.exp(logarithm(nondimensionalTemperature(scales, kelvin), depthOfLayer));
    const thickness = Math.cbrt((CRITICAL * viscosity) / (rayleigh * (drop / scales.temperature)));
    const radius = grid.rNode[grid.radial]! - depthOfLayer;
    const cell = grid.rNode.findIndex((node, i) => i > 0 && node >= radius) - 1;
    return { place, thickness: thickness * depth, cells: thickness / grid.height[Math.max(0, cell)]! };
  };
  const lid = boundaryLayerOf(config, depth) / depth;
  const underLid = (RHEOLOGICAL * gasConstant * interior ** 2) / parameters.activationEnergy;
  return [
    layer('under the lid', interior, underLid, lid),
    ...(core > interior ? [layer('above the core', (core + interior) / 2, core - interior, 1)] : []),
  ];
}

/** Which of the evolutions have cells too coarse for a boundary layer, in one line; undefined if none has. */
export function coarseGridWarning(
  parameterSets: readonly MantleParameters[],
  config: EvolutionConfig,
): string | undefined {
  const shortage = ({ place, cells }: BoundaryLayer): number => cells / FEWEST_CELLS[place];
  const thinnest = parameterSets
    .flatMap((parameters) => {
      const coarse = boundaryLayers(parameters, config).sort((a, b) => shortage(a) - shortage(b))[0]!;
      return shortage(coarse) < 1 ? [{ ...coarse, viscosity: parameters.referenceViscosity }] : [];
    })
    .sort((a, b) => shortage(a) - shortage(b));
  const [worst] = thinnest;
  if (worst === undefined) return undefined;
  const { radial, azimuthal } = config.cells;
  const few = `${radial} x ${azimuthal} cells are coarse for ${thinnest.length} of ${parameterSets.length} evolutions`;
  const layer = `the boundary layer ${worst.place} is ${(worst.thickness / 1e3).toFixed(0)} km thick, ${worst.cells.toFixed(1)} cells`;
  return `${few}: at a reference viscosity of ${worst.viscosity.toExponential(1)} Pa s ${layer} (mean temperatures may be off by 10 K and more; use more cells, or stretching: 3)`;
}
