// The TensorFlow.js backend 'graph': it holds no numbers. A tensor's data id stands for a recorded value, and kernels
// (kernels/) append nodes to the recording that is under way.
import { TharsisError } from '../../foundation/errors.js';
import { sizeOf } from '../../foundation/nd-array.js';
import { loopError } from '../loop-form.js';
import { tf } from '../tfjs.js';
import {
  append,
  constant,
  integers,
  plainName,
  plainValue,
  type RecordedType,
  type RecordedValue,
  type Recording,
} from './recording.js';

export const graphBackendName = 'graph';

/** The value of a data id. */
interface Entry {
  value: RecordedValue;
  references: number;
}

class GraphBackend extends tf.KernelBackend {
  recording: Recording | undefined;
  private readonly entries = new Map<object, Entry>();
  private readonly dataIds = new WeakMap<RecordedValue, object>();

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override numDataIds(): number {
    return this.entries.size;
  }

  override write(values: tf.BackendValues, shape: number[], type: tf.DataType): object {
    if (values instanceof Float32Array || values instanceof Int32Array || values instanceof Uint8Array) {
      return this.hold(constant(this.active(), values, shape, recordedType(type)));
    }
    throw new Error(`graph backend: got values of type ${type}, expected numbers or booleans`);
  }

  override incRef(dataId: object): void {
    this.entry(dataId).references++;
  }

  decRef(dataId: object): void {
    const entry = this.entries.get(dataId);
    if (entry !== undefined) entry.references--;
  }

  override refCount(dataId: object): number {
    return this.entries.get(dataId)?.references ?? 0;
  }

  override disposeData(dataId: object, force = false): boolean {
    const entry = this.entries.get(dataId);
    if (entry === undefined) return true;
    entry.references--;
    if (!force && entry.references > 0) return false;
    this.entries.delete(dataId);
    return true;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }

  override readSync(): never {
    throw readingError();
  }

  override read(): never {
    throw readingError();
  }

  /**
   * A data id for a value: the one that it has already, or a new one. A clone and its original share theirs, as on
   * other backends; gradients in TensorFlow.js (logSigmoid's) use clones that are gone by then.
   */
  hold(value: RecordedValue): object {
    const known = this.dataIds.get(value);
    const entry = known === undefined ? undefined : this.entries.get(known);
    if (entry !== undefined) {
      entry.references++;
      return known!;
    }
    const dataId = {};
    this.dataIds.set(value, dataId);
    this.entries.set(dataId, { value, references: 1 });
    return dataId;
  }

  /** The value behind a tensor, with the shape that the tensor has. */
  recordedValue({ dataId, shape }: tf.TensorInfo): RecordedValue {
    const { value } = this.entry(dataId);
    const { closed } = this.active();
    if (closed.has(value.plain ?? '') || closed.has(value.channelsFirst ?? '')) {
      throw loopError(
        'a tensor from inside of a loop is used after it',
        'give it out as a part of the state or the output',
      );
    }
    if (value.shape.length === shape.length && value.shape.every((length, axis) => length === shape[axis]))
      return value;
    const recording = this.active();
    const [name] = append(recording, 'Reshape', [plainName(recording, value), integers(recording, shape)]);
    return plainValue(name!, shape, value.type);
  }

  active(): Recording {
    if (this.recording === undefined) throw new Error('graph backend: used while nothing is recorded');
    return this.recording;
  }

  private entry(dataId: object): Entry {
    const entry = this.entries.get(dataId);
    if (entry === undefined) {
      throw new TharsisError(
        'engine-foreign-tensor',
        'a tensor that was made outside of a compiled function is used inside of it',
        'pass it as an argument, or make it inside; a loop (scan) gives out only its state and output',
      );
    }
    return entry;
  }
}

const backend = new GraphBackend();
tf.registerBackend(graphBackendName, () => backend, 0);

/** The one instance. */
export function graphBackend(): GraphBackend {
  return backend;
}

/** What a kernel gets: recorded inputs by name (or position), its attributes, and the recording. */
export interface KernelCall {
  readonly recording: Recording;
  readonly inputs: Readonly<Record<string, RecordedValue>>;
  readonly attributes: Readonly<Record<string, unknown>>;
}

type Kernel = (call: KernelCall) => RecordedValue | RecordedValue[];

const kernels = new Map<string, Kernel>();

/** Registers a kernel of the backend. */
export function defineKernel(name: string, kernel: Kernel): void {
  kernels.set(name, kernel);
  tf.registerKernel({
    kernelName: name,
    backendName: graphBackendName,
    kernelFunc: ({ inputs, attrs }) => {
      const recorded: Record<string, RecordedValue> = {};
      for (const [key, tensor] of Object.entries(inputs)) {
        if (tensor !== undefined && tensor !== null) recorded[key] = backend.recordedValue(tensor as tf.TensorInfo);
      }
      const result = kernel({ recording: backend.active(), inputs: recorded, attributes: { ...attrs } });
      return Array.isArray(result) ? result.map(tensorInfo) : tensorInfo(result);
    },
  });
}

/** The results of another kernel, for kernels that are composed of others. */
export function recordKernel(
  recording: Recording,
  name: string,
  inputs: Readonly<Record<string, RecordedValue>>,
  attributes: Readonly<Record<string, unknown>> = {},
): RecordedValue {
  const kernel = kernels.get(name);
  if (kernel === undefined) throw new Error(`recordKernel(): got ${name}, expected the name of a defined kernel`);
  const result = kernel({ recording, inputs, attributes });
  return Array.isArray(result) ? result[0]! : result;
}

/** A result without elements is kept as a fill: ONNX Runtime refuses some operations on empty arrays. */
function tensorInfo(result: RecordedValue): tf.TensorInfo {
  const { shape, type } = result;
  const value = sizeOf(shape) === 0 ? { shape, type, uniform: 0 } : result;
  return { dataId: backend.hold(value), shape: [...value.shape], dtype: value.type };
}

/** The recorded type of a tensor type; strings and complex numbers have none. */
export function recordedType(type: tf.DataType): RecordedType {
  if (type === 'float32' || type === 'int32' || type === 'bool') return type;
  throw new Error(`graph backend: got the type ${type}, expected float32, int32 or bool`);
}

function readingError(): TharsisError {
  return new TharsisError(
    'engine-read-while-recording',
    'a compiled function reads the value of a tensor (data, dataSync, array, print), but a tensor has no value while the function is recorded',
    'return the tensor and read it outside, or express the decision by tf.where',
    { exitCode: 1 },
  );
}
