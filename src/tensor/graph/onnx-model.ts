// Serializes a recording as an ONNX ModelProto (onnx.proto3, IR version 8, operator set 18), keeping only the nodes and
// constants that its outputs need. The message descriptors below are the part of onnx.proto that is used.
import protobuf from 'protobufjs';
import { namesRead } from './names-read.js';
import {
  type AttributeValue,
  blockedDomain,
  elementTypes,
  type GraphPort,
  type Initializer,
  type RecordedBody,
  type RecordedNode,
  type Recording,
} from './recording.js';
import { simplifiedNodes } from './simplified-nodes.js';

const attributeTypes = { float: 1, integer: 2, text: 3, graph: 5, integers: 7 } as const;
const IR_VERSION = 8;
const OPERATOR_SET = 18;

const field = (type: string, id: number) => ({ type, id });
const list = (type: string, id: number) => ({ rule: 'repeated', type, id });

const root = protobuf.Root.fromJSON({
  nested: {
    ModelProto: {
      fields: {
        irVersion: field('int64', 1),
        producerName: field('string', 2),
        graph: field('GraphProto', 7),
        opsetImport: list('OperatorSetIdProto', 8),
      },
    },
    OperatorSetIdProto: { fields: { domain: field('string', 1), version: field('int64', 2) } },
    GraphProto: {
      fields: {
        node: list('NodeProto', 1),
        name: field('string', 2),
        initializer: list('TensorProto', 5),
        input: list('ValueInfoProto', 11),
        output: list('ValueInfoProto', 12),
      },
    },
    NodeProto: {
      fields: {
        input: list('string', 1),
        output: list('string', 2),
        name: field('string', 3),
        opType: field('string', 4),
        attribute: list('AttributeProto', 5),
        domain: field('string', 7),
      },
    },
    AttributeProto: {
      fields: {
        name: field('string', 1),
        f: field('float', 2),
        i: field('int64', 3),
        s: field('bytes', 4),
        g: field('GraphProto', 6),
        ints: list('int64', 8),
        type: field('int32', 20),
      },
    },
    TensorProto: {
      fields: {
        dims: list('int64', 1),
        dataType: field('int32', 2),
        name: field('string', 8),
        rawData: field('bytes', 9),
      },
    },
    ValueInfoProto: { fields: { name: field('string', 1), type: field('TypeProto', 2) } },
    TypeProto: { fields: { tensorType: field('TensorTypeProto', 1) } },
    TensorTypeProto: { fields: { elemType: field('int32', 1), shape: field('TensorShapeProto', 2) } },
    TensorShapeProto: { fields: { dim: list('DimensionProto', 1) } },
    DimensionProto: { fields: { dimValue: field('int64', 1) } },
  },
});
const modelType = root.lookupType('ModelProto');

/** The bytes of the model. */
export function encodeModel(
  name: string,
  recording: Recording,
  inputs: readonly GraphPort[],
  outputs: readonly GraphPort[],
): Uint8Array {
  const nodes = simplifiedNodes(recording.nodes, outputs);
  const names = new Set(nodes.flatMap(namesRead));
  const initializers = [...recording.initializers.values()].filter((initializer) => names.has(initializer.name));
  const message = {
    irVersion: IR_VERSION,
    producerName: 'tharsis',
    opsetImport: operatorSets(nodes),
    graph: { ...graphMessage(name, { nodes, inputs, outputs }), initializer: initializers.map(tensorMessage) },
  };
  return modelType.encode(modelType.fromObject(message)).finish();
}

/** The sets of operations that the nodes and their bodies are of. */
function operatorSets(nodes: readonly RecordedNode[]): object[] {
  const usesBlocks = ({ operation, body }: RecordedNode): boolean =>
    operation.startsWith(blockedDomain) || (body?.nodes.some(usesBlocks) ?? false);
  const blocked = nodes.some(usesBlocks) ? [{ domain: blockedDomain, version: 1 }] : [];
  return [{ domain: '', version: OPERATOR_SET }, ...blocked];
}

function graphMessage(name: string, { nodes, inputs, outputs }: RecordedBody): object {
  return { name, node: nodes.map(nodeMessage), input: inputs.map(portMessage), output: outputs.map(portMessage) };
}

function nodeMessage(node: RecordedNode): object {
  const attributes = Object.entries(node.attributes).map(([name, value]) => attributeMessage(name, value));
  if (node.body !== undefined) {
    attributes.push({
      name: 'body',
      g: graphMessage(`${node.outputs[0]} body`, node.body),
      type: attributeTypes.graph,
    });
  }
  const [type, domain] = node.operation.split(':').reverse();
  return {
    opType: type,
    domain,
    name: node.outputs[0],
    input: node.inputs,
    output: node.outputs,
    attribute: attributes,
  };
}

function attributeMessage(name: string, value: AttributeValue): object {
  if (typeof value === 'number') return { name, i: value, type: attributeTypes.integer };
  if (typeof value === 'string') return { name, s: new TextEncoder().encode(value), type: attributeTypes.text };
  if ('float' in value) return { name, f: value.float, type: attributeTypes.float };
  return { name, ints: value, type: attributeTypes.integers };
}

function tensorMessage({ name, shape, type, bytes }: Initializer): object {
  return { name, dims: shape, dataType: elementTypes[type], rawData: bytes };
}

function portMessage({ name, shape, type }: GraphPort): object {
  const dim = shape.map((dimValue) => ({ dimValue }));
  return { name, type: { tensorType: { elemType: elementTypes[type], shape: { dim } } } };
}
