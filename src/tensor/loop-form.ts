// Checks the arguments of a loop (scan.ts) and the results of its steps, so that recorded and unrolled loops refuse the
// same.
import { TharsisError } from '../foundation/errors.js';
import { treeEntries, treeLeaves, treeWithLeaves } from '../foundation/tree.js';
import { isTensor, tensorTree } from './array-tree.js';
import { firstInvalidNode } from './checked-trees.js';
import type { tf } from './tfjs.js';

/** The result of a step of a loop: trees of tensors, or undefined. */
export interface ScanResult<State, Output> {
  readonly state: State;
  readonly output: Output;
}

/** The tensors of a state, of items or of an output. */
export function loopTensors(tree: unknown): tf.Tensor[] {
  return tree === undefined ? [] : treeLeaves(tensorTree(tree), isTensor);
}

/** A state, items or an output of the same form with other tensors. */
export function withTensors<T>(tree: T, tensors: readonly tf.Tensor[]): T {
  return tree === undefined ? tree : (treeWithLeaves(tensorTree(tree), isTensor, tensors) as T);
}

/**
 * How many steps a loop takes from `initial` along `items`.
 *
 * @throws TharsisError `engine-scan-form`
 */
export function stepsAlong(initial: unknown, items: unknown): number {
  refuseNonTensors('an initial state', initial);
  refuseNonTensors('items', items);
  const shapes = loopTensors(items).map(({ shape }) => shape);
  if (shapes.length === 0) {
    throw loopError('got items without a tensor, whose first axis would count the steps', 'pass tf.range(0, steps)');
  }
  if (shapes.some(({ length }) => length === 0)) {
    throw loopError('got a scalar among the items', 'give each of the items a first axis that counts the steps');
  }
  const lengths = [...new Set(shapes.map(([length]) => length!))];
  if (lengths.length > 1 || lengths[0] === 0) {
    const remedy = 'give all of the items a first axis of the same length';
    throw loopError(`got items of the lengths ${lengths.join(', ')}, expected one length from 1 on`, remedy);
  }
  return lengths[0]!;
}

/**
 * What a step gave, its state held against the one before.
 *
 * @throws TharsisError `engine-scan-form`
 */
export function checkedStep<State, Output>(
  result: ScanResult<State, Output>,
  before: State,
): ScanResult<State, Output> {
  if (typeof result !== 'object' || result === null || isTensor(result) || !('state' in result)) {
    throw loopError('a step gave no state', 'return { state, output } from it, undefined for none');
  }
  refuseNonTensors('a step that gives a state', result.state);
  refuseNonTensors('a step that gives an output', result.output);
  const [was, is] = [formOf(before), formOf(result.state)];
  const differing = [...new Set([...was.keys(), ...is.keys()])].find((path) => was.get(path) !== is.get(path));
  if (differing !== undefined) {
    const place = differing === '' ? '' : ` at '${differing}'`;
    const formOf = (form: Map<string, string>) => form.get(differing) ?? 'no tensor';
    const remedy = 'give the state the same keys, shapes and types before and after a step (tf.cast, tf.reshape)';
    throw loopError(`the state${place} was ${formOf(was)}, after a step it is ${formOf(is)}`, remedy);
  }
  return result;
}

/** The types and shapes of a state by their paths. */
function formOf(state: unknown): Map<string, string> {
  const entries = state === undefined ? [] : treeEntries(tensorTree(state), isTensor);
  return new Map(entries.map(([path, { dtype, shape }]) => [path, `${dtype} of shape [${shape.join(', ')}]`]));
}

function refuseNonTensors(what: string, tree: unknown): void {
  if (tree === undefined) return;
  const invalid = firstInvalidNode(tree, isTensor);
  if (invalid === undefined) return;
  const place = invalid.path === '' ? '' : ` at '${invalid.path}'`;
  throw loopError(`got ${what} with ${invalid.what}${place}`, 'use tensors, or lists and records of them');
}

/** An error in how a loop is used; the function and the place in it are reported where it is compiled. */
export function loopError(what: string, remedy: string): TharsisError {
  return new TharsisError('engine-scan-form', `scan: ${what}`, remedy, { exitCode: 1 });
}
