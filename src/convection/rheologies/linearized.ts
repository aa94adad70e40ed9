// The Arrhenius law linearized around its reference state (Frank-Kamenetskii): with H = E + V d_ref,
//   η = exp[ -H / (T_ref + T₀)² × (T - T_ref) + V / (T_ref + T₀) × (d - d_ref) ]
// Far below the reference temperature it is much softer than the Arrhenius law.
import type { Rheology } from './rheology.js';

export const linearized: Rheology = {
  description: 'linearized diffusion creep',
  logarithm: ({ energy, volume, referenceDepth, referenceTemperature: absolute, surfaceTemperatureRatio }) => {
    const slope = (energy + volume * referenceDepth) / absolute ** 2;
    const depthSlope = volume / absolute;
    const referenceTemperature = absolute - surfaceTemperatureRatio;
    return (temperature, depth) => depthSlope * (depth - referenceDepth) - slope * (temperature - referenceTemperature);
  },
};
