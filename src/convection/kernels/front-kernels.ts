// The inner loops of the multifrontal Cholesky factorization, in WebAssembly with pairs of Float64.
//
// A front is a dense lower trapezoid of `own` columns and `own + ring` rows, both whole panels of four. Rows are stored
// in panels of four, column by column: entry (4 p + a, c) lies at (p × columns + c) × 4 + a. So both factors of every
// product stream through contiguous memory, and a block of 4 × 4 sums stays in registers. The update of the ring is a
// square of ring × ring, stored alike, lower blocks only.
import { f64, f64x2, type I32, i32, resultOf, type WasmFunction, type WasmModule, wasmModule } from './assembler.js';
import { defineDivideByDiagonal, defineFactorizeDiagonal, defineSubtractProducts } from './block-kernels.js';
import { advance, BLOCK_BYTES, COLUMN_BYTES, loop, SINGLE_BLOCK, SINGLE_COLUMN, times } from './panel-format.js';
import { defineBackward, defineForward } from './substitution-kernels.js';
import { compileModule, instantiate, type WasmMemory } from './web-assembly.js';

/** The functions of the module, as JavaScript calls them; all arguments are byte addresses or counts of panels. */
export interface FrontKernels {
  /**
   * Factorizes a front in place (the diagonal becomes its reciprocal) and subtracts its products from the update.
   * Returns 0 where a pivot is not positive.
   */
  factorizeFront(panels: number, own: number, ring: number, update: number): number;
  /**
   * Adds the lower triangle of a child's update, `rows` rows in `width` panels, to a front with its update `target`.
   * `places` are the rows of the front that it belongs to (ascending); the first `split` of them are own ones.
   */
  addUpdate(
    update: number,
    width: number,
    rows: number,
    places: number,
    split: number,
    panels: number,
    own: number,
    ring: number,
    target: number,
  ): void;
  /** Stores `blocks` blocks of numbers at another address, in single precision. */
  storeSingles(numbers: number, blocks: number, singles: number): void;
  /** Solves with the factor in single precision, and with its transpose, through a range of the table; `vector` is an address. */
  forward(table: number, end: number, vector: number): void;
  backward(table: number, last: number, vector: number): void;
}

let compiled: object | undefined;

/** The kernels, working on `memory`. */
export function frontKernels(memory: WasmMemory): FrontKernels {
  compiled ??= compileModule(encodedKernels());
  return instantiate(compiled, memory) as FrontKernels;
}

/** Panels of the ring that are updated together, so that they stay in the second-level cache. */
const RING_BLOCK = 12;

function encodedKernels(): Uint8Array<ArrayBuffer> {
  const module = wasmModule();
  const subtract = defineSubtractProducts(module);
  const divide = defineDivideByDiagonal(module);
  const diagonal = defineFactorizeDiagonal(module);
  defineFactorizeFront(module, subtract, divide, diagonal);
  defineAddUpdate(module);
  defineStoreSingles(module);
  defineForward(module);
  defineBackward(module);
  return module.encode();
}

