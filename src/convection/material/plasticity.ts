// Plastic yielding, as in the viscoplastic benchmark of Tosi et al. (2015): rock that is strained fast is weak.
//   η = 2 / (1/η_linear + 1/η_plastic),   η_plastic = η* + σ_y / √(ε:ε)
// Nondimensional: viscosities in η_ref, stress in η_ref κ/D², strain rates in κ/D².

export interface Plasticity {
  /** η*: what is left of the plastic viscosity at high stress. */
  readonly highStressViscosity: number;
  /** σ_y. */
  readonly yieldStress: number;
}

/** The viscosity that yielding leaves of a linear one; `strainSquared` is ε:ε. At rest it is twice the linear one. */
export function yieldedViscosity(
  linear: number,
  strainSquared: number,
  { highStressViscosity, yieldStress }: Plasticity,
): number {
  const plastic = highStressViscosity + yieldStress / Math.sqrt(strainSquared);
  return 2 / (1 / linear + 1 / plastic);
}
