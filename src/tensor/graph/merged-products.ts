// A matrix that is used again and again (by a recurrent network at every step of time) has a gradient that is a sum of
// products AᵀB, one for each use. One product of all A below each other and all B below each other gives the same sum,
// in a single pass over the result.
import { namesRead } from './names-read.js';
import type { RecordedNode } from './recording.js';

/** From this number of products on, one large product saves more than the concatenation costs. */
const MIN_PRODUCTS = 3;

/** The nodes with sums of products AᵀB merged. Nodes that are no longer read are kept. */
export function withMergedProducts(nodes: readonly RecordedNode[]): RecordedNode[] {
  const producers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const readers = new Map<string, number>();
  for (const node of nodes) for (const name of namesRead(node)) readers.set(name, (readers.get(name) ?? 0) + 1);
  const inner = new Set<RecordedNode>();
  const merged = new Map<RecordedNode, RecordedNode[]>();
  // From the end, so that a sum is visited before its terms.
  for (const node of nodes.toReversed()) {
    if (node.operation !== 'Add' || inner.has(node)) continue;
    const terms: string[] = [];
    collectTerms(node, producers, readers, inner, terms);
    const products = terms.filter((term) => isProduct(producers.get(term), readers));
    if (products.length < MIN_PRODUCTS) continue;
    const others = terms.filter((term) => !products.includes(term));
    merged.set(
      node,
      mergedSum(
        node,
        products.map((product) => producers.get(product)!),
        others,
      ),
    );
  }
  return nodes.flatMap((node) => merged.get(node) ?? [node]);
}

/** The terms of a sum of sums; sums that only this one reads are noted as `inner`. */
function collectTerms(
  sum: RecordedNode,
  producers: ReadonlyMap<string, RecordedNode>,
  readers: ReadonlyMap<string, number>,
  inner: Set<RecordedNode>,
  terms: string[],
): void {
  for (const input of sum.inputs) {
    const producer = producers.get(input);
    if (producer?.operation === 'Add' && readers.get(input) === 1) {
      inner.add(producer);
      collectTerms(producer, producers, readers, inner, terms);
    } else {
      terms.push(input);
    }
  }
}

function isProduct(node: RecordedNode | undefined, readers: ReadonlyMap<string, number>): boolean {
  return (
    node?.operation === 'Gemm' &&
    node.inputs.length === 2 &&
    node.attributes.transA === 1 &&
    node.attributes.transB === 0 &&
    readers.get(node.outputs[0]!) === 1
  );
}

/** Nodes that give what `sum` gave, under its name. */
function mergedSum(sum: RecordedNode, products: readonly RecordedNode[], others: readonly string[]): RecordedNode[] {
  const [name] = sum.outputs as [string];
  const stack = (side: 0 | 1): RecordedNode => ({
    operation: 'Concat',
    inputs: products.map(({ inputs }) => inputs[side]!),
    outputs: [`${name}_stack${side}`],
    attributes: { axis: 0 },
  });
  const stacks = [stack(0), stack(1)];
  const product = (output: string): RecordedNode => ({
    operation: 'Gemm',
    inputs: stacks.flatMap(({ outputs }) => outputs),
    outputs: [output],
    attributes: { transA: 1, transB: 0 },
  });
  if (others.length === 0) return [...stacks, product(name)];
  const sumOfAll = { operation: 'Sum', inputs: [`${name}_product`, ...others], outputs: [name], attributes: {} };
  return [...stacks, product(`${name}_product`), sumOfAll];
}
