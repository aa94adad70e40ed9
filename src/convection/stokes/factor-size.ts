// How large the matrix factors of a grid are, for messages about grids that are far too large; the multifrontal solver
// itself counts exactly.

/** Bytes: on grids of a million cells and more, where it grows with the logarithm of the number of cells. */
export const factorBytesPerCell = 1300;
