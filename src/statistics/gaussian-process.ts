// Gaussian process regression with a squared-exponential kernel with one length scale per dimension
// (Rasmussen and Williams 2006, Gaussian Processes for Machine Learning, MIT Press, algorithm 2.1 and eq. 5.9):
//   k(x, x') = signal² exp(−½ Σ_d ((x_d − x'_d) / length_d)²),   y = f(x) + noise.
// Points are rows of numbers. Everything is float64 and deterministic.
import { cholesky, solveLower, solveUpper } from './cholesky.js';

/** The hyperparameters of a process; all positive. `signal` and `noise` are standard deviations. */
export interface Kernel {
  readonly lengths: readonly number[];
  readonly signal: number;
  readonly noise: number;
}

/** A process conditioned on data. */
export interface GaussianProcess {
  readonly kernel: Kernel;
  readonly points: readonly ArrayLike<number>[];
  /** (points): (K + noise²)⁻¹ y, so that the posterior mean is the sum of weight * k(x, point). */
  readonly weights: Float64Array;
  /** Lower Cholesky factor of K + noise², (points, points). */
  readonly factor: Float64Array;
}

/** Added to the diagonal, relative to signal²: rounding must not make K indefinite. */
const JITTER = 1e-10;

/** Conditions a process on values at points. */
export function condition(
  points: readonly ArrayLike<number>[],
  values: ArrayLike<number>,
  kernel: Kernel,
): GaussianProcess {
  const count = points.length;
  const covariance = covarianceOf(points, kernel);
  const diagonal = kernel.noise ** 2 + JITTER * kernel.signal ** 2;
  for (let i = 0; i < count; i++) covariance[i * count + i]! += diagonal;
  const factor = cholesky(covariance, count);
  if (!(factor instanceof Float64Array)) {
    throw new Error(
      `condition(): the covariance has the pivot ${factor.pivot}, expected positive; are numbers finite?`,
    );
  }
  return { kernel, points, weights: solveUpper(factor, solveLower(factor, values)), factor };
}

/** The posterior mean at a point. */
export function posteriorMean(
  { kernel, points, weights }: Pick<GaussianProcess, 'kernel' | 'points'> & { readonly weights: ArrayLike<number> },
  point: ArrayLike<number>,
): number {
  let mean = 0;
  for (const [index, known] of points.entries()) mean += weights[index]! * kernelValue(point, known, kernel);
  return mean;
}

/**
 * The logarithm of the marginal likelihood of values, and its gradient along the logarithms of the hyperparameters: of
 * the lengths, of the signal, of the noise.
 */
export function marginalLikelihood(
  points: readonly ArrayLike<number>[],
  values: ArrayLike<number>,
  kernel: Kernel,
): { value: number; gradient: Float64Array<ArrayBuffer> } {
  const { weights, factor } = condition(points, values, kernel);
  const count = points.length;
  let value = (-count / 2) * Math.log(2 * Math.PI);
  for (let i = 0; i < count; i++) value -= 0.5 * weights[i]! * values[i]! + Math.log(factor[i * count + i]!);
  const inverse = inverseFrom(factor, count);
  const dimensions = kernel.lengths.length;
  const gradient = new Float64Array(dimensions + 2);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      const slope = (weights[i]! * weights[j]! - inverse[i * count + j]!) * (i === j ? 0.5 : 1);
      const covariance = kernelValue(points[i]!, points[j]!, kernel);
      for (let d = 0; d < dimensions; d++) {
        const distance = (points[i]![d]! - points[j]![d]!) / kernel.lengths[d]!;
        gradient[d]! += slope * covariance * distance * distance;
      }
      gradient[dimensions]! += 2 * slope * (covariance + (i === j ? JITTER * kernel.signal ** 2 : 0));
      if (i === j) gradient[dimensions + 1]! += 2 * slope * kernel.noise ** 2;
    }
  }
  return { value, gradient };
}

/** Bounds of each hyperparameter, and how many steps are taken from each start. */
export interface FitOptions {
  readonly lengths: readonly [number, number];
  readonly signal: readonly [number, number];
  readonly noise: readonly [number, number];
  readonly steps: number;
}

/**
 * The hyperparameters that maximize the marginal likelihood within bounds, from the best of several starts: steps along
 * the sign of the gradient that grow while it stays and shrink where it turns (Rprop; Riedmiller and Braun 1993). A step
 * costs the number of points cubed.
 *
 * @param pause is awaited before each step
 */
export async function fitKernel(
  points: readonly ArrayLike<number>[],
  values: ArrayLike<number>,
  starts: readonly Kernel[],
  { lengths, signal, noise, steps }: FitOptions,
  pause: () => Promise<void> = async () => {},
): Promise<Kernel> {
  const dimensions = starts[0]!.lengths.length;
  const bounds = [...new Array<readonly [number, number]>(dimensions).fill(lengths), signal, noise];
  const clamped = (logarithms: readonly number[]): number[] =>
    logarithms.map((x, i) => Math.min(Math.log(bounds[i]![1]), Math.max(Math.log(bounds[i]![0]), x)));
  let best = { value: Number.NEGATIVE_INFINITY, kernel: starts[0]! };
  for (const start of starts) {
    let logarithms = clamped([...start.lengths, start.signal, start.noise].map(Math.log));
    const widths = new Float64Array(bounds.length).fill(0.1);
    let before = new Float64Array(bounds.length);
    for (let step = 0; step <= steps; step++) {
      await pause();
      const kernel = kernelOf(logarithms);
      const { value, gradient } = marginalLikelihood(points, values, kernel);
      if (value > best.value) best = { value, kernel };
      for (const [i, slope] of gradient.entries()) {
        const turn = slope * before[i]!;
        widths[i] = turn > 0 ? Math.min(1, 1.2 * widths[i]!) : turn < 0 ? Math.max(1e-6, 0.5 * widths[i]!) : widths[i]!;
      }
      logarithms = clamped(logarithms.map((x, i) => x + widths[i]! * Math.sign(gradient[i]!)));
      before = gradient;
    }
  }
  return best.kernel;
}

function kernelOf(logarithms: readonly number[]): Kernel {
  const values = logarithms.map(Math.exp);
  return { lengths: values.slice(0, -2), signal: values.at(-2)!, noise: values.at(-1)! };
}

function kernelValue(a: ArrayLike<number>, b: ArrayLike<number>, { lengths, signal }: Kernel): number {
  let sum = 0;
  for (let d = 0; d < lengths.length; d++) sum += ((a[d]! - b[d]!) / lengths[d]!) ** 2;
  return signal * signal * Math.exp(-0.5 * sum);
}

function covarianceOf(points: readonly ArrayLike<number>[], kernel: Kernel): Float64Array {
  const count = points.length;
  const covariance = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      const value = kernelValue(points[i]!, points[j]!, kernel);
      covariance[i * count + j] = value;
      covariance[j * count + i] = value;
    }
  }
  return covariance;
}

/** A⁻¹ from the Cholesky factor of A. */
function inverseFrom(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    inverse.set(solveUpper(factor, solveLower(factor, unit)), column * size);
  }
  return inverse;
}
