// A loop over the first axis, as jax.lax.scan: recorded once however long it is, where no gradient is asked for through it.
import { treeLeaves, treeWithLeaves } from '../foundation/tree.js';
import { isTensor, tensorTree } from './array-tree.js';
import { graphBackendName } from './graph/backend.js';
import { recordScan, type ScanResult } from './graph/record-scan.js';
import { tf } from './tfjs.js';

/**
 * Repeats `step` along the first axis of `items`, a tree of tensors that agree in its length: each step gets the state of the
 * one before and its own slice of the items. Gives the last state and the outputs of all steps, stacked along a new first axis.
 * The state keeps its shapes and types. Inside of a gradient the steps are recorded one after the other, so that it is exact.
 */
export function scan<State, Item, Output>(
  step: (state: State, item: Item) => ScanResult<State, Output>,
  initial: State,
  items: Item,
): ScanResult<State, Output> {
  const lengths = new Set(treeLeaves(tensorTree(items), isTensor).map(({ shape }) => shape[0] ?? 0));
  const [steps] = lengths;
  if (steps === undefined || steps === 0 || lengths.size > 1) {
    throw new Error(`scan: got items of the lengths ${[...lengths].join(', ')}, expected one length from 1 on`);
  }
  const underGradient = tf.engine().state.gradientDepth > 0;
  if (tf.getBackend() === graphBackendName && !underGradient) return recordScan(step, initial, items, steps);
  return unrolled(step, initial, items, steps);
}

function unrolled<State, Item, Output>(
  step: (state: State, item: Item) => ScanResult<State, Output>,
  initial: State,
  items: Item,
  steps: number,
): ScanResult<State, Output> {
  let state = initial;
  const rows = treeLeaves(tensorTree(items), isTensor).map((tensor) => tf.unstack(tensor));
  const outputs: tf.Tensor[][] = [];
  let last: Output | undefined;
  for (let index = 0; index < steps; index++) {
    const slices = rows.map((row) => row[index]!);
    const item = treeWithLeaves(tensorTree(items), isTensor, slices) as Item;
    const result = step(state, item);
    state = result.state;
    last = result.output;
    outputs.push(treeLeaves(tensorTree(last), isTensor));
  }
  const stacked = outputs[0]!.map((_, leaf) => tf.stack(outputs.map((row) => row[leaf]!)));
  return { state, output: treeWithLeaves(tensorTree(last), isTensor, stacked) as Output };
}
