// Units that archives may be written in, and what they are in SI.
import { TharsisError } from '../foundation/errors.js';
import { suggestion } from '../foundation/nearest-name.js';
import { secondsPerYear as year } from '../foundation/time-units.js';
import type { AxisName } from './layout.js';

const factors: Record<AxisName, Readonly<Record<string, number>>> = {
  time: {
    s: 1,
    second: 1,
    seconds: 1,
    yr: year,
    year: year,
    years: year,
    a: year,
    kyr: 1e3 * year,
    ka: 1e3 * year,
    Myr: 1e6 * year,
    Ma: 1e6 * year,
    Gyr: 1e9 * year,
    Ga: 1e9 * year,
  },
  r: { m: 1, meter: 1, meters: 1, km: 1e3 },
  phi: { rad: 1, radian: 1, radians: 1, degree: Math.PI / 180, degrees: Math.PI / 180 },
};

/** The factor that turns a coordinate of the given unit into s, m or rad. A missing unit counts as SI. */
export function unitFactor(axis: AxisName, unit: string | undefined, file: string): number {
  if (unit === undefined) return 1;
  const factor = factors[axis][unit];
  if (factor !== undefined) return factor;
  throw new TharsisError(
    'archive-unit',
    `${file}: /${axis} has the unit '${unit}'`,
    suggestion(unit, Object.keys(factors[axis])),
  );
}

/** Throws `archive-unit` unless temperatures are in kelvin. A missing unit counts as K. */
export function requireKelvin(unit: string | undefined, file: string): void {
  if (unit === undefined || unit === 'K' || unit === 'kelvin') return;
  throw new TharsisError('archive-unit', `${file}: /temperature has the unit '${unit}'`, 'convert it to K');
}
