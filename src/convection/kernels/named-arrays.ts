// Arrays of Float64 by name, one after another in a memory that kernels work on.
import { NUMBER } from './lanes.js';
import { type WasmMemory, wasmMemory } from './web-assembly.js';

/** An array in the memory of kernels: its `byteOffset` is its address there. Made by `namedArrays` only. */
export type KernelArray = Float64Array<ArrayBuffer> & { readonly inKernelMemory: never };

export interface NamedArrays<Name extends string> {
  readonly memory: WasmMemory;
  readonly arrays: Readonly<Record<Name, KernelArray>>;
}

/** Arrays of these lengths, all zero. Pairs that begin with the last number of an array end within the memory. */
export function namedArrays<Name extends string>(lengths: Readonly<Record<Name, number>>): NamedArrays<Name> {
  const entries = Object.entries<number>(lengths);
  // An even number each, so that all begin where pairs are aligned.
  const room = entries.map(([, length]) => length + (length % 2));
  const memory = wasmMemory((room.reduce((sum, length) => sum + length, 0) + 2) * NUMBER);
  let address = 0;
  const arrays = entries.map(([name, length], k) => {
    const array = new Float64Array(memory.buffer, address, length);
    address += room[k] * NUMBER;
    return [name, array];
  });
  return { memory, arrays: Object.fromEntries(arrays) };
}
