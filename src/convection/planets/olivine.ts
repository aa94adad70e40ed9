// The exothermic phase transitions of olivine. Slopes, density jumps of olivine and its share in the rock, and the
// depths on Earth (410 and 520 km) at 1662 K: Arredondo & Billen (2017, J. Geophys. Res. Solid Earth 122), Table 1.
// The pressures at these depths, 13.7 and 17.9 GPa, are those of PREM (Dziewonski & Anderson 1981). The iron of a planet,
// which makes transitions shallower and wider, is not accounted for.
import type { PhaseTransition } from './planet-data.js';

/** The share of olivine in the rock: only it transforms. */
const OLIVINE = 0.55;

/** @param halfWidth w of both, m */
export function olivineTransitions(halfWidth: number): PhaseTransition[] {
  return [
    {
      name: 'olivine to wadsleyite',
      pressure: 13.7e9,
      temperature: 1662,
      clapeyronSlope: 4e6,
      densityJump: OLIVINE * (171.6 / 3300),
      halfWidth,
    },
    {
      name: 'wadsleyite to ringwoodite',
      pressure: 17.9e9,
      temperature: 1662,
      clapeyronSlope: 4.1e6,
      densityJump: OLIVINE * (86.79 / 3300),
      halfWidth,
    },
  ];
}
