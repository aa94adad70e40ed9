// Settings: which planet, and which terms the equations have.
import { planetChoiceSchema } from '../../planets/planet-choice.js';
import { rheologyNames } from '../../rheologies/registry.js';
import { choice, flag, positive } from './values.js';

export const physicsSettings = {
  planet: planetChoiceSchema
    .prefault({})
    .describe(
      'mars, mars-insight, moon, mercury, venus or earth; or { name, and any number in which it differs }: docs/physics.md lists them',
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
};
