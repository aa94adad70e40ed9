// A loop over the first axis, as jax.lax.scan: recorded once however long it is, where no gradient is asked for through
// it.
import { graphBackendName } from './graph/backend.js';
import { recordScan } from './graph/record-scan.js';
import { checkedStep, loopTensors, type ScanResult, stepsAlong, withTensors } from './loop-form.js';
import { tf } from './tfjs.js';

/**
 * Repeats `step` along the first axis of `items`, a tree of tensors that agree in its length: each step gets the state
 * of the one before and its own slice of the items. Gives the last state and the outputs of all steps, stacked along a
 * new first axis. The state keeps its keys, shapes and types; it and the output may be undefined. Inside of a gradient
 * the steps are recorded one after the other, so that it is exact.
 *
 * @throws TharsisError `engine-scan-form`
 */
export function scan<State, Item, Output>(
  step: (state: State, item: Item) => ScanResult<State, Output>,
  initial: State,
  items: Item,
): ScanResult<State, Output> {
  const steps = stepsAlong(initial, items);
  const underGradient = tf.engine().state.gradientDepth > 0;
  // A single step needs no loop, so engines that take one step per call (`stepsPerCall`) need not support loops.
  const isRecorded = tf.getBackend() === graphBackendName && !underGradient && steps > 1;
  return (isRecorded ? recordScan : unrolled)(step, initial, items, steps);
}

function unrolled<State, Item, Output>(
  step: (state: State, item: Item) => ScanResult<State, Output>,
  initial: State,
  items: Item,
  steps: number,
): ScanResult<State, Output> {
  // A gradient needs the intermediate results of all steps; without one they are freed after each step.
  const keepsAll = tf.engine().state.gradientDepth > 0;
  const rows = loopTensors(items).map((tensor) => tf.unstack(tensor));
  const outputs: tf.Tensor[][] = [];
  let state = loopTensors(initial);
  let form: Output | undefined;
  for (let index = 0; index < steps; index++) {
    const before = withTensors(initial, state);
    const item = rows.map((row) => row[index]!);
    const take = () => {
      const result = checkedStep(step(before, withTensors(items, item)), before);
      form = result.output;
      return { state: loopTensors(result.state), output: loopTensors(result.output) };
    };
    const taken = keepsAll ? take() : tf.tidy(() => cloned(take()));
    if (!keepsAll) tf.dispose(index > 0 ? [...state, ...item] : item);
    state = taken.state;
    outputs.push(taken.output);
  }
  const stacked = outputs[0]!.map((_, leaf) => tf.stack(outputs.map((row) => row[leaf]!)));
  if (!keepsAll) tf.dispose(outputs);
  return { state: withTensors(initial, state), output: withTensors(form as Output, stacked) };
}

/** Copies the tensors, since a step may return its arguments, or the same tensor twice. */
function cloned({ state, output }: { readonly state: tf.Tensor[]; readonly output: tf.Tensor[] }) {
  return { state: state.map((tensor) => tf.clone(tensor)), output: output.map((tensor) => tf.clone(tensor)) };
}
