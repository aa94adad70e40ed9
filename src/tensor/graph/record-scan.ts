// A loop as one node: ONNX's Scan, whose body is recorded once. The state stays within ONNX Runtime from one repetition
// to the next, which saves copying it out and in.
import { checkedStep, loopTensors, type ScanResult, withTensors } from '../loop-form.js';
import { tf } from '../tfjs.js';
import { graphBackend, recordedType } from './backend.js';
import {
  appendNode,
  bodyRecording,
  converted,
  type GraphPort,
  plainName,
  plainValue,
  type Recording,
} from './recording.js';
import { simplifiedNodes } from './simplified-nodes.js';

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
  const stateTensors = loopTensors(initial);
  const itemTensors = loopTensors(items);
  const statePorts = stateTensors.map((tensor, index) => portOf(`${label}_state${index}`, tensor, tensor.shape));
  const itemPorts = itemTensors.map((tensor, index) => portOf(`${label}_item${index}`, tensor, tensor.shape.slice(1)));
  const inputs = [...statePorts, ...itemPorts];
  const given = new Set(inputs.map(({ name }) => name));
  const body = bodyRecording(recording, given);

  const recordBody = () => {
    const before = withTensors(initial, statePorts.map(tensorOf));
    const result = checkedStep(step(before, withTensors(items, itemPorts.map(tensorOf))), before);
    const portsOf = (tree: unknown, kind: string) =>
      loopTensors(tree).map((tensor, index) => bodyOutput(body, `${label}_${kind}${index}`, tensor));
    return { form: result.output, ends: portsOf(result.state, 'next'), rows: portsOf(result.output, 'row') };
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
  for (const name of [...given, ...body.producers.keys()]) recording.closed.add(name);
  const { form, ends, rows } = recorded!;
  const outputs = [...ends, ...rows];
  const outerNames = [...stateTensors, ...itemTensors].map((tensor, index) =>
    plainName(recording, converted(recording, backend.recordedValue(tensor), inputs[index]!.type)),
  );
  appendNode(recording, {
    operation: 'Scan',
    inputs: outerNames,
    outputs: outputs.map(({ name }) => outerName(name)),
    attributes: { num_scan_inputs: itemPorts.length },
    body: { nodes: simplifiedNodes(body.nodes, outputs), inputs, outputs },
  });
  const outside = ({ name, type }: GraphPort, whole: readonly number[]) =>
    tensorOf({ name: outerName(name), shape: whole, type });
  return {
    state: withTensors(
      initial,
      ends.map((port) => outside(port, port.shape)),
    ),
    output: withTensors(
      form,
      rows.map((port) => outside(port, [steps, ...port.shape])),
    ),
  };
}

function portOf(name: string, { dtype }: tf.Tensor, shape: readonly number[]): GraphPort {
  return { name, shape: [...shape], type: recordedType(dtype) };
}

function outerName(name: string): string {
  return `${name}_outside`;
}

/** The tensor that stands for a name. */
function tensorOf({ name, shape, type }: GraphPort): tf.Tensor {
  const backend = graphBackend();
  return tf.engine().makeTensorFromDataId(backend.hold(plainValue(name, shape, type)), [...shape], type, backend);
}

/** Makes a tensor of the body an output of it, under a new name. */
function bodyOutput(body: Recording, name: string, tensor: tf.Tensor): GraphPort {
  const port = portOf(name, tensor, tensor.shape);
  const value = converted(body, graphBackend().recordedValue(tensor), port.type);
  appendNode(body, { operation: 'Identity', inputs: [plainName(body, value)], outputs: [name], attributes: {} });
  return port;
}
