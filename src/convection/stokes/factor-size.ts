// How large the matrix factors of a grid are, for messages about grids that are far too large; the multifrontal solver
// itself counts exactly.

/** Bytes: on grids of a million cells and more, where it grows with the logarithm of the number of cells. */
export const factorBytesPerCell = 1300;

/** Cells of the largest square grid whose factors fit into the 4 GB that WebAssembly can address. */
export const mostCells = Math.floor(2 ** 32 / factorBytesPerCell);
