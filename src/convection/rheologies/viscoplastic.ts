// Arrhenius creep that yields (`material/plasticity.ts`). At high stress the minimum of the viscosity is left.
import { arrhenius } from './arrhenius.js';
import type { Rheology } from './rheology.js';

export const viscoplastic: Rheology = {
  ...arrhenius,
  description: 'Arrhenius diffusion creep that yields',
  plasticity: (yieldStress, { minimum }) => ({
    definition: 'second-invariant',
    highStressViscosity: minimum,
    yieldStress,
  }),
};