function defineFactorizeFront(
  module: WasmModule,
  subtract: WasmFunction,
  divide: WasmFunction,
  diagonal: WasmFunction,
): void {
  module.define('factorizeFront', ['i32', 'i32', 'i32', 'i32'], 'i32', (f, panels, own, ring, update) => {
    const panelBytes = f.local('i32');
    const row = f.local('i32');
    const column = f.local('i32');
    const columns = f.local('i32');
    const rowPanel = f.local('i32');
    const columnPanel = f.local('i32');
    const block = f.local('i32');
    const firstRing = f.local('i32');
    const start = f.local('i32');
    const end = f.local('i32');
    f.set(panelBytes, times(own, BLOCK_BYTES));
    // Own columns, panel of rows by panel of rows.
    f.set(rowPanel, panels);
    loop(f, row, i32.constant(0), i32.add(own, ring), 1, () => {
      f.set(columns, own);
      f.if(i32.lessThan(row, own), () => f.set(columns, row));
      f.set(block, rowPanel);
      f.set(columnPanel, panels);
      loop(f, column, i32.constant(0), columns, 1, () => {
        f.call(subtract, rowPanel, columnPanel, block, block);
        f.call(divide, block, i32.add(columnPanel, times(column, BLOCK_BYTES)));
        advance(f, block, BLOCK_BYTES);
        advance(f, columnPanel, panelBytes);
      });
      f.if(i32.lessThan(row, own), () => {
        f.call(subtract, rowPanel, rowPanel, block, block);
        f.if(i32.not(resultOf(diagonal, block)), () => f.return(i32.constant(0)));
      });
      advance(f, rowPanel, panelBytes);
    });
    // The update of the ring.
    f.set(firstRing, i32.add(panels, i32.mul(own, panelBytes)));
    loop(f, start, i32.constant(0), ring, RING_BLOCK, () => {
      loop(f, row, start, ring, 1, () => {
        f.set(end, i32.add(start, i32.constant(RING_BLOCK)));
        f.if(i32.lessThan(row, end), () => f.set(end, i32.add(row, i32.constant(1))));
        f.set(rowPanel, i32.add(firstRing, i32.mul(row, panelBytes)));
        f.set(columnPanel, i32.add(firstRing, i32.mul(start, panelBytes)));
        f.set(block, i32.add(update, times(i32.add(i32.mul(row, ring), start), BLOCK_BYTES)));
        loop(f, column, start, end, 1, () => {
          f.call(subtract, rowPanel, columnPanel, i32.add(rowPanel, panelBytes), block);
          advance(f, block, BLOCK_BYTES);
          advance(f, columnPanel, panelBytes);
        });
      });
    });
    f.return(i32.constant(1));
  });
}

function defineAddUpdate(module: WasmModule): void {
  const parameters = Array.from({ length: 9 }, () => 'i32' as const);
  module.define('addUpdate', parameters, undefined, (f, ...values) => {
    const [update, width, rows, places, split, panels, own, ring, target] = values;
    const row = f.local('i32');
    const place = f.local('i32');
    const end = f.local('i32');
    const until = f.local('i32');
    const source = f.local('i32');
    const base = f.local('i32');
    const address = f.local('i32');
    const placeOfRow = f.local('i32');
    const lastOwn = f.local('i32');
    const addRow = () => {
      f.while(i32.lessThan(place, until), () => {
        f.set(address, i32.add(base, i32.shiftLeft(i32.load(place), i32.constant(5))));
        f.storeF64(address, f64.add(f64.load(address), f64.load(source)));
        advance(f, source, COLUMN_BYTES);
        advance(f, place, 4);
      });
    };
    const rowStart = (from: I32, index: I32, columns: I32) => {
      const panel = i32.mul(i32.shiftRight(index, i32.constant(2)), columns);
      const lane = times(i32.and(index, i32.constant(3)), 8);
      return i32.add(from, i32.add(times(panel, BLOCK_BYTES), lane));
    };
    f.set(lastOwn, i32.add(places, times(split, 4)));
    f.set(end, places);
    loop(f, row, i32.constant(0), rows, 1, () => {
      f.set(placeOfRow, i32.load(end));
      advance(f, end, 4);
      f.set(source, rowStart(update, row, width));
      f.set(place, places);
      f.set(until, lastOwn);
      f.if(i32.lessThan(end, lastOwn), () => f.set(until, end));
      f.set(base, rowStart(panels, placeOfRow, own));
      addRow();
      f.set(until, end);
      // Places in the ring count from the first own column.
      f.set(base, i32.sub(rowStart(target, i32.sub(placeOfRow, times(own, 4)), ring), times(own, BLOCK_BYTES)));
      addRow();
    });
  });
}

function defineStoreSingles(module: WasmModule): void {
  module.define('storeSingles', ['i32', 'i32', 'i32'], undefined, (f, numbers, blocks, singles) => {
    const end = f.local('i32');
    f.set(end, i32.add(singles, times(blocks, SINGLE_BLOCK)));
    f.while(i32.lessThan(singles, end), () => {
      for (let column = 0; column < 4; column++) {
        const low = f64x2.singles(f64x2.load(numbers, COLUMN_BYTES * column));
        const high = f64x2.singles(f64x2.load(numbers, COLUMN_BYTES * column + 16));
        f.storeF64x2(singles, f64x2.shuffle(low, high, 0, 2), SINGLE_COLUMN * column);
      }
      advance(f, numbers, BLOCK_BYTES);
      advance(f, singles, SINGLE_BLOCK);
    });
  });
}
