// Outputs of a model are recorded as copies (Identity) of values, since a value may be returned twice or be an input
// itself. Otherwise the node that computes the value writes the output under its name, and the copy is removed.
import { withNames } from './names-read.js';
import type { RecordedNode } from './recording.js';

/** The nodes without the copies that are not needed. */
export function withDirectOutputs(nodes: readonly RecordedNode[]): RecordedNode[] {
  const made = new Set(nodes.flatMap(({ operation, outputs }) => (operation === 'Identity' ? [] : outputs)));
  const renamed = new Map<string, string>();
  const kept = nodes.filter(({ operation, inputs: [source], outputs: [target] }) => {
    if (operation !== 'Identity' || !made.has(source!) || renamed.has(source!)) return true;
    renamed.set(source!, target!);
    return false;
  });
  const current = (name: string): string => renamed.get(name) ?? name;
  return kept.map((node) => ({ ...withNames(node, current), outputs: node.outputs.map(current) }));
}
