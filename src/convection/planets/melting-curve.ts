// Melting curves: polynomials in the pressure, K, K/GPa, K/GPa², ...

/** K, of a melting curve and a pressure in Pa. */
export function meltingTemperature(coefficients: readonly number[], pascals: number): number {
  const p = pascals / 1e9;
  return coefficients.reduceRight((sum, coefficient) => coefficient + p * sum, 0);
}
