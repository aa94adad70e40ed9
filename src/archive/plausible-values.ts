// Values that a mantle can have. Where coordinates or temperatures look like another quantity or another unit, the file
// is asked about rather than guessed at: each refusal names the attribute that answers it.
import { TharsisError } from '../foundation/errors.js';
import type { FileVariable } from './file-content.js';

/** Radii up to it, without a unit, have no dimension. */
const LARGEST_NONDIMENSIONAL = 100;
/** m; radii between that and this one, without a unit, are rather kilometers of a planet. */
const SMALL_PLANET = 1e5;
/** Inner over outer radius of a mantle; of depths at cell centers the ratio is below. */
const THICKEST_MANTLE = 0.1;
/** Relative; azimuths may be rounded to float32. */
const ROUNDING = 2 ** -23;

/** Asks where radii look like kilometers or depths. What the file states is not questioned. */
export function checkRadii(r: Float64Array, { units, description }: FileVariable, path: string): void {
  const [inner = 0] = r;
  const outer = r.at(-1) ?? 0;
  const fail = (what: string, remedy: string): never => {
    throw new TharsisError('archive-coordinates', `${path}: /r ${what}`, remedy);
  };
  const radii =
    'write radii instead (radius of the surface minus depth), increasing outward, and check the attribute units';
  const saysRadius = /radi(us|i|al)/i.test(description);
  if (inner <= 0) fail(`starts at ${inner} m, but radii are positive; are these depths?`, radii);
  if (!saysRadius && /\bdepths?\b|\bdown\b/i.test(description))
    fail(`holds depths, as it says ('${description}')`, radii);
  if (!saysRadius && inner < THICKEST_MANTLE * outer) {
    fail(
      `reaches from ${inner} to ${outer} m, like depths at cell centers; are these depths?`,
      `${radii}; if they are radii, say so by its attribute long_name = 'radius'`,
    );
  }
  if ((units ?? '') === '' && outer > LARGEST_NONDIMENSIONAL && outer < SMALL_PLANET) {
    fail(
      `reaches to ${outer} and has no attribute units; are these kilometers?`,
      "give it the attribute units = 'km', or 'm' if the body is that small",
    );
  }
}

/** Azimuths beyond a full circle are degrees. */
export function checkAzimuths(phi: Float64Array, path: string): void {
  const span = (phi.at(-1) ?? 0) - (phi[0] ?? 0);
  if (span <= 2 * Math.PI * (1 + ROUNDING)) return;
  throw new TharsisError(
    'archive-coordinates',
    `${path}: /phi spans ${span} rad, more than a full circle`,
    "check the values and the attribute units ('rad' or 'degree'; absent means rad)",
  );
}

/** K. No part of a planet is colder (the background radiation has 2.7 K). */
const COLDEST = 1;
/** Of temperatures without dimension; below lie rounding errors, and numbers that float32 cannot scale. */
const COLDEST_NONDIMENSIONAL = 1e-6;
/** K. Hotter than the deepest mantle of any planet by a factor of ten. */
const HOTTEST = 1e5;

/** What temperatures of a mantle with these radii lie between, and the way out for others. */
export function temperatureBounds(r: Float64Array): {
  readonly coldest: number;
  readonly hottest: number;
  readonly unit: string;
  readonly remedy: string;
} {
  return r.at(-1)! <= LARGEST_NONDIMENSIONAL
    ? {
        coldest: COLDEST_NONDIMENSIONAL,
        hottest: HOTTEST,
        unit: '',
        remedy: 'write temperatures within, give r its unit if it has one, or leave the file out',
      }
    : {
        coldest: COLDEST,
        hottest: HOTTEST,
        unit: ' K',
        remedy:
          'write temperatures in kelvin (or radii without dimension, if temperatures have none), or leave the file out',
      };
}
