// What a node reads: its inputs, and, if it is a loop, whatever its body reads of the graph around it.
import type { RecordedNode } from './recording.js';

/** The names that a node reads in its graph. */
export function namesRead({ inputs, body }: RecordedNode): readonly string[] {
  if (body === undefined) return inputs;
  const own = new Set(body.inputs.map(({ name }) => name));
  const outside: string[] = [];
  for (const node of body.nodes) {
    outside.push(...namesRead(node).filter((name) => !own.has(name)));
    for (const output of node.outputs) own.add(output);
  }
  return [...inputs, ...outside];
}

/** The node with what it reads of its graph, also within its body, under other names. */
export function withNames(node: RecordedNode, current: (name: string) => string): RecordedNode {
  const { body } = node;
  return {
    ...node,
    inputs: node.inputs.map(current),
    ...(body && { body: { ...body, nodes: body.nodes.map((inner) => withNames(inner, current)) } }),
  };
}
