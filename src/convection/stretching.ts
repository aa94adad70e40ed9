// Where the cells of a column lie. Stretched, they are low at both walls, where thermal boundary layers and lids are,
// and high in between; they grow smoothly (Vinokur 1983, hyperbolic tangent), so second-order differences stay so.

/** One column of cells between two walls. */
export interface Column {
  /** One more than cells; the first and last are the walls. */
  readonly nodes: Float64Array;
  /** Halfway between nodes. */
  readonly centers: Float64Array;
  readonly heights: Float64Array;
}

/**
 * A column of cells. `ratio` is how many times as high as one at a wall a cell in the middle is (exactly: the
 * ratio of the slopes of the mapping); 1 makes all cells equal.
 *   r(ξ) = inner + ½ (outer - inner) [1 + tanh(a (2ξ - 1)) / tanh a],   cosh² a = ratio,   0 ≤ ξ ≤ 1
 */
export function stretchedColumn(cells: number, inner: number, outer: number, ratio: number): Column {
  return ratio === 1 ? uniformColumn(cells, inner, outer) : columnBetween(stretchedNodes(cells, inner, outer, ratio));
}

function stretchedNodes(cells: number, inner: number, outer: number, ratio: number): Float64Array {
  const steepness = Math.acosh(Math.sqrt(ratio));
  const scale = (0.5 * (outer - inner)) / Math.tanh(steepness);
  const middle = 0.5 * (inner + outer);
  return Float64Array.from({ length: cells + 1 }, (_, i) => {
    if (i === 0) return inner;
    return i === cells ? outer : middle + scale * Math.tanh(steepness * ((2 * i) / cells - 1));
  });
}

function columnBetween(nodes: Float64Array): Column {
  const upper = nodes.subarray(1);
  return {
    nodes,
    centers: upper.map((node, i) => 0.5 * (nodes[i] + node)),
    heights: upper.map((node, i) => node - nodes[i]),
  };
}

// Apart from round-off as above, but with heights that are equal to the last bit.
function uniformColumn(cells: number, inner: number, outer: number): Column {
  const height = (outer - inner) / cells;
  return {
    nodes: Float64Array.from({ length: cells + 1 }, (_, i) => inner + i * height),
    centers: Float64Array.from({ length: cells }, (_, i) => inner + (i + 0.5) * height),
    heights: new Float64Array(cells).fill(height),
  };
}
