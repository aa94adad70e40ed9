// A recording: the ONNX nodes that a function's operations amount to. Nodes are pure, so an operation that was already
// recorded with the same inputs and attributes gives its earlier output (common-subexpression elimination).
//
// A recorded value of rank 4 may exist in two physical layouts: `plain` (batch, height, width, channels), as
// TensorFlow.js sees it, and `channelsFirst` (batch, channels, height, width), as ONNX convolutions need it. The
// missing one is made, once, when an operation asks for it, so chains of convolutions and elementwise operations carry
// no transposes.
import { sizeOf } from '../../foundation/nd-array.js';

export type RecordedType = 'float32' | 'int32' | 'bool';
export type AttributeValue = number | string | readonly number[] | { readonly float: number };

/** The numbers that stand for the types in onnx.proto. */
export const elementTypes = { float32: 1, int32: 6, int64: 7, bool: 9 } as const;

/** An input or output of a graph. */
export interface GraphPort {
  readonly name: string;
  readonly shape: readonly number[];
  /** Truth values only in the bodies of loops. */
  readonly type: RecordedType;
}

/** Distinguishes ports from the inner nodes of a tree. */
export function isPort(node: unknown): node is GraphPort {
  return typeof node === 'object' && node !== null && 'type' in node && typeof node.type === 'string';
}

/** ONNX Runtime's own operations on images whose channels lie in blocks. */
export const blockedDomain = 'com.microsoft.nchwc';

/** A node as it will be serialized. */
export interface RecordedNode {
  /** With its domain and a colon before it, if the operation is not one of ONNX's own. */
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** What a loop repeats. */
  readonly body?: RecordedBody;
}

/** A graph within a graph. Its nodes may also read names of the graph around it. */
export interface RecordedBody {
  readonly nodes: readonly RecordedNode[];
  readonly inputs: readonly GraphPort[];
  readonly outputs: readonly GraphPort[];
}

/** A constant of the graph. ONNX requires `int64` for shapes and axes. */
export interface Initializer {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: RecordedType | 'int64';
  readonly bytes: Uint8Array;
}

/** The value of a tensor in the recording; `shape` is logical (plain order). */
export interface RecordedValue {
  readonly shape: readonly number[];
  readonly type: RecordedType;
  plain?: string;
  channelsFirst?: string;
  /** Set when all elements are known to be this number. */
  readonly uniform?: number;
}

/** Properties of the processor that a recording is for, as used by ONNX Runtime. */
export interface Processor {
  /** How many channels blocked convolutions take together; undefined if the processor has no such convolutions (`channel-block.ts`). */
  readonly channelBlock: number | undefined;
}

export interface Recording {
  readonly nodes: RecordedNode[];
  readonly initializers: Map<string, Initializer>;
  readonly known: Map<string, readonly string[]>;
  /** The node that gives a name. */
  readonly producers: Map<string, RecordedNode>;
  /** In the body of a loop: the recording around it, and the names that the body is given. */
  readonly outer?: { readonly recording: Recording; readonly given: ReadonlySet<string> };
  readonly count: { nodes: number };
  /** What the bodies of finished loops were given and made: names that exist nowhere else. */
  readonly closed: Set<string>;
  /** Set where the model is to be fast on this processor; a recording without one is portable. */
  readonly processor: Processor | undefined;
}

export function newRecording(processor?: Processor): Recording {
  return {
    nodes: [],
    initializers: new Map(),
    known: new Map(),
    producers: new Map(),
    count: { nodes: 0 },
    closed: new Set(),
    processor,
  };
}

/** A recording of the body of a loop, which is given these names each time. Constants lie in the graph around it. */
export function bodyRecording(recording: Recording, given: ReadonlySet<string>): Recording {
  const { initializers, count, closed, processor } = recording;
  const outer = { recording, given };
  return { nodes: [], initializers, known: new Map(), producers: new Map(), outer, count, closed, processor };
}

/**
 * Appends a node, or finds the same one, and gives the names of its outputs. What does not depend on the loop that is
 * being recorded is appended before the loop.
 */
export function append(
  recording: Recording,
  operation: string,
  inputs: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
  outputCount = 1,
): readonly string[] {
  const { outer } = recording;
  if (outer !== undefined && !inputs.some((name) => outer.given.has(name) || recording.producers.has(name))) {
    return append(outer.recording, operation, inputs, attributes, outputCount);
  }
  const key = JSON.stringify([operation, inputs, attributes, outputCount]);
  const known = recording.known.get(key);
  if (known !== undefined) return known;
  const index = recording.count.nodes++;
  const outputs = Array.from({ length: outputCount }, (_, output) => `${operation}_${index}_${output}`);
  appendNode(recording, { operation, inputs, outputs, attributes });
  recording.known.set(key, outputs);
  return outputs;
}

