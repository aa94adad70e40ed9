// Functions of whole arrays by a kernel that has a small memory of its own: the arrays pass through it block by block,
// so they may lie anywhere.
import { type FunctionBody, f64x2, i32, type V128, wasmModule } from './assembler.js';
import { NUMBER } from './lanes.js';
import { compileModule, instantiate, wasmMemory } from './web-assembly.js';

/** Numbers that a kernel takes at a time: they stay in the first-level cache. */
const BLOCK = 2048;

/** Replaces the first `count` numbers of the first array by the function of those in all arrays. */
export type ArrayFunction = (arrays: readonly Float64Array[], count: number) => void;

/** An array function of `inputs` arguments, written for pairs of numbers. Made when it is first called. */
export function arrayFunction(
  name: string,
  inputs: number,
  write: (f: FunctionBody, ...pairs: V128[]) => V128,
): ArrayFunction {
  let machine: ReturnType<typeof arrayMachine> | undefined;
  return (arrays, count) => {
    machine ??= arrayMachine(name, inputs, write);
    const { kernel, blocks } = machine;
    for (let first = 0; first < count; first += BLOCK) {
      const end = Math.min(first + BLOCK, count);
      blocks.forEach((block, k) => {
        block.set(arrays[k].subarray(first, end));
      });
      const length = end - first;
      kernel(NUMBER * (length + (length % 2)));
      arrays[0].set(length === BLOCK ? blocks[0] : blocks[0].subarray(0, length), first);
    }
  };
}

function arrayMachine(name: string, inputs: number, write: (f: FunctionBody, ...pairs: V128[]) => V128) {
  const module = wasmModule();
  module.define(name, ['i32'], undefined, (f, end) => {
    const at = f.local('i32');
    f.while(i32.lessThan(at, end), () => {
      const pairs = Array.from({ length: inputs }, (_, k) => f.keep(f64x2.load(at, k * BLOCK * NUMBER)));
      f.storeF64x2(at, write(f, ...pairs));
      f.set(at, i32.add(at, i32.constant(2 * NUMBER)));
    });
  });
  const memory = wasmMemory(inputs * BLOCK * NUMBER);
  const functions = instantiate(compileModule(module.encode()), memory) as Record<string, (end: number) => void>;
  const blocks = Array.from({ length: inputs }, (_, k) => new Float64Array(memory.buffer, k * BLOCK * NUMBER, BLOCK));
  return { kernel: functions[name], blocks };
}
