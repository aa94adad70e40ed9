// What the equations of convection take from a planet, as data: one object of numbers. SI units; pressures follow from
// depth, ρ g × depth. The schema gives the type, the checks and the descriptions.
import { z } from 'zod';

const positive = (description: string) =>
  z.number('expected a number').positive('expected a positive number').describe(description);
const massFraction = (element: string) =>
  z
    .number('expected a number')
    .min(0, 'expected zero or a positive mass fraction, kg/kg')
    .max(1, 'expected a mass fraction, kg/kg')
    .describe(`kg/kg: ${element} in mantle and crust at present`);

const phaseTransitionSchema = z.strictObject({
  name: z.string(),
  pressure: positive('Pa, at `temperature`'),
  temperature: positive('K'),
  clapeyronSlope: positive('Pa/K: exothermic transitions only'),
  densityJump: positive('of the whole rock, over its density'),
  halfWidth: positive('w, m: the transition is as steep in the middle as tanh(depth / w)'),
});

/** See `melting-curve.ts`. */
const meltingCurve = () => z.array(z.number()).min(1).describe('polynomial in the pressure: K, K/GPa, K/GPa², ...');

export const planetDataSchema = z.strictObject({
  planetRadius: positive('m'),
  coreRadius: positive('m'),
  gravity: positive('m/s²; the same at all depths'),
  mantleDensity: positive('kg/m³'),
  mantleHeatCapacity: positive('J/kg/K'),
  conductivity: positive('W/m/K: of the mantle where it is constant, and the unit of all conductivities'),
  thermalDiffusivity: positive(
    'm²/s: the unit of diffusivities; by default it follows from conductivity, density and heat capacity',
  ),
  thermalExpansivity: positive('1/K: where it is constant, and half-way down where it depends on depth'),
  expansivityContrast: positive('expansivity at the surface over that at the core, where it depends on depth'),
  coreDensity: positive('kg/m³'),
  coreHeatCapacity: positive('J/kg/K'),
  surfaceTemperature: positive('K'),
  initialCoreTemperature: positive('K, at the start of the evolution'),
  crustThickness: z
    .number('expected a number')
    .min(0, 'expected zero or a positive number')
    .describe('m, at the start'),
  crustConductivity: positive('W/m/K'),
  uranium: massFraction('uranium'),
  thorium: massFraction('thorium'),
  potassium: massFraction('potassium'),
  referenceTemperature: positive('K: where the viscosity laws give the reference viscosity'),
  referencePressure: positive('Pa: where the viscosity laws give the reference viscosity'),
  phaseTransitions: z.array(phaseTransitionSchema).max(2).describe('of olivine, by depth; farther apart than wide'),
  solidus: meltingCurve(),
  liquidus: meltingCurve(),
  latentHeatOfMelting: positive('J/kg'),
  maximumExtractionPressure: positive('Pa: melt from deeper down stays'),
  partitionCoefficient: z
    .number()
    .positive()
    .max(1)
    .describe('concentration of heat-producing elements in rock over that in melt'),
  residueDepletion: z.number().positive().max(1).describe('fraction of melt that harzburgite has lost'),
  residueDensityDeficit: z.number().min(0).describe('kg/m³: by how much harzburgite is lighter than fertile mantle'),
});

/** The numbers of a planet, as `planetDataSchema` describes them. */
export type PlanetData = Readonly<z.output<typeof planetDataSchema>>;

/** A planet of the registry: without a thermal diffusivity of its own it has k/(ρ c_p). */
export type PlanetEntry = Omit<PlanetData, 'thermalDiffusivity'> & Partial<Pick<PlanetData, 'thermalDiffusivity'>>;

/** A phase transition of mantle rock. */
export type PhaseTransition = Readonly<z.output<typeof phaseTransitionSchema>>;
