// Anderson acceleration (Anderson 1965; Walker & Ni 2011) of a fixed-point iteration x → G(x): the next iterate is the
// combination of the last few images whose residuals G(x) - x cancel best, in the sense of least squares. A steady
// state that plain stepping in time approaches as slowly as its slowest mode decays is there after a few dozen sweeps.

/** The last images and residuals, newest last. */
export interface AndersonHistory {
  readonly depth: number;
  readonly images: Float64Array[];
  readonly residuals: Float64Array[];
}

export function andersonHistory(depth: number): AndersonHistory {
  return { depth, images: [], residuals: [] };
}

/** Root-mean-square of the latest residual. */
export function residualOf({ residuals }: AndersonHistory): number {
  const latest = residuals.at(-1);
  return latest === undefined ? Number.POSITIVE_INFINITY : Math.sqrt(product(latest, latest) / latest.length);
}

/** Takes note of an iterate and its image. */
export function note({ depth, images, residuals }: AndersonHistory, iterate: Float64Array, image: Float64Array): void {
  images.push(image.slice());
  residuals.push(image.map((value, k) => value - iterate[k]));
  if (images.length > depth + 1) {
    images.shift();
    residuals.shift();
  }
}

/** Writes the accelerated iterate. */
export function accelerate({ images, residuals }: AndersonHistory, next: Float64Array): void {
  const last = images.length - 1;
  next.set(images[last]);
  if (last === 0) return;
  const changes = Array.from({ length: last }, (_, m) => residuals[m + 1].map((value, k) => value - residuals[m][k]));
  const gram = changes.map((a) => changes.map((b) => product(a, b)));
  // A touch of the diagonal keeps nearly dependent changes apart.
  const scale = gram.reduce((sum, row, m) => sum + row[m], 0);
  for (let m = 0; m < last; m++) gram[m][m] += 1e-12 * scale;
  const weights = solveDense(
    gram,
    changes.map((change) => product(change, residuals[last])),
  );
  for (let m = 0; m < last; m++) {
    const weight = weights[m];
    for (let k = 0; k < next.length; k++) next[k] -= weight * (images[m + 1][k] - images[m][k]);
  }
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

/** Gaussian elimination; the matrix is small and positive definite. */
function solveDense(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  for (let k = 0; k < size; k++) {
    for (let row = k + 1; row < size; row++) {
      const factor = matrix[row][k] / matrix[k][k];
      for (let column = k; column < size; column++) matrix[row][column] -= factor * matrix[k][column];
      right[row] -= factor * right[k];
    }
  }
  for (let k = size - 1; k >= 0; k--) {
    for (let column = k + 1; column < size; column++) right[k] -= matrix[k][column] * right[column];
    right[k] /= matrix[k][k];
  }
  return right;
}
