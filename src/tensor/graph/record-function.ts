// Recording a function of trees: arguments become graph inputs, the result graph outputs.
import { type Tree, treeEntries, treeMap, treeWithLeaves } from '../../foundation/tree.js';
import { arrayTree, isNdArray, isTensor } from '../array-tree.js';
import { resultTree } from '../checked-trees.js';
import type { CompileNames } from '../engine.js';
import { tf } from '../tfjs.js';
import { explainedError, withDeepStacks } from '../unsupported-operation.js';
import { withBackend } from '../with-backend.js';
import { graphBackend, graphBackendName } from './backend.js';
import './kernels/index.js';
import { encodeModel } from './onnx-model.js';
import { converted, type GraphPort, newRecording, type Processor, plainName, plainValue } from './recording.js';
import { withoutRandomness } from './without-randomness.js';

/** A recorded function: the serialized model, and the names and shapes of its inputs and outputs. */
export interface RecordedFunction {
  readonly model: Uint8Array;
  readonly inputs: readonly GraphPort[];
  readonly outputs: readonly GraphPort[];
  /** The result's tree with the output ports at its leaves. */
  readonly result: Tree<GraphPort>;
}

/**
 * Records `fn` for arguments of the shapes and types of `args`. With a `processor` the model is for ONNX Runtime on
 * such processors only; without one it is portable.
 */
export function recordFunction<Arguments extends readonly unknown[]>(
  name: string,
  fn: (...args: Arguments) => unknown,
  args: readonly unknown[],
  names: CompileNames = {},
  processor?: Processor,
): RecordedFunction {
  const backend = graphBackend();
  const recording = newRecording(processor);
  backend.recording = recording;
  const inputs: GraphPort[] = [];
  try {
    const outputs: GraphPort[] = [];
    let result: Tree<GraphPort> | undefined;
    const record = () => {
      const tensors = args.map((argument, position) => {
        const root = names.arguments?.[position] ?? `argument${position}`;
        return treeMap(arrayTree(argument), isNdArray, ({ shape, data }, path) => {
          const type = data instanceof Int32Array ? 'int32' : 'float32';
          const port = { name: path === '' ? root : `${root}.${path}`, shape: [...shape], type } as const;
          inputs.push(port);
          const dataId = backend.hold(plainValue(port.name, port.shape, type));
          return tf.engine().makeTensorFromDataId(dataId, [...shape], type, backend);
        });
      });
      const value = resultTree(name, fn(...(tensors as unknown as Arguments)));
      const root = names.result ?? 'result';
      const ports = treeEntries(value, isTensor).map(([path, tensor]) => {
        const recorded = backend.recordedValue(tensor);
        const type = recorded.type === 'float32' ? 'float32' : 'int32';
        const numeric = plainName(recording, converted(recording, recorded, type));
        const port: GraphPort = { name: path === '' ? root : `${root}.${path}`, shape: [...tensor.shape], type };
        recording.nodes.push({ operation: 'Identity', inputs: [numeric], outputs: [port.name], attributes: {} });
        return port;
      });
      outputs.push(...ports);
      result = treeWithLeaves(value, isTensor, ports);
    };
    withDeepStacks(() => withoutRandomness(() => withBackend(graphBackendName, () => tf.tidy(record))));
    return { model: encodeModel(name, recording, inputs, outputs), inputs, outputs, result: result! };
  } catch (error) {
    const remedy = 'write it with supported operations (src/tensor/graph/kernels), or run it with --engine cpu';
    throw explainedError(error, name, 'onnx', remedy);
  } finally {
    backend.recording = undefined;
  }
}
