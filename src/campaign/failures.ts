// What becomes of a campaign in which simulations failed. Of thousands, a few diverge at some corner of the box, and
// would again: up to the accepted share are listed and left out, and the work goes on with the others. What failed for
// another reason (a full disk, a lost machine) is no property of the planet: the campaign fails, and the same command
// resumes it.
import { TharsisError } from '../foundation/errors.js';
import type { Reporter } from '../foundation/reporter.js';
import { isReproducible, type SimulationFailure } from './simulation-record.js';

/** Failures that are reported one by one; the others are counted. */
const MAX_REPORTED = 20;

/** Reports which simulations failed, with parameters and reason. */
export function reportFailures(failures: readonly SimulationFailure[], reporter: Reporter): void {
  for (const { id, parameters, error } of failures.slice(0, MAX_REPORTED)) {
    reporter.note(`failed: ${id}: ${error.message} (${parametersInWords(parameters)}) [${error.code}]`);
  }
  if (failures.length > MAX_REPORTED) {
    reporter.note(`failed: ${failures.length - MAX_REPORTED} more, each with its .failure.json in the archive`);
  }
}

/** `referenceViscosity 1e+21, enrichment 12`. */
export function parametersInWords(parameters: Readonly<Record<string, number>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(6))}`)
    .join(', ');
}

/**
 * Throws unless the failures are reproducible and at most the accepted share of `total`. The error carries the code,
 * remedy and exit code of the first failure.
 */
export function refuseFailures(failures: readonly SimulationFailure[], total: number, accepted: number): void {
  const first = failures.find((failure) => !isReproducible(failure)) ?? failures[0];
  if (first === undefined) return;
  const diverged = failures.filter(isReproducible).length;
  if (diverged === failures.length && diverged <= accepted * total) return;
  const others = failures.length === 1 ? '' : ` (and ${failures.length - 1} more of ${total})`;
  const { code, message, remedy, exitCode } = first.error;
  const way =
    isReproducible(first) && total > 1
      ? `${remedy}; or go on without those that diverge: accept a share of ${acceptable(diverged / total)} (acceptedFailures, --accept-failures)`
      : remedy;
  throw new TharsisError(code, `${first.id}${others}: ${message}`, way, { exitCode });
}

/** A share rounded up to hundredths. */
function acceptable(share: number): string {
  return String(Math.min(1, Math.ceil(100 * share) / 100));
}
