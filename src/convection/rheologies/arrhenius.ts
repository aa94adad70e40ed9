// Arrhenius law of diffusion creep (Hirth & Kohlstedt 2003), with pressure proportional to depth:
//   η = exp[ (E + V d) / (T + T₀) - (E + V d_ref) / (T_ref + T₀) ]
import type { Rheology } from './rheology.js';

export const arrhenius: Rheology = {
  description: 'Arrhenius diffusion creep',
  logarithm: ({ energy, volume, referenceDepth, referenceTemperature, surfaceTemperatureRatio }) => {
    const reference = (energy + volume * referenceDepth) / referenceTemperature;
    return (temperature, depth) => (energy + volume * depth) / (temperature + surfaceTemperatureRatio) - reference;
  },
};
