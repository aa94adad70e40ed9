// What an engine is: it compiles a function of trees of tensors into a function of trees of arrays.
import { TharsisError } from '../foundation/errors.js';
import { suggestion } from '../foundation/nearest-name.js';
import type { Arrays } from './arrays.js';

export const engineNames = ['onnx', 'onnx:webgpu', 'onnx:cuda', 'cpu', 'wasm', 'tensorflow'] as const;
export type EngineName = (typeof engineNames)[number];

/** A function that takes and returns arrays where `fn` takes and returns tensors. */
export interface Compiled<Arguments extends readonly unknown[], Result> {
  run(...args: Arrays<Arguments>): Promise<Arrays<Result>>;
  /**
   * The recording for arguments of these shapes as an ONNX model. Inputs and outputs are named by their tree paths. The
   * shapes, batch size included, are fixed.
   */
  toOnnx(...args: Arrays<Arguments>): Promise<Uint8Array>;
  dispose(): Promise<void>;
}

/** How the inputs and outputs of an exported model are called; by default `argument0`, ... and `result`. */
export interface CompileNames {
  readonly arguments?: readonly string[];
  readonly result?: string;
}

/**
 * Compiles functions; owns what they hold until disposed of. After that, compiling and running are refused with a
 * TharsisError `engine-disposed`.
 */
export interface Engine {
  readonly name: EngineName;
  readonly threads: number;
  /**
   * How many steps of training one call should take at most. Several where state stays in the machine between them: on
   * the compiled engine for processors. One where a call takes long and cannot be interrupted (eager engines) or loops
   * are unmeasured (GPUs).
   */
  readonly stepsPerCall: number;
  compile<Arguments extends readonly unknown[], Result>(
    name: string,
    fn: (...args: Arguments) => Result,
    names?: CompileNames,
  ): Compiled<Arguments, Result>;
  dispose(): Promise<void>;
}

/**
 * The engine name a user gave, checked.
 *
 * @throws TharsisError `engine-unknown`, with the nearest name or all of them
 */
export function engineNamed(name: string): EngineName {
  const known = engineNames.find((candidate) => candidate === name);
  if (known !== undefined) return known;
  throw new TharsisError('engine-unknown', `unknown engine '${name}'`, suggestion(String(name), engineNames));
}
