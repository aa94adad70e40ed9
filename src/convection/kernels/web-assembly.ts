// The part of the WebAssembly interface that we use: TypeScript declares it together with the browser's only.
import { TharsisError } from '../../foundation/errors.js';

/** A memory: views on `buffer` stay valid, because none ever grows. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

interface WebAssemblyInterface {
  readonly Memory: new (size: { initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyInterface };
const PAGE_BYTES = 65536;

/** A WebAssembly memory has 32-bit addresses. */
const MAX_PAGES = 65536;

/**
 * A memory of at least `bytes` bytes, all zero.
 *
 * @throws TharsisError `convection-memory` (exit code 1) when this machine, or 32-bit addresses, have no room for it
 */
export function wasmMemory(bytes: number): WasmMemory {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  try {
    if (pages > MAX_PAGES) throw new RangeError('a WebAssembly memory holds at most 4096 MiB');
    return new WebAssembly.Memory({ initial: pages });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const message = `no memory for ${Math.ceil(bytes / 2 ** 20)} MiB of a flow solver: ${cause.message}`;
    const remedy = 'give fewer --threads, as each simulates by itself, or fewer cells';
    throw new TharsisError('convection-memory', message, remedy, { cause, exitCode: 1 });
  }
}

/** A compiled module; it can be instantiated for many memories. */
export function compileModule(bytes: Uint8Array<ArrayBuffer>): object {
  return new WebAssembly.Module(bytes);
}

/** The functions of a module, working on `memory`. */
export function instantiate(module: object, memory: WasmMemory): object {
  return new WebAssembly.Instance(module, { env: { memory } }).exports;
}
