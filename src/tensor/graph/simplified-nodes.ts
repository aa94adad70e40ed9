// Simplifies the nodes of a graph, or of the body of a loop, before they are serialized.
import { withDirectOutputs } from './direct-outputs.js';
import { withMergedProducts } from './merged-products.js';
import { namesRead } from './names-read.js';
import type { GraphPort, RecordedNode } from './recording.js';

/** The nodes that the outputs depend on, in order, without needless copies, sums of products merged. */
export function simplifiedNodes(nodes: readonly RecordedNode[], outputs: readonly GraphPort[]): RecordedNode[] {
  return neededNodes(withMergedProducts(withDirectOutputs(nodes)), outputs);
}

function neededNodes(nodes: readonly RecordedNode[], outputs: readonly GraphPort[]): RecordedNode[] {
  const names = new Set(outputs.map((output) => output.name));
  const kept: RecordedNode[] = [];
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index]!;
    if (!node.outputs.some((output) => names.has(output))) continue;
    kept.push(node);
    for (const name of namesRead(node)) names.add(name);
  }
  return kept.reverse();
}
