// A loop as one node: ONNX's Scan, whose body is recorded once. The state stays within ONNX Runtime from one repetition to the
// next, which spares copying it out and in.
import { treeEntries, treeLeaves, treeMap, treeWithLeaves } from '../../foundation/tree.js';
import { isTensor, tensorTree } from '../array-tree.js';
import { tf } from '../tfjs.js';
import { graphBackend } from './backend.js';
import {
  appendNode,
  bodyRecording,
  converted,
  type GraphPort,
  isPort,
  plainName,
  plainValue,
  type Recording,
} from './recording.js';
import { simplifiedNodes } from './simplified-nodes.js';

/** What a step of a loop gives. */
export interface ScanResult<State, Output> {
  readonly state: State;
  readonly output: Output;
}

/** Records `steps` repetitions; see `scan` (../scan.ts). */
export function recordScan<State, Item, Output>(
  step: (state: State, item: Item) => ScanResult<State, Output>,
  initial: State,
  items: Item,
  steps: number,
): ScanResult<State, Output> {
  const backend = graphBackend();
  const recording = backend.active();
  const label = `Scan_${recording.count.nodes++}`;
  const stateTensors = treeLeaves(tensorTree(initial), isTensor);
  const itemTensors = treeLeaves(tensorTree(items), isTensor);
  const statePorts = stateTensors.map((tensor, index) => portOf(`${label}_state${index}`, tensor, tensor.shape));
  const itemPorts = itemTensors.map((tensor, index) => portOf(`${label}_item${index}`, tensor, tensor.shape.slice(1)));
  const inputs = [...statePorts, ...itemPorts];
  const body = bodyRecording(recording, new Set(inputs.map(({ name }) => name)));

  const recordBody = () => {
    const result = step(
      treeWithLeaves(tensorTree(initial), isTensor, statePorts.map(tensorOf)) as State,
      treeWithLeaves(tensorTree(items), isTensor, itemPorts.map(tensorOf)) as Item,
    );
    const next = treeLeaves(tensorTree(result.state), isTensor);
    if (next.length !== statePorts.length) {
      throw new Error(`scan: the state has ${next.length} tensors after a step, expected ${statePorts.length}`);
    }
    const ends = next.map((tensor, index) => bodyOutput(body, `${label}_next${index}`, tensor, statePorts[index]));
    const rows = treeMap(tensorTree(result.output), isTensor, (tensor, path) =>
      bodyOutput(body, `${label}_row_${path}`, tensor),
    );
    return { ends, rows };
  };
  backend.recording = body;
  let recorded: ReturnType<typeof recordBody> | undefined;
  try {
    tf.tidy(() => {
      recorded = recordBody();
    });
  } finally {
    backend.recording = recording;
  }
  const { ends, rows } = recorded!;
  const outputs = [...ends, ...treeEntries(rows, isPort).map(([, port]) => port)];
  appendNode(recording, {
    operation: 'Scan',
    inputs: [...stateTensors, ...itemTensors].map((tensor) => plainName(recording, backend.recordedValue(tensor))),
    outputs: outputs.map(({ name }) => outerName(name)),
    attributes: { num_scan_inputs: itemPorts.length },
    body: { nodes: simplifiedNodes(body.nodes, outputs), inputs, outputs },
  });
  const outside = ({ name, shape, type }: GraphPort, whole = shape) =>
    tensorOf({ name: outerName(name), shape: whole, type });
  return {
    state: treeWithLeaves(
      tensorTree(initial),
      isTensor,
      ends.map((port) => outside(port)),
    ) as State,
    output: treeMap(rows, isPort, (port) => outside(port, [steps, ...port.shape])) as Output,
  };
}

function portOf(name: string, { dtype }: tf.Tensor, shape: readonly number[]): GraphPort {
  return { name, shape: [...shape], type: dtype === 'float32' ? 'float32' : 'int32' };
}

function outerName(name: string): string {
  return `${name}_outside`;
}

/** The tensor that stands for a name. */
function tensorOf({ name, shape, type }: GraphPort): tf.Tensor {
  const backend = graphBackend();
  return tf.engine().makeTensorFromDataId(backend.hold(plainValue(name, shape, type)), [...shape], type, backend);
}

/** Gives a tensor of the body out of it under a name of its own. */
function bodyOutput(body: Recording, name: string, tensor: tf.Tensor, wanted?: GraphPort): GraphPort {
  const port = portOf(name, tensor, tensor.shape);
  if (wanted !== undefined && (wanted.type !== port.type || wanted.shape.join() !== port.shape.join())) {
    throw new Error(
      `scan: the state was ${wanted.type} of shape [${wanted.shape.join(', ')}], after a step it is ${port.type} of [${port.shape.join(', ')}]`,
    );
  }
  const value = converted(body, graphBackend().recordedValue(tensor), port.type);
  appendNode(body, { operation: 'Identity', inputs: [plainName(body, value)], outputs: [name], attributes: {} });
  return port;
}
