// Plastic yielding: rock that is strained fast is weak. Two definitions, of a yield stress σ_y:
//   'second-invariant' (evolutions)   η = 1 / (1/η_linear + 1/η_plastic),  η_plastic = η* + σ_y / (2 ε_II),  ε_II = √(½ ε:ε)
//   'tosi-2015' (benchmarks)          η = 2 / (1/η_linear + 1/η_plastic),  η_plastic = η* + σ_y / √(ε:ε)
// With the first, τ_II = √(½ τ:τ) = 2 η ε_II never exceeds σ_y (+ 2 η* ε_II) and tends to it, and η tends to the linear
// viscosity as σ_y grows. With the second, of Tosi et al. (2015), η tends to twice the linear viscosity and τ_II to √2
// σ_y. Nondimensional: viscosities in η_ref, stress in η_ref κ/D², strain rates in κ/D².

export interface Plasticity {
  readonly definition: 'second-invariant' | 'tosi-2015';
  /** η*: what is left of the plastic viscosity at high stress. */
  readonly highStressViscosity: number;
  /** σ_y. */
  readonly yieldStress: number;
}

/** The viscosity that yielding leaves of a linear one; `strainSquared` is ε:ε. */
export function yieldedViscosity(
  linear: number,
  strainSquared: number,
  { definition, highStressViscosity, yieldStress }: Plasticity,
): number {
  if (definition === 'tosi-2015') {
    return 2 / (1 / linear + 1 / (highStressViscosity + yieldStress / Math.sqrt(strainSquared)));
  }
  const plastic = highStressViscosity + yieldStress / Math.sqrt(2 * strainSquared);
  return linear / (1 + linear / plastic);
}
