// What the solver of an evolution recorded of itself that somebody should look at; usually nothing.

/** More of the steps may end with a flow that has not converged in yielding: about 1 % is usual at 10⁶ Pa. */
const UNCONVERGED_SHARE = 0.02;
/**
 * Friction is 0.13 to 2.27 times the dissipation in the corners of the parameter box (docs/decisions/0008), which warn of
 * nothing; steps that are far too long reach 25 times, and change its sign.
 */
const LARGEST_FRICTION = 2.5;

/** One line each, with a way out that leaves the physics as it is, of the `solver` of an evolution. */
export function solverWarnings(solver: Readonly<Record<string, string | number>>): string[] {
  const count = (name: string): number => Number(solver[name] ?? 0);
  const warnings: string[] = [];
  const { frictionOverDissipationMinimum: least = 1, frictionOverDissipationMaximum: most = 1 } = solver;
  if (!(Number(least) >= 0 && Number(most) <= LARGEST_FRICTION)) {
    warnings.push(
      `friction heated by ${Number(least).toPrecision(2)} to ${Number(most).toPrecision(2)} times the dissipation of the flow, ` +
        'which swings: use a smaller longestStep or courantNumber',
    );
  }
  const enthalpies = count('unconvergedEnthalpies');
  if (enthalpies > 0) {
    warnings.push(
      `${enthalpies} temperatures in phase transitions were not found in 50 Newton iterations: compare with an evolution at ` +
        'half the courantNumber, and report the configuration as a defect of Tharsis',
    );
  }
  const yielding = count('unconvergedYielding');
  if (yielding > UNCONVERGED_SHARE * count('steps')) {
    warnings.push(`the flow had not converged in yielding in ${yielding} of ${solver.steps} steps: use more cells`);
  }
  return warnings;
}
