// How the rock of simulations conducts, from the configuration they were computed with: what heat fluxes are estimated
// by.
import type { EvolutionConfig } from '../convection/evolution/evolution-config.js';
import { evolutionSchema } from '../convection/evolution/evolution-schema.js';
import { thermalResistance } from '../convection/material/conductivity.js';
import { mantle, surfaceTemperature } from '../convection/scales.js';
import type { Conduction } from '../evaluation/profiles.js';
import type { Model } from '../surrogate/model-folder.js';

/** That of an evolution. Depths in an archive are meters. */
export function conductionOf({ conductivity, crustConductivity, crustThickness }: EvolutionConfig): Conduction {
  const crust = { thickness: crustThickness, conductivity: crustConductivity };
  const rock = conductivity === 'constant' ? `${mantle.conductivity} W/m/K` : 'by pressure and temperature';
  return {
    surfaceTemperature,
    resistance: (from, to, temperature) => thermalResistance(conductivity, crust, from, to, temperature),
    law: `${rock}, ${crustConductivity} W/m/K in ${crustThickness / 1e3} km of crust`,
  };
}

/** That of the simulations a model was trained on: known of those that Tharsis made. */
export function conductionOfModel({ description }: Model): Conduction | null {
  const evolution = evolutionSchema.safeParse(description.evolution).data;
  return evolution === undefined ? null : conductionOf(evolution);
}
