// An axis for accuracies near 100 %: logarithmic in the error, so that 99.9 and 99 lie as far apart as 99 and 90.
// Charts draw the error; tick labels show the accuracy.
import { type Axis, logarithmicInterval } from '../chart.js';

const TICKS: readonly number[] = [0, 50, 80, 90, 95, 98, 99, 99.5, 99.8, 99.9, 99.95, 99.98, 99.99];
/** Below this, accuracies count as perfect and are drawn at the end of the axis. */
const SMALLEST_ERROR = 0.01;

/** The error, 100 % minus the accuracy, at least 0.01. */
export function errorOf(accuracy: number): number {
  return Math.max(SMALLEST_ERROR, 100 - accuracy);
}

/** The axis for errors in percent, best at the right or at the top, with at most about `most` ticks. */
export function accuracyAxis(errors: readonly number[], most: number): Axis {
  const [low, high] = logarithmicInterval(errors, 1.25);
  const inside = TICKS.map((accuracy) => 100 - accuracy).filter((error) => error >= low && error <= high);
  const decades = inside.filter((error) => Number.isInteger(Math.round(Math.log10(error) * 1e6) / 1e6));
  const stride = Math.ceil(inside.length / most);
  const thinned = decades.length >= 3 ? decades : inside.filter((_, index) => index % stride === 0);
  const ticks = inside.length > most ? thinned : inside;
  return {
    domain: [low, high],
    scale: 'log',
    reversed: true,
    ticks,
    tickText: (error) => String(Number((100 - error).toFixed(2))),
  };
}
