// Viscosity laws, nondimensional (reference viscosity = 1), as logarithms at cell centers; node values are geometric
// means of the adjacent cells.
import type { Grid } from '../grid.js';
import { exponentiate } from '../kernels/exponential-kernels.js';
import { gasConstant, overburden, surfaceTemperatureRatio, temperatureScale } from '../scales.js';

/** ln η of a temperature and a depth (both nondimensional). */
export type ViscosityLaw = (temperature: number, depth: number) => number;

/** Where the Arrhenius law gives the reference viscosity: 1600 K and 3 GPa (Karato & Wu 1993; Breuer & Spohn 2006). */
export const referenceState = { temperature: 1600, pressure: 3e9 } as const;

/**
 * Arrhenius law of diffusion creep (Hirth & Kohlstedt 2003), with pressure proportional to depth:
 *   η = exp[ (E + V d) / (T + T₀) - (E + V d_ref) / (T_ref + T₀) ], clipped to [minimum, maximum].
 * Without the cap the cold surface would be 10¹⁷ to 10⁸⁸ times as viscous as the reference.
 *
 * @param activationEnergy J/mol
 * @param activationVolume m³/mol
 */
export function arrheniusLaw(
  activationEnergy: number,
  activationVolume: number,
  limits: { minimum: number; maximum: number },
): ViscosityLaw {
  const {
    energy,
    volume,
    depth: referenceDepth,
    temperature: referenceTemperature,
  } = creep(activationEnergy, activationVolume);
  const reference = (energy + volume * referenceDepth) / referenceTemperature;
  const lowest = Math.log(limits.minimum);
  const highest = Math.log(limits.maximum);
  return (temperature, depth) => {
    const logarithm = (energy + volume * depth) / (temperature + surfaceTemperatureRatio) - reference;
    return Math.min(Math.max(logarithm, lowest), highest);
  };
}

/**
 * The Arrhenius law linearised around its reference state (Frank-Kamenetskii): with H = E + V d_ref,
 *   η = exp[ -H / (T_ref + T₀)² × (T - T_ref) + V / (T_ref + T₀) × (d - d_ref) ], clipped to [minimum, maximum].
 * Far below the reference temperature it is much softer than the Arrhenius law.
 *
 * @param activationEnergy J/mol
 * @param activationVolume m³/mol
 */
export function linearizedLaw(
  activationEnergy: number,
  activationVolume: number,
  limits: { minimum: number; maximum: number },
): ViscosityLaw {
  const { energy, volume, depth: referenceDepth, temperature: absolute } = creep(activationEnergy, activationVolume);
  const slope = (energy + volume * referenceDepth) / absolute ** 2;
  const depthSlope = volume / absolute;
  const referenceTemperature = absolute - surfaceTemperatureRatio;
  const lowest = Math.log(limits.minimum);
  const highest = Math.log(limits.maximum);
  return (temperature, depth) => {
    const logarithm = depthSlope * (depth - referenceDepth) - slope * (temperature - referenceTemperature);
    return Math.min(Math.max(logarithm, lowest), highest);
  };
}

/** Activation energy and volume, and the reference state (absolute temperature), nondimensional. */
function creep(activationEnergy: number, activationVolume: number) {
  return {
    energy: activationEnergy / (gasConstant * temperatureScale),
    volume: (activationVolume * overburden) / (gasConstant * temperatureScale),
    depth: referenceState.pressure / overburden,
    temperature: referenceState.temperature / temperatureScale,
  };
}

/** Frank-Kamenetskii law η = exp(-ln(temperatureContrast) T + ln(depthContrast) d), 1 at the surface. */
export function frankKamenetskiiLaw(temperatureContrast: number, depthContrast = 1): ViscosityLaw {
  const slope = Math.log(temperatureContrast);
  const depthSlope = Math.log(depthContrast);
  return (temperature, depth) => depthSlope * depth - slope * temperature;
}

/** Viscosities on a grid: η at cells and its fourth root, η at nodes. */
export interface ViscosityField {
  readonly root: Float64Array;
  readonly cell: Float64Array;
  readonly node: Float64Array;
}

export function viscosityField(grid: Grid): ViscosityField {
  const cells = grid.radial * grid.azimuthal;
  return {
    root: new Float64Array(cells),
    cell: new Float64Array(cells),
    node: new Float64Array((grid.radial + 1) * (grid.azimuthal + 1)),
  };
}

/** Fills the field from cell temperatures. Boundary nodes stay zero: they carry no shear stress (free slip). */
export function updateViscosity(
  grid: Grid,
  law: ViscosityLaw,
  temperature: Float64Array,
  { root, cell, node }: ViscosityField,
): void {
  const { radial, azimuthal, rCell, rNode } = grid;
  const outer = rNode[radial];
  for (let j = 0, k = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++, k++) root[k] = 0.25 * law(temperature[k], outer - rCell[i]);
  }
  exponentiate(root);
  for (let k = 0; k < root.length; k++) {
    const square = root[k] * root[k];
    cell[k] = square * square;
  }
  // The geometric mean of four cells is the product of their fourth roots.
  for (let j = 1; j < azimuthal; j++) {
    for (let i = 1; i < radial; i++) {
      const left = (j - 1) * radial + i;
      const right = j * radial + i;
      node[j * (radial + 1) + i] = root[left - 1] * root[left] * (root[right - 1] * root[right]);
    }
  }
}
