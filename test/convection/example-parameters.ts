// The parameters of tests to which it does not matter which mantle convects.
import type { MantleParameters } from '../../src/convection/parameters/mantle-parameters.js';

export const exampleParameters = {
  referenceViscosity: 1e21,
  activationEnergy: 3e5,
  activationVolume: 6e-6,
  enrichment: 10,
  initialTemperature: 1700,
} satisfies MantleParameters;
