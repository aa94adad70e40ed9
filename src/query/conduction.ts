// How the rock of simulations conducts, from the configuration they were computed with: what heat fluxes are estimated
// by.
import { type EvolutionConfig, resolveEvolution } from '../convection/evolution/evolution-config.js';
import type { EvolutionSettings } from '../convection/evolution/settings/evolution-settings.js';
import { crustOf } from '../convection/evolution/usual-values.js';
import { thermalResistance } from '../convection/material/conductivity.js';
import { planetOf } from '../convection/planets/planet-choice.js';
import { scalesOf } from '../convection/scales.js';
import type { Conduction } from '../evaluation/profiles.js';
import { TharsisError } from '../foundation/errors.js';
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
export function conductionOfModel({ description }: Pick<Model, 'description'>): Conduction | null {
  const evolution = evolutionOfModel({ description });
  return evolution === undefined ? null : conductionOf(evolution);
}

/**
 * The configuration of the simulations that a model was trained on; undefined where Tharsis did not make them.
 *
 * @throws TharsisError `model-malformed` where its settings are not those of an evolution
 */
export function evolutionOfModel({ description }: Pick<Model, 'description'>): EvolutionConfig | undefined {
  if (description.evolution === null) return undefined;
  try {
    return resolveEvolution(description.evolution as EvolutionSettings);
  } catch (cause) {
    if (!(cause instanceof TharsisError)) throw cause;
    throw new TharsisError(
      'model-malformed',
      `the model.json of '${description.name}' cannot be used: ${cause.message}`,
      'restore the model, train it again, or install the version of Tharsis that wrote it',
      { cause },
    );
  }
}
