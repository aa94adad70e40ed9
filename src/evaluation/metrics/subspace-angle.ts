// The angle between two subspaces, from the part of one that lies outside the other.
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { crossGram } from '../../statistics/gram-matrix.js';

/**
 * The largest angle, in degrees, between the subspaces spanned by two sets of orthonormal modes (modes, cells) of equal
 * number: 0 when they span the same space, 90 when some direction of one is missing in the other.
 */
export function subspaceAngle(modesA: Float64Array, modesB: Float64Array, cells: number): number {
  const count = modesA.length / cells;
  if (modesB.length !== modesA.length) {
    throw new Error(`subspaceAngle(): got ${count} and ${modesB.length / cells} modes, expected the same number`);
  }
  if (count === 0) return 0;
  // The sine, taken from what is left of B outside A, stays exact for small angles, where the cosine does not.
  const overlap = crossGram(modesA, modesB, cells);
  const outside = Float64Array.from(modesB);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      const along = overlap[a * count + b]!;
      for (let cell = 0; cell < cells; cell++) outside[b * cells + cell]! -= along * modesA[a * cells + cell]!;
    }
  }
  const residual = new SingularValueDecomposition(Matrix.from1DArray(count, count, crossGram(outside, outside, cells)))
    .diagonal;
  const sine = Math.sqrt(Math.max(0, residual[0]!));
  return (180 / Math.PI) * Math.asin(Math.min(1, sine));
}
