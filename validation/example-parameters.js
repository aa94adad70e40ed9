// The evolution that the scripts here vary: Mars in the middle of the parameter box. SI units.
export const exampleParameters = {
  referenceViscosity: 1e21,
  activationEnergy: 3e5,
  activationVolume: 6e-6,
  enrichment: 10,
  initialTemperature: 1700,
};
