// Engines that run a function directly, operation by operation, on one of TensorFlow.js's own backends.
import { TharsisError } from '../foundation/errors.js';
import type { NdArray } from '../foundation/nd-array.js';
import { treeLeaves, treeMap, treeWithLeaves } from '../foundation/tree.js';
import { arrayTree, isNdArray, isTensor, tensorTree } from './array-tree.js';
import type { Arrays } from './arrays.js';
import { argumentEntries, resultTree } from './checked-trees.js';
import type { Compiled, Engine } from './engine.js';
import { recordFunction } from './graph/record-function.js';
import { registerGradients, tf } from './tfjs.js';
import { explainedError, withDeepStacks } from './unsupported-operation.js';
import { withBackend } from './with-backend.js';

/**
 * Opens an eager engine: `cpu` (plain JavaScript, the oracle), `wasm`, or `tensorflow` if the user has installed it.
 */
export async function openEagerEngine(name: 'cpu' | 'wasm' | 'tensorflow', threads: number): Promise<Engine> {
  if (name === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
  if (name === 'tensorflow') await importTensorflow();
  const backend = name;
  if (!(await tf.setBackend(backend))) {
    throw new TharsisError('engine-unavailable', `the engine '${name}' does not start here`, 'use --engine onnx');
  }
  return {
    name,
    threads,
    stepsPerCall: 1,
    compile: (functionName, fn, names) => ({
      run: (...args) => runEagerly(backend, functionName, fn, args),
      toOnnx: async (...args) => recordFunction(functionName, fn, args, names).model,
      dispose: async () => {},
    }),
    dispose: async () => {},
  };
}

async function runEagerly<Arguments extends readonly unknown[], Result>(
  backend: string,
  name: string,
  fn: (...args: Arguments) => Result,
  args: Arrays<Arguments>,
): ReturnType<Compiled<Arguments, Result>['run']> {
  argumentEntries(name, args);
  const compute = () => {
    const tensors = treeMap(arrayTree(args), isNdArray, (array) =>
      tf.tensor(array.data, [...array.shape], array.data instanceof Int32Array ? 'int32' : 'float32'),
    );
    const value = resultTree(name, fn(...(tensors as unknown as Arguments)));
    // An output that is an input would be disposed of with it; a clone is not.
    return treeMap(value, isTensor, (tensor) => tensor.clone()) as tf.TensorContainer;
  };
  const result = computed(backend, name, compute);
  const leaves = treeLeaves(tensorTree(result), isTensor);
  const arrays: NdArray[] = [];
  for (const tensor of leaves) {
    // A copy of the right type: TensorFlow.js may hand out an argument's own memory, and casts to float32 without
    // touching the numbers.
    const data = await tensor.data();
    arrays.push({
      shape: tensor.shape,
      data: tensor.dtype === 'float32' ? Float32Array.from(data) : Int32Array.from(data),
    });
    tensor.dispose();
  }
  return treeWithLeaves(tensorTree(result), (node): node is tf.Tensor => isTensor(node), arrays) as Arrays<Result>;
}

function computed(backend: string, name: string, compute: () => tf.TensorContainer): tf.TensorContainer {
  try {
    return withDeepStacks(() => withBackend(backend, () => tf.tidy(compute)));
  } catch (error) {
    throw explainedError(error, name, backend, 'use --engine onnx or --engine cpu');
  }
}

async function importTensorflow(): Promise<void> {
  let cause: unknown;
  for (const name of ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node']) {
    try {
      await import(name);
      // It imports the union package, which registers its own gradients.
      registerGradients();
      return;
    } catch (error) {
      // The next one may be there.
      cause = error;
    }
  }
  throw new TharsisError(
    'engine-unavailable',
    "the engine 'tensorflow' needs the package @tensorflow/tfjs-node-gpu or @tensorflow/tfjs-node",
    'install one of them (Node 20 or 22, its binaries are downloaded at install), or use --engine onnx',
    { cause },
  );
}
