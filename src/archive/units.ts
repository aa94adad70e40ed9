// Units that archives may be written in, and what they are in SI. Symbols are taken as they are (m, Myr), words in any
// case; a wrong guess would be off by powers of ten, so a unit is suggested only for a word that is one letter away.
import { distance } from 'fastest-levenshtein';
import { TharsisError } from '../foundation/errors.js';
import { secondsPerYear as year } from '../foundation/time-units.js';
import type { AxisName } from './layout.js';

/** Symbols and words of each unit, singular, with its factor; words take a plural and any case. */
const units: Record<AxisName, readonly (readonly [factor: number, symbols: string, words: string])[]> = {
  time: [
    [1, 's', 'second sec'],
    [60, 'min', 'minute'],
    [3600, 'h', 'hour hr'],
    [86_400, 'd', 'day'],
    [year, 'yr a', 'year yr'],
    [1e3 * year, 'kyr ka', 'kiloyear kyr'],
    [1e6 * year, 'Myr Ma', 'megayear million-year myr'],
    [1e9 * year, 'Gyr Ga', 'gigayear billion-year gyr'],
  ],
  r: [
    [1, 'm', 'meter metre'],
    [1e-2, 'cm', 'centimeter centimetre'],
    [1e3, 'km', 'kilometer kilometre'],
  ],
  phi: [
    [1, 'rad', 'radian'],
    [Math.PI / 180, 'deg °', 'degree degrees_east degree_east'],
  ],
};

/** What is said of temperatures that are not in kelvin. */
const kelvin = /^(k|kelvins?|deg(rees?)?[ _]?(k|kelvins?)|°k)$/i;
const celsius = /^(c|celsius|centigrade|deg(rees?)?[ _]?(c|celsius|centigrade)|°c)$/i;
const fahrenheit = /^(f|fahrenheit|deg(rees?)?[ _]?(f|fahrenheit)|°f)$/i;

const wordsOf = (words: string): string[] => words.split(' ').flatMap((word) => [word, `${word}s`]);

const tables = new Map(
  Object.entries(units).map(([axis, list]) => {
    const symbols = new Map(list.flatMap(([factor, names]) => names.split(' ').map((name) => [name, factor] as const)));
    const words = new Map(list.flatMap(([factor, , names]) => wordsOf(names).map((name) => [name, factor] as const)));
    return [axis as AxisName, { symbols, words }];
  }),
);

/** The factor that turns a coordinate of the given unit into s, m or rad. A missing or empty unit counts as SI. */
export function unitFactor(axis: AxisName, unit: string | undefined, file: string): number {
  if (unit === undefined || unit === '') return 1;
  const { symbols, words } = tables.get(axis)!;
  const factor = symbols.get(unit) ?? words.get(unit.toLowerCase().replaceAll(' ', '-'));
  if (factor !== undefined) return factor;
  throw new TharsisError('archive-unit', `${file}: /${axis} has the unit '${unit}'`, remedyFor(axis, unit));
}

function remedyFor(axis: AxisName, unit: string): string {
  const { symbols, words } = tables.get(axis)!;
  const known = units[axis].map(([, names, long]) => `${names.split(' ')[0]} (${long.split(' ')[0]})`).join(', ');
  if (axis === 'time' && /\bsince\b/i.test(unit)) return `write the time since the start, in one of: ${known}`;
  if (axis === 'time' && /\b(ago|bp|mya|before)\b/i.test(unit)) {
    return `write a time that runs forward, in one of: ${known}`;
  }
  const near = [...symbols.keys(), ...words.keys()].find((name) => isMisspelled(unit, name));
  if (near !== undefined) return `did you mean '${near}'?`;
  const none = unit === '1' ? '; leave the attribute out where coordinates have no dimension' : '';
  return `known: ${known}${none}`;
}

/** Whether a name of four letters or more is meant, of which one is wrong; or one of any length in another case. */
function isMisspelled(unit: string, name: string): boolean {
  const [a, b] = [unit.toLowerCase(), name.toLowerCase()];
  return a === b || (b.length >= 4 && a[0] === b[0] && distance(a, b) === 1);
}

/** Throws `archive-unit` unless temperatures are in kelvin. A missing or empty unit counts as K. */
export function requireKelvin(unit: string | undefined, file: string): void {
  if (unit === undefined || unit === '' || kelvin.test(unit)) return;
  let remedy = 'write it in K';
  if (celsius.test(unit)) remedy = "add 273.15 to the values, and write units = 'K'";
  if (fahrenheit.test(unit)) remedy = "convert the values to kelvin ((value + 459.67) / 1.8), and write units = 'K'";
  if (unit === '1') remedy = 'write it in K, or leave the attribute out where temperatures have no dimension';
  throw new TharsisError('archive-unit', `${file}: /temperature has the unit '${unit}'`, remedy);
}
