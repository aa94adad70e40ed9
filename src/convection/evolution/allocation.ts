// What is said when an evolution does not fit into the memory of the machine: JavaScript's own error names no cells.
import { TharsisError } from '../../foundation/errors.js';
import type { EvolutionConfig } from './evolution-config.js';

/** What V8 says about arrays and WebAssembly memories that it has no room for; other range errors are mistakes. */
const NO_ROOM = /allocation failed|Invalid typed array length|WebAssembly\.Memory|could not allocate memory/;

/**
 * Makes what an evolution needs.
 *
 * @throws TharsisError `convection-memory` (exit code 1) where there is no memory for it
 */
export function allocating<T>({ cells, outputIntervals }: EvolutionConfig, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof RangeError && NO_ROOM.test(cause.message))) throw cause;
    throw new TharsisError(
      'convection-memory',
      `no memory for ${cells.radial} x ${cells.azimuthal} cells and ${outputIntervals} output intervals: ${cause.message}`,
      'use fewer cells (a flow solver takes at most some 3 million) or fewer output intervals',
      { cause, exitCode: 1 },
    );
  }
}