/** Appends a node as it is. */
export function appendNode(recording: Recording, node: RecordedNode): void {
  recording.nodes.push(node);
  for (const output of node.outputs) recording.producers.set(output, node);
}

/** The name of a node's single output. */
export function appendOne(
  recording: Recording,
  operation: string,
  inputs: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): string {
  return append(recording, operation, inputs, attributes)[0]!;
}

/** The name of an int64 constant: shapes, axes, paddings. */
export function integers(
  recording: Recording,
  values: readonly number[],
  shape: readonly number[] = [values.length],
): string {
  const bytes = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  return addInitializer(recording, `integers[${shape.length}]_${values.join('_')}`, shape, 'int64', bytes);
}

/** The name of a scalar constant. */
export function scalar(recording: Recording, value: number, type: RecordedType = 'float32'): string {
  const bytes = new Uint8Array(typedArray(type, [value]).buffer);
  return addInitializer(recording, `${type}_${nameOf(value)}`, [], type, bytes);
}

/** A number as text; the signed zeros differ. */
function nameOf(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** A value of given data. Arrays of one repeated number are kept as that number. */
export function constant(
  recording: Recording,
  data: Float32Array | Int32Array | Uint8Array,
  shape: readonly number[],
  type: RecordedType,
): RecordedValue {
  const size = sizeOf(shape);
  const first = data[0] ?? 0;
  if (size === 1 && shape.length === 0) return { shape, type, plain: scalar(recording, first, type), uniform: first };
  if (size > 0 && data.every((value) => Object.is(value, first))) return { shape, type, uniform: first };
  const bytes = new Uint8Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
  const name =
    size <= 64
      ? `${type}[${shape.join('x')}]_${Array.from(data, nameOf).join('_')}`
      : `constant_${recording.initializers.size}`;
  return { shape, type, plain: addInitializer(recording, name, shape, type, bytes) };
}

/** The value as another type, in the layout that it is in. */
export function converted(recording: Recording, value: RecordedValue, type: RecordedType): RecordedValue {
  if (type === value.type) return value;
  const cast = (name: string): string => appendOne(recording, 'Cast', [name], { to: elementTypes[type] });
  if (value.channelsFirst !== undefined && value.plain === undefined) {
    return { shape: value.shape, type, channelsFirst: cast(value.channelsFirst) };
  }
  return { shape: value.shape, type, plain: cast(plainName(recording, value)) };
}

/** The value of a named output in plain order. */
export function plainValue(name: string, shape: readonly number[], type: RecordedType): RecordedValue {
  return { shape, type, plain: name };
}

/** The name under which a value can be read in plain order. */
export function plainName(recording: Recording, value: RecordedValue): string {
  if (value.plain !== undefined) return value.plain;
  if (value.channelsFirst !== undefined) {
    value.plain = reordered(recording, value.channelsFirst, value.shape, 'plain');
  } else {
    const filled = scalar(recording, value.uniform!, value.type);
    value.plain = appendOne(recording, 'Expand', [filled, integers(recording, value.shape)]);
  }
  return value.plain;
}

/** The name under which a value of rank 4 can be read in channels-first order. */
export function channelsFirstName(recording: Recording, value: RecordedValue): string {
  if (value.channelsFirst !== undefined) return value.channelsFirst;
  value.channelsFirst = reordered(recording, plainName(recording, value), value.shape, 'channelsFirst');
  return value.channelsFirst;
}

function reordered(
  recording: Recording,
  name: string,
  [batch, height, width, channels]: readonly number[],
  target: 'plain' | 'channelsFirst',
): string {
  const toPlain = target === 'plain';
  if (channels === 1 || (height === 1 && width === 1)) {
    const shape = toPlain ? [batch!, height!, width!, channels!] : [batch!, channels!, height!, width!];
    return appendOne(recording, 'Reshape', [name, integers(recording, shape)]);
  }
  return appendOne(recording, 'Transpose', [name], { perm: toPlain ? [0, 2, 3, 1] : [0, 3, 1, 2] });
}

function addInitializer(
  recording: Recording,
  name: string,
  shape: readonly number[],
  type: Initializer['type'],
  bytes: Uint8Array,
): string {
  if (!recording.initializers.has(name)) recording.initializers.set(name, { name, shape: [...shape], type, bytes });
  return name;
}

function typedArray(type: RecordedType, values: readonly number[]): Float32Array | Int32Array | Uint8Array {
  if (type === 'float32') return Float32Array.from(values);
  return type === 'int32' ? Int32Array.from(values) : Uint8Array.from(values);
}
