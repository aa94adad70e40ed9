// How the rock of simulations conducts, from the configuration they were computed with: what heat fluxes are estimated
// by.
import { type EvolutionConfig, storedEvolution } from '../convection/evolution/evolution-config.js';
import { crustOf } from '../convection/evolution/usual-values.js';
import { thermalResistance } from '../convection/material/conductivity.js';
import { planetOf } from '../convection/planets/planet-choice.js';
import { scalesOf } from '../convection/scales.js';
import type { Conduction } from '../evaluation/profiles.js';
import type { Model } from '../surrogate/model-folder.js';

/** That of an evolution. Depths in an archive are meters. */
export function conductionOf(evolution: EvolutionConfig): Conduction {
  const { conductivity } = evolution;
  const crust = crustOf(evolution);
  const scales = scalesOf(planetOf(evolution.planet));
  const rock = conductivity === 'constant' ? `${scales.planet.conductivity} W/m/K` : 'by pressure and temperature';
  return {
    surfaceTemperature: scales.planet.surfaceTemperature,
    resistance: (from, to, temperature) => thermalResistance(scales, conductivity, crust, from, to, temperature),
    law: `${rock}, ${crust.conductivity} W/m/K in ${crust.thickness / 1e3} km of crust`,
  };
}

/** That of the simulations a model was trained on: known of those that Tharsis made. */
export function conductionOfModel({ description }: Model): Conduction | null {
  const evolution = storedEvolution(description.evolution);
  return evolution === undefined ? null : conductionOf(evolution);
}
