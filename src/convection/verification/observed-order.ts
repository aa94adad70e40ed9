// Orders of convergence observed on grids of which each has twice the cells of the one before it.

/** From the errors on two grids: log₂ of their ratio. */
export function orderOfTwo(coarse: number, fine: number): number {
  return Math.log2(coarse / fine);
}

/**
 * From the values on three grids, without knowing the limit: log₂ of the ratio of their differences. None if the values
 * do not go one way: then errors of opposite signs cancel, and the grids are too coarse to tell.
 */
export function orderOfThree(coarse: number, middle: number, fine: number): number | undefined {
  const ratio = (middle - coarse) / (fine - middle);
  return ratio > 0 ? Math.log2(ratio) : undefined;
}
