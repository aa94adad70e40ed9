// The compiled engine: a function is recorded once per signature of its arguments (shapes and types), becomes an ONNX
// Runtime session, and from then on only numbers go in and out.
import { join } from 'node:path';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { TharsisError } from '../foundation/errors.js';
import type { NdArray } from '../foundation/nd-array.js';
import { treeMap } from '../foundation/tree.js';
import type { Arrays } from './arrays.js';
import { channelBlock } from './channel-block.js';
import { argumentEntries } from './checked-trees.js';
import type { Compiled, CompileNames, Engine, EngineName } from './engine.js';
import { type RecordedFunction, recordFunction } from './graph/record-function.js';
import { type GraphPort, isPort, type Processor } from './graph/recording.js';
import { runtimeOptions } from './runtime-options.js';
import { cachedSession } from './session-cache.js';

type Runtime = typeof import('onnxruntime-node');

interface Session {
  readonly recorded: RecordedFunction;
  readonly session: InferenceSession;
}

/** More would gain nothing: the copies that are spared are then an eighth of what they were. */
const STEPS_PER_CALL = 8;

/** Options for opening an engine. */
export interface OnnxEngineOptions {
  readonly threads: number;
  /** Folder of optimized graphs (session-cache.ts); undefined for none. */
  readonly cache?: string | undefined;
  /** Folder for a trace of all that the runtime does, one file a session, written when its function is disposed of. */
  readonly trace?: string | undefined;
}

/** Opens the engine on an execution provider of ONNX Runtime. */
export async function openOnnxEngine(
  name: EngineName,
  provider: 'cpu' | 'webgpu' | 'cuda',
  { threads, cache, trace }: OnnxEngineOptions,
): Promise<Engine> {
  const runtime = await import('onnxruntime-node');
  // Errors are thrown; they need not go to stderr, too.
  runtime.env.logLevel = 'fatal';
  await checkProvider(runtime, name, provider);
  const processor = provider === 'cpu' ? { channelBlock: await channelBlock(runtime) } : undefined;
  const compiledFunctions = new Set<{ dispose(): Promise<void> }>();
  const options: InferenceSession.SessionOptions = {
    ...runtimeOptions,
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    ...(trace === undefined ? {} : { enableProfiling: true, profileFilePrefix: join(trace, 'trace') }),
  };
  const open = (model: Uint8Array): Promise<InferenceSession> =>
    cachedSession(runtime, model, options, provider === 'cpu' && trace === undefined ? cache : undefined);
  return {
    name,
    threads,
    stepsPerCall: provider === 'cpu' ? STEPS_PER_CALL : 1,
    compile: (functionName, fn, names) => {
      const compiled = compileFunction(runtime, open, processor, functionName, fn, names);
      compiledFunctions.add(compiled);
      const dispose = async (): Promise<void> => {
        compiledFunctions.delete(compiled);
        await compiled.dispose();
      };
      return { ...compiled, dispose };
    },
    dispose: async () => {
      for (const compiled of compiledFunctions) await compiled.dispose();
      compiledFunctions.clear();
    },
  };
}

function compileFunction<Arguments extends readonly unknown[], Result>(
  runtime: Runtime,
  openModel: (model: Uint8Array) => Promise<InferenceSession>,
  processor: Processor | undefined,
  name: string,
  fn: (...args: Arguments) => Result,
  names?: CompileNames,
): Compiled<Arguments, Result> {
  const sessions = new Map<string, Promise<Session>>();
  const open = async (args: readonly unknown[]): Promise<Session> => {
    const recorded = recordFunction(name, fn, args, names, processor);
    return { recorded, session: await openModel(recorded.model) };
  };
  return {
    run: async (...args) => {
      const entries = argumentEntries(name, args);
      const signature = signatureOf(entries);
      let opening = sessions.get(signature);
      if (opening === undefined) {
        opening = open(args);
        sessions.set(signature, opening);
      }
      const { recorded, session } = await opening;
      const feeds: Record<string, Tensor> = {};
      for (const [index, { name: inputName }] of recorded.inputs.entries()) {
        feeds[inputName] = feedOf(runtime, entries[index]![1]);
      }
      const fetched = await session.run(feeds);
      const read = (port: GraphPort): NdArray => ({
        shape: port.shape,
        data: fetched[port.name]!.data as Float32Array | Int32Array,
      });
      return treeMap(recorded.result, isPort, read) as Arrays<Result>;
    },
    toOnnx: async (...args) => recordFunction(name, fn, args, names).model,
    dispose: async () => {
      const openings = [...sessions.values()];
      sessions.clear();
      for (const opening of await Promise.allSettled(openings)) {
        if (opening.status === 'fulfilled') await opening.value.session.release();
      }
    },
  };
}

function signatureOf(entries: readonly [string, NdArray][]): string {
  return entries
    .map(([path, { shape, data }]) => `${path}:${data instanceof Int32Array ? 'i' : 'f'}${shape.join('x')}`)
    .join(' ');
}

function feedOf(runtime: Runtime, { shape, data }: NdArray): Tensor {
  return data instanceof Int32Array
    ? new runtime.Tensor('int32', data, shape)
    : new runtime.Tensor('float32', data, shape);
}

/** Tests the provider on a graph of one node, so that its absence is reported at once and clearly. */
async function checkProvider(runtime: Runtime, name: EngineName, provider: 'cpu' | 'webgpu' | 'cuda'): Promise<void> {
  if (provider === 'cpu') return;
  const { tf } = await import('./tfjs.js');
  const one = { shape: [1], data: new Float32Array([1]) };
  const { model } = recordFunction('probe', (x: unknown) => tf.neg(x as never), [one]);
  try {
    const session = await runtime.InferenceSession.create(model, { ...runtimeOptions, executionProviders: [provider] });
    await session.release();
  } catch (error) {
    const remedy =
      provider === 'cuda'
        ? 'install CUDA 12 and its libraries (docs/installation.md), or use --engine onnx'
        : 'it needs a GPU with Vulkan, Metal or Direct3D 12; use --engine onnx';
    // Without the runtime's source places and failed conditions.
    const reason = (error as Error).message.split('\n')[0]!.replace(/^\/.* was false\. /, '');
    const message = `the engine '${name}' does not start here: ${reason}`;
    throw new TharsisError('engine-unavailable', message, remedy, { cause: error });
  }
}
