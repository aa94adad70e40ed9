// What must hold for files to make up one archive: several cells and snapshots, one grid, the same parameters, no
// simulation twice. It goes by headers; `guarded/check-temperatures.ts` reads the fields.
import { TharsisError } from '../foundation/errors.js';
import type { SimulationHeader } from './layout.js';

/** Relative; one program may write coordinates in float64, another in float32. */
const FLOAT32_ROUNDING = 2 ** -23;

/**
 * Throws `archive-too-small` where there is nothing to average over or to predict: one cell along an axis, one
 * snapshot.
 */
export function checkExtent({ file, times, r, phi }: SimulationHeader): void {
  const [axis, length] =
    Object.entries({ time: times.length, r: r.length, phi: phi.length }).find(([, n]) => n < 2) ?? [];
  if (axis === undefined) return;
  throw new TharsisError(
    'archive-too-small',
    `${file}: /${axis} has ${length} value without ghost layers`,
    'give at least two cells along r and phi, and two snapshots',
  );
}

/** Throws unless the headers share their grid, their parameter names and some of their time, and no two have the same id. */
export function checkTogether(headers: readonly SimulationHeader[]): void {
  const first = headers[0];
  if (first === undefined) return;
  checkGeometry(headers, first);
  const names = Object.keys(first.parameters).sort();
  const seenIds = new Map<string, string>();
  for (const header of headers) {
    if (!sameNumbers(header.r, first.r) || !sameNumbers(header.phi, first.phi)) {
      throw new TharsisError(
        'archive-grid',
        `${header.file}: its grid (${header.r.length} x ${header.phi.length}) differs from that of ${first.file}`,
        'ingest simulations on one grid at a time',
      );
    }
    const missing = names.find((name) => !Object.hasOwn(header.parameters, name));
    const extra = Object.keys(header.parameters).find((name) => !names.includes(name));
    if (missing !== undefined || extra !== undefined) {
      throw new TharsisError(
        'archive-parameter',
        `${header.file}: ${missing === undefined ? `has the parameter '${extra}'` : `lacks the parameter '${missing}'`}, unlike ${first.file}`,
        'give all simulations of an archive the same parameters',
      );
    }
    const scaled = names.find((name) => header.parameterUnits[name] !== first.parameterUnits[name]);
    if (scaled !== undefined) {
      const units = `'${header.parameterUnits[scaled]}', but '${first.parameterUnits[scaled]}' in ${first.file}`;
      throw new TharsisError(
        'archive-parameter',
        `${header.file}: the parameter '${scaled}' has the unit ${units}`,
        'give each parameter in one unit throughout',
      );
    }
    const differing = names.find((name) => header.parameterScales[name] !== first.parameterScales[name]);
    if (differing !== undefined) {
      const scales = `${header.parameterScales[differing]}, but ${first.parameterScales[differing]} in ${first.file}`;
      throw new TharsisError(
        'archive-parameter',
        `${header.file}: the scale of the parameter '${differing}' is ${scales}`,
        'state one scale for each parameter throughout',
      );
    }
    noteOnce(seenIds, header.id, header.file, 'simulation id');
  }
  checkOverlap(headers);
}

/** Throws where times have different origins, say the start in one file and the present in another. */
function checkOverlap(headers: readonly SimulationHeader[]): void {
  const startOf = ({ times }: SimulationHeader): number => times[0]!;
  const endOf = ({ times }: SimulationHeader): number => times[times.length - 1]!;
  const latest = headers.reduce((a, b) => (startOf(b) > startOf(a) ? b : a));
  const earliest = headers.reduce((a, b) => (endOf(b) < endOf(a) ? b : a));
  if (startOf(latest) < endOf(earliest)) return;
  throw new TharsisError(
    'archive-times',
    `${latest.file}: it starts at ${startOf(latest)} s, when ${earliest.file} has ended (${endOf(earliest)} s)`,
    'count times from the same moment in all simulations of an archive',
  );
}

/** Throws `archive-duplicate` if the key was seen before. */
export function noteOnce(seen: Map<string, string>, key: string, file: string, what: string): void {
  const earlier = seen.get(key);
  if (earlier !== undefined) {
    throw new TharsisError('archive-duplicate', `${file} has the same ${what} as ${earlier}`, 'leave one of them out');
  }
  seen.set(key, file);
}

/** Throws unless the cells of all are parts of the same: means weight them by their volumes. */
function checkGeometry(headers: readonly SimulationHeader[], first: SimulationHeader): void {
  const other = headers.find(({ geometry }) => geometry !== first.geometry);
  if (other === undefined) return;
  throw new TharsisError(
    'archive-grid',
    `${other.file}: its geometry is ${other.geometry}, but ${first.geometry} in ${first.file}`,
    'ingest simulations of one geometry at a time; a file without the attribute geometry counts as a cylinder',
  );
}

function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  const tolerance = FLOAT32_ROUNDING * Math.abs(b[b.length - 1]!);
  return a.every((value, index) => Math.abs(value - b[index]!) <= tolerance);
}
