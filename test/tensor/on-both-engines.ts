// Derivatives on both engines at once, and by central differences on the compiled one.
import type { NdArray } from '../../src/foundation/nd-array.js';
import type { Arrays } from '../../src/tensor/arrays.js';
import type { Engine } from '../../src/tensor/engine.js';
import type { tf } from '../../src/tensor/tfjs.js';
import { runOn, type TensorFunction } from './both-engines.js';
import { centralDifferences, expectClose, numbersOf } from './central-differences.js';

interface OnEngines {
  /** Runs on both engines, which must agree, and gives the compiled result. */
  runOnBoth<Result>(fn: (...args: never[]) => Result, args: readonly NdArray[]): Promise<Result>;
  /** The derivatives of a function that gives a tree of tensors: a row for every number of the arguments. */
  differences(fn: TensorFunction, args: readonly NdArray[]): Promise<Float64Array[]>;
}

export function withEngines({ compiled, oracle }: { compiled: Engine; oracle: Engine }): OnEngines {
  return {
    runOnBoth: async <Result>(fn: (...args: never[]) => Result, args: readonly NdArray[]) => {
      const result = await runOn(compiled, fn as unknown as TensorFunction, args);
      expectClose(numbersOf(result), numbersOf(await runOn(oracle, fn as unknown as TensorFunction, args)), 1e-5);
      return result as Result;
    },
    differences: (fn, args) => {
      const evaluation = compiled.compile('evaluation', fn);
      return centralDifferences((moved) => evaluation.run(...(moved as Arrays<tf.Tensor[]>)), args);
    },
  };
}
