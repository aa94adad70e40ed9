// Anderson acceleration (Anderson 1965; Walker & Ni 2011) of a fixed-point iteration x → G(x): the next iterate is the
// combination of the last few images whose residuals G(x) - x cancel best, in the sense of least squares. A steady
// state that plain stepping in time approaches as slowly as its slowest mode decays is there after a few dozen sweeps,
// a flow that yields after a few Picard iterations. All arrays are made with the history.

/** The last images and residuals, newest last; of the arrays the first `count` count. */
export interface AndersonHistory {
  readonly images: Float64Array[];
  readonly residuals: Float64Array[];
  readonly gram: readonly Float64Array[];
  readonly weights: Float64Array;
  count: number;
}

/** An empty history of iterates of a length, which combines the newest image with `depth` others. */
export function andersonHistory(depth: number, length: number): AndersonHistory {
  const arrays = (count: number, size: number) => Array.from({ length: count }, () => new Float64Array(size));
  return {
    images: arrays(depth + 1, length),
    residuals: arrays(depth + 1, length),
    gram: arrays(depth, depth),
    weights: new Float64Array(depth),
    count: 0,
  };
}

/** Begins anew. */
export function forget(history: AndersonHistory): void {
  history.count = 0;
}

/** Root-mean-square of the latest residual. */
export function residualOf({ residuals, count }: AndersonHistory): number {
  if (count === 0) return Number.POSITIVE_INFINITY;
  const latest = residuals[count - 1];
  let squares = 0;
  for (const value of latest) squares += value * value;
  return Math.sqrt(squares / latest.length);
}

/** Takes note of an iterate and its image. */
export function note(history: AndersonHistory, iterate: Float64Array, image: Float64Array): void {
  const { images, residuals } = history;
  if (history.count === images.length) {
    images.push(images.shift()!);
    residuals.push(residuals.shift()!);
  } else {
    history.count++;
  }
  const residual = residuals[history.count - 1];
  images[history.count - 1].set(image);
  for (let k = 0; k < residual.length; k++) residual[k] = image[k] - iterate[k];
}

/** Writes the accelerated iterate. */
export function accelerate({ images, residuals, gram, weights, count }: AndersonHistory, next: Float64Array): void {
  const last = count - 1;
  next.set(images[last]);
  let scale = 0;
  for (let a = 0; a < last; a++) {
    for (let b = 0; b < last; b++) gram[a][b] = productOfChanges(residuals, a, b);
    scale += gram[a][a];
    weights[a] = changeAlong(residuals, a, residuals[last]);
  }
  // A touch of the diagonal keeps nearly dependent changes apart.
  for (let m = 0; m < last; m++) gram[m][m] += 1e-12 * scale;
  solveDense(gram, weights, last);
  for (let m = 0; m < last; m++) {
    const weight = weights[m];
    for (let k = 0; k < next.length; k++) next[k] -= weight * (images[m + 1][k] - images[m][k]);
  }
}

/** Of the a-th and the b-th change of the residual. */
function productOfChanges(residuals: readonly Float64Array[], a: number, b: number): number {
  const [oldA, newA, oldB, newB] = [residuals[a], residuals[a + 1], residuals[b], residuals[b + 1]];
  let sum = 0;
  for (let k = 0; k < oldA.length; k++) sum += (newA[k] - oldA[k]) * (newB[k] - oldB[k]);
  return sum;
}

/** The product of the m-th change of the residual with a vector. */
function changeAlong(residuals: readonly Float64Array[], m: number, vector: Float64Array): number {
  const [old, now] = [residuals[m], residuals[m + 1]];
  let sum = 0;
  for (let k = 0; k < vector.length; k++) sum += (now[k] - old[k]) * vector[k];
  return sum;
}

/** Gaussian elimination in place; the matrix, the first rows and columns of `matrix`, is small and positive definite. */
function solveDense(matrix: readonly Float64Array[], right: Float64Array, size: number): void {
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
}
