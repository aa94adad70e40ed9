// Checks arguments and results of functions to be compiled: trees (lists, records) of arrays, and trees of tensors.
import { TharsisError } from '../foundation/errors.js';
import { type NdArray, sizeOf } from '../foundation/nd-array.js';
import { type Tree, treeEntries } from '../foundation/tree.js';
import { arrayTree, isNdArray, isTensor, tensorTree } from './array-tree.js';
import type { tf } from './tfjs.js';

/**
 * The arrays among the arguments of the function `name`, with their paths.
 *
 * @throws TharsisError `engine-argument-no-array` for anything else, and for arrays whose numbers do not fill their
 * shape
 */
export function argumentEntries(name: string, args: readonly unknown[]): [string, NdArray][] {
  const refuse = (path: string, what: string) => {
    const [position, ...rest] = path.split('.');
    const place = rest.length === 0 ? `argument ${position}` : `'${rest.join('.')}' in argument ${position}`;
    const remedy = 'pass arrays (ndArray(shape, numbers)), or lists and records of them';
    return new TharsisError(
      'engine-argument-no-array',
      `the function '${name}' gets ${what} for ${place}, expected an array`,
      remedy,
    );
  };
  const invalid = firstInvalidNode(args, isNdArray);
  if (invalid !== undefined) throw refuse(invalid.path, invalid.what);
  const entries = treeEntries(arrayTree(args), isNdArray);
  for (const [path, { shape, data }] of entries) {
    if (!(data instanceof Float32Array || data instanceof Int32Array)) {
      throw refuse(path, `a ${(data as object).constructor.name}, neither Float32Array nor Int32Array,`);
    }
    if (data.length !== sizeOf(shape)) throw refuse(path, `${data.length} numbers in the shape [${shape.join(', ')}]`);
  }
  return entries;
}

/**
 * What the function `name` gave, as a tree of at least one tensor.
 *
 * @throws TharsisError `engine-result-no-tensor`
 */
export function resultTree(name: string, value: unknown): Tree<tf.Tensor> {
  const invalid = firstInvalidNode(value, isTensor);
  const refuse = (what: string, path: string) => {
    const place = path === '' ? '' : ` at '${path}'`;
    const remedy = 'return a tensor, or lists and records of tensors; numbers as tf.scalar(number)';
    return new TharsisError(
      'engine-result-no-tensor',
      `the function '${name}' gives ${what}${place}, expected a tensor`,
      remedy,
      { exitCode: 1 },
    );
  };
  if (invalid !== undefined) throw refuse(invalid.what, invalid.path);
  const tree = tensorTree(value);
  if (treeEntries(tree, isTensor).length === 0) throw refuse('nothing', '');
  return tree;
}

/** The first node that is neither a leaf nor a list or record, so not part of a valid tree. */
export function firstInvalidNode(
  node: unknown,
  isLeaf: (node: unknown) => boolean,
  path = '',
  above: readonly object[] = [],
): { readonly path: string; readonly what: string } | undefined {
  if (isLeaf(node)) return undefined;
  if (node === null || typeof node !== 'object') return { path, what: described(node) };
  if (node instanceof Promise) return { path, what: 'a promise' };
  if (isTensor(node)) return { path, what: 'a tensor' };
  if (isNdArray(node)) return { path, what: 'an array' };
  if (ArrayBuffer.isView(node)) return { path, what: `a ${node.constructor.name} without a shape` };
  if (!Array.isArray(node) && !isRecord(node)) return { path, what: `a ${node.constructor.name}` };
  if (above.includes(node)) return { path, what: 'a list or record that contains itself' };
  for (const [key, child] of Object.entries(node)) {
    const invalid = firstInvalidNode(child, isLeaf, path === '' ? key : `${path}.${key}`, [...above, node]);
    if (invalid !== undefined) return invalid;
  }
  return undefined;
}

/** Whether an object is no instance of a class, whichever realm it is of. */
function isRecord(node: object): boolean {
  const prototype = Object.getPrototypeOf(node);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function described(value: unknown): string {
  return typeof value === 'string' ? `the text '${value}'` : typeof value === 'function' ? 'a function' : String(value);
}
