// Trees: nested arrays and records with leaves of one kind. Network parameters, optimizer states and batches are trees.
// Record keys are always visited in sorted order, so flattening does not depend on how a tree was built.

/** A leaf, a list of trees, or a record of trees. */
export type Tree<Leaf> = Leaf | readonly Tree<Leaf>[] | { readonly [key: string]: Tree<Leaf> };

/** How to tell a leaf from an inner node, since both may be objects. */
export type IsLeaf<Leaf> = (node: unknown) => node is Leaf;

/** The leaves with their paths ('encoder.0.kernel'), in the order every other function here uses. */
export function treeEntries<Leaf>(tree: Tree<Leaf>, isLeaf: IsLeaf<Leaf>): [path: string, leaf: Leaf][] {
  const entries: [string, Leaf][] = [];
  const visit = (node: Tree<Leaf>, path: string): void => {
    if (isLeaf(node)) entries.push([path, node]);
    else for (const [key, child] of childrenOf(node)) visit(child, path === '' ? key : `${path}.${key}`);
  };
  visit(tree, '');
  return entries;
}

/** The leaves alone. */
export function treeLeaves<Leaf>(tree: Tree<Leaf>, isLeaf: IsLeaf<Leaf>): Leaf[] {
  return treeEntries(tree, isLeaf).map(([, leaf]) => leaf);
}

/** The same tree with every leaf replaced. */
export function treeMap<From, To>(
  tree: Tree<From>,
  isLeaf: IsLeaf<From>,
  change: (leaf: From, path: string) => To,
): Tree<To> {
  const visit = (node: Tree<From>, path: string): Tree<To> => {
    if (isLeaf(node)) return change(node, path);
    const children = childrenOf(node).map(
      ([key, child]) => [key, visit(child, path === '' ? key : `${path}.${key}`)] as const,
    );
    return Array.isArray(node) ? children.map(([, child]) => child) : Object.fromEntries(children);
  };
  return visit(tree, '');
}

/** The tree of the same form as `tree` whose leaves are `leaves`, in flattening order. */
export function treeWithLeaves<From, To>(tree: Tree<From>, isLeaf: IsLeaf<From>, leaves: readonly To[]): Tree<To> {
  let next = 0;
  const filled = treeMap(tree, isLeaf, () => leaves[next++] as To);
  if (next !== leaves.length) {
    throw new Error(`treeWithLeaves(): got ${leaves.length} leaves, expected ${next}`);
  }
  return filled;
}

function childrenOf<Leaf>(node: Tree<Leaf>): [string, Tree<Leaf>][] {
  if (Array.isArray(node)) return node.map((child: Tree<Leaf>, index) => [String(index), child]);
  if (node === null || typeof node !== 'object') {
    throw new Error(`tree: got ${String(node)}, expected a leaf, a list or a record`);
  }
  return Object.entries(node as { [key: string]: Tree<Leaf> }).sort(([a], [b]) => (a < b ? -1 : 1));
}
