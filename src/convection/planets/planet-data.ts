// What the equations of convection take from a planet, as data: one object of numbers. SI units; pressures follow from
// depth, ρ g × depth. The schema gives the type, the checks and the descriptions.
import { z } from 'zod';

/** K: rock vaporizes below it. */
export const MAX_TEMPERATURE = 10_000;
/** m²/s. Rock has about 1e-6. */
export const MIN_DIFFUSIVITY = 1e-8;
export const MAX_DIFFUSIVITY = 1e-4;

const positive = (description: string) =>
  z.number('expected a number').positive('expected a positive number').describe(description);
/** Bounds that only a slip of the pen or of a unit exceeds: evolutions beyond them fail later, and less plainly. */
const within = (minimum: number, maximum: number, unit: string, description = '') => {
  const wanted = `expected a number from ${minimum} to ${maximum} ${unit}`;
  return z.number(wanted).min(minimum, wanted).max(maximum, wanted).describe(`${unit}${description}`);
};
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
  planetRadius: within(1e5, 1e8, 'm'),
  coreRadius: positive('m: from 5 to 99 % of the radius of the planet'),
  gravity: within(0.01, 100, 'm/s²', '; the same at all depths'),
  mantleDensity: within(500, 50_000, 'kg/m³'),
  mantleHeatCapacity: within(100, 10_000, 'J/kg/K'),
  conductivity: within(0.1, 100, 'W/m/K', ': of the mantle where it is constant, and the unit of all conductivities'),
  thermalDiffusivity: within(
    MIN_DIFFUSIVITY,
    MAX_DIFFUSIVITY,
    'm²/s',
    ': the unit of diffusivities; by default it follows from conductivity, density and heat capacity',
  ),
  thermalExpansivity: within(1e-7, 1e-3, '1/K', ': where it is constant, and half-way down where it depends on depth'),
  expansivityContrast: positive('expansivity at the surface over that at the core, where it depends on depth'),
  coreDensity: within(500, 100_000, 'kg/m³'),
  coreHeatCapacity: within(100, 10_000, 'J/kg/K'),
  surfaceTemperature: within(1, 4000, 'K'),
  initialCoreTemperature: within(1, MAX_TEMPERATURE, 'K', ', at the start of the evolution'),
  crustThickness: z
    .number('expected a number')
    .min(0, 'expected zero or a positive number')
    .describe('m, at the start'),
  crustConductivity: within(0.1, 100, 'W/m/K'),
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
