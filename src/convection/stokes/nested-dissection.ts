// Nested dissection (George 1973) of the interior nodes of a grid, for a stencil that reaches two nodes along the axes
// and one along diagonals, |di| + |dj| <= 2. A rectangle of nodes is cut by a separator two nodes wide across its
// longer side, the halves likewise, until little is left; parts are eliminated before the separator between them. What
// the elimination of a rectangle couples is the ring of nodes around it, within the reach of the stencil.
//
// The result is a tree of fronts in elimination order (children before parents). A front eliminates its own nodes (a
// separator, or a small rectangle) and updates the ring around its rectangle. Own nodes are padded to whole panels, so
// positions in elimination order leave gaps.

/** Rows and columns of a panel; own nodes and rings of fronts are filled up to whole panels. */
export const PANEL = 4;

/** Larger rectangles of nodes are cut (docs/decisions/0002-stream-function-multifrontal-cholesky.md). */
const SMALLEST_CUT = 30;

/** A step of the elimination. */
export interface Front {
  /** Position of the first own node; a multiple of PANEL. */
  readonly first: number;
  /** Own nodes, at consecutive positions. */
  readonly own: number;
  /** Positions of the ring, ascending. */
  readonly ring: Int32Array;
  /** Fronts whose rings update this one. */
  readonly children: readonly number[];
  /** 0 at the root. */
  readonly depth: number;
}

/** The elimination order of a grid. */
export interface Dissection {
  readonly fronts: readonly Front[];
  /** Where each node (row index fastest) lies in elimination order. */
  readonly position: Int32Array;
  /** Positions in all, gaps included. */
  readonly length: number;
}

/** A rectangle of nodes: rows from `bottom` to before `top`, columns from `left` to before `right`. */
interface Rectangle {
  readonly bottom: number;
  readonly top: number;
  readonly left: number;
  readonly right: number;
}

/** `count` rounded up to whole panels. */
export function wholePanels(count: number): number {
  return Math.ceil(count / PANEL) * PANEL;
}

/** Dissects `rows` × `columns` nodes. */
export function dissect(rows: number, columns: number): Dissection {
  const position = new Int32Array(rows * columns);
  const steps: { rectangle: Rectangle; first: number; own: number; children: number[]; depth: number }[] = [];
  let length = 0;
  const visit = (rectangle: Rectangle, depth: number): number => {
    const { separator, halves } = cut(rectangle);
    const children = halves.map((half) => visit(half, depth + 1));
    const first = length;
    for (let j = separator.left; j < separator.right; j++) {
      for (let i = separator.bottom; i < separator.top; i++) position[j * rows + i] = length++;
    }
    steps.push({ rectangle, first, own: length - first, children, depth });
    length = wholePanels(length);
    return steps.length - 1;
  };
  visit({ bottom: 0, top: rows, left: 0, right: columns }, 0);
  const fronts = steps.map(({ rectangle, ...step }) => ({ ...step, ring: ring(rectangle, rows, columns, position) }));
  return { fronts, position, length };
}

/** The separator of a rectangle and what it separates; a small rectangle is its own separator. */
function cut(rectangle: Rectangle): { separator: Rectangle; halves: readonly Rectangle[] } {
  const { bottom, top, left, right } = rectangle;
  const height = top - bottom;
  const width = right - left;
  if (height * width <= SMALLEST_CUT || Math.max(height, width) < 4) return { separator: rectangle, halves: [] };
  if (width >= height) {
    const middle = left + ((width - 2) >> 1);
    return {
      separator: { ...rectangle, left: middle, right: middle + 2 },
      halves: [
        { ...rectangle, right: middle },
        { ...rectangle, left: middle + 2 },
      ],
    };
  }
  const middle = bottom + ((height - 2) >> 1);
  return {
    separator: { ...rectangle, bottom: middle, top: middle + 2 },
    halves: [
      { ...rectangle, top: middle },
      { ...rectangle, bottom: middle + 2 },
    ],
  };
}

/** Positions of the nodes outside a rectangle that the stencil reaches from inside, ascending. */
function ring({ bottom, top, left, right }: Rectangle, rows: number, columns: number, position: Int32Array) {
  const reached: number[] = [];
  const outside = (index: number, low: number, high: number) => Math.max(0, low - index, index - high + 1);
  for (let j = Math.max(0, left - 2); j < Math.min(columns, right + 2); j++) {
    for (let i = Math.max(0, bottom - 2); i < Math.min(rows, top + 2); i++) {
      const distance = outside(i, bottom, top) + outside(j, left, right);
      if (distance > 0 && distance <= 2) reached.push(position[j * rows + i]);
    }
  }
  return Int32Array.from(reached).sort();
}
