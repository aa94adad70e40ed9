// The inner loops of the multifrontal Cholesky factorization, in WebAssembly with pairs of Float64.
//
// A front is a dense lower trapezoid of `own` columns and `own + ring` rows, both whole panels of four. Rows are stored in
// panels of four, column by column: entry (4 p + a, c) lies at (p × columns + c) × 4 + a. So both factors of every product
// stream through contiguous memory, and a block of 4 × 4 sums stays in registers. The update of the ring is a square of
// ring × ring, stored alike, lower blocks only.
//
// Table of fronts, one row of i32 each: address of the panels, own panels, ring panels, address of the first own number
// in a vector, address of the ring (byte offsets into a vector).
import {
  type F64,
  type FunctionBody,
  f64,
  f64x2,
  type I32,
  i32,
  type Local,
  resultOf,
  type WasmFunction,
  type WasmModule,
  wasmModule,
} from './assembler.js';
import { compileModule, instantiate, type WasmMemory } from './web-assembly.js';

/** Bytes of a row of the table of fronts. */
export const TABLE_ROW = 20;

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

const BLOCK_BYTES = 128;
const COLUMN_BYTES = 32;
const SINGLE_BLOCK = BLOCK_BYTES / 2;
const SINGLE_COLUMN = COLUMN_BYTES / 2;

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

const zero: F64 = f64.constant(0);

/** Counts `index` from `first` to before `end` around the body. */
function loop(f: FunctionBody, index: Local<'i32'>, first: I32, end: I32, step: number, body: () => void): void {
  f.set(index, first);
  f.while(i32.lessThan(index, end), () => {
    body();
    f.set(index, i32.add(index, i32.constant(step)));
  });
}

function advance(f: FunctionBody, address: Local<'i32'>, by: number | I32): void {
  f.set(address, i32.add(address, typeof by === 'number' ? i32.constant(by) : by));
}

function times(a: I32, factor: number): I32 {
  return i32.mul(a, i32.constant(factor));
}

/** block -= Σ over columns of rows a × rows b, both from their address on, until a reaches `end`. */
function defineSubtractProducts(module: WasmModule): WasmFunction {
  return module.define('subtractProducts', ['i32', 'i32', 'i32', 'i32'], undefined, (f, a, b, end, block) => {
    const sums = Array.from({ length: 8 }, () => f.local('v128'));
    const low = f.local('v128');
    const high = f.local('v128');
    const factor = f.local('v128');
    for (let k = 0; k < 8; k++) f.set(sums[k], f64x2.load(block, 16 * k));
    f.while(i32.lessThan(a, end), () => {
      f.set(low, f64x2.load(a));
      f.set(high, f64x2.load(a, 16));
      for (let column = 0; column < 4; column++) {
        f.set(factor, f64x2.loadSplat(b, 8 * column));
        f.set(sums[2 * column], f64x2.sub(sums[2 * column], f64x2.mul(low, factor)));
        f.set(sums[2 * column + 1], f64x2.sub(sums[2 * column + 1], f64x2.mul(high, factor)));
      }
      advance(f, a, COLUMN_BYTES);
      advance(f, b, COLUMN_BYTES);
    });
    for (let k = 0; k < 8; k++) f.storeF64x2(block, sums[k], 16 * k);
  });
}

/** block ← block × (factor of a diagonal block)⁻ᵀ. */
function defineDivideByDiagonal(module: WasmModule): WasmFunction {
  return module.define('divideByDiagonal', ['i32', 'i32'], undefined, (f, block, diagonal) => {
    const halves = Array.from({ length: 8 }, () => f.local('v128'));
    const factor = f.local('v128');
    for (let column = 0; column < 4; column++) {
      for (const half of [0, 1]) {
        f.set(halves[2 * column + half], f64x2.load(block, COLUMN_BYTES * column + 16 * half));
      }
      for (let c = 0; c < column; c++) {
        f.set(factor, f64x2.loadSplat(diagonal, COLUMN_BYTES * c + 8 * column));
        for (const half of [0, 1]) {
          const target = halves[2 * column + half];
          f.set(target, f64x2.sub(target, f64x2.mul(halves[2 * c + half], factor)));
        }
      }
      f.set(factor, f64x2.loadSplat(diagonal, COLUMN_BYTES * column + 8 * column));
      for (const half of [0, 1]) {
        const target = halves[2 * column + half];
        f.set(target, f64x2.mul(target, factor));
        f.storeF64x2(block, target, COLUMN_BYTES * column + 16 * half);
      }
    }
  });
}

/** Cholesky factor of a 4 × 4 block with reciprocal diagonal; 0 where a pivot is not positive. */
function defineFactorizeDiagonal(module: WasmModule): WasmFunction {
  return module.define('factorizeDiagonal', ['i32'], 'i32', (f, block) => {
    const entry = Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => f.local('f64')));
    for (let column = 0; column < 4; column++) {
      for (let row = column; row < 4; row++) {
        const value = entry[row][column];
        f.set(value, f64.load(block, COLUMN_BYTES * column + 8 * row));
        for (let c = 0; c < column; c++) f.set(value, f64.sub(value, f64.mul(entry[row][c], entry[column][c])));
        if (row === column) {
          f.if(i32.not(f64.greaterThan(value, zero)), () => f.return(i32.constant(0)));
          f.set(value, f64.div(f64.constant(1), f64.sqrt(value)));
        } else {
          f.set(value, f64.mul(value, entry[column][column]));
        }
        f.storeF64(block, value, COLUMN_BYTES * column + 8 * row);
      }
    }
    f.return(i32.constant(1));
  });
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

/** A front as its row of the table tells. */
function readFront(f: FunctionBody, table: I32) {
  const front = {
    panels: f.local('i32'),
    own: f.local('i32'),
    ring: f.local('i32'),
    numbers: f.local('i32'),
    places: f.local('i32'),
  };
  const read = () => {
    Object.values(front).forEach((local, k) => {
      f.set(local, i32.load(table, 4 * k));
    });
  };
  return { ...front, read };
}

/** sums (two pairs) += or -= Σ over columns of a panel × numbers, until the panel's address reaches `end`. */
function accumulateRows(
  f: FunctionBody,
  sums: readonly Local<'v128'>[],
  at: Local<'i32'>,
  number: Local<'i32'>,
  end: I32,
): void {
  const factor = f.local('v128');
  f.while(i32.lessThan(at, end), () => {
    for (let column = 0; column < 4; column++) {
      f.set(factor, f64x2.loadSplat(number, 8 * column));
      for (const half of [0, 1]) {
        const sum = sums[2 * (column & 1) + half];
        f.set(sum, f64x2.add(sum, f64x2.mul(f64x2.loadSingles(at, SINGLE_COLUMN * column + 8 * half), factor)));
      }
    }
    advance(f, at, SINGLE_BLOCK);
    advance(f, number, COLUMN_BYTES);
  });
}

function defineForward(module: WasmModule): void {
  module.define('forward', ['i32', 'i32', 'i32'], undefined, (f, table, end, vector) => {
    const front = readFront(f, table);
    const { panels, own, ring, numbers, places } = front;
    const at = f.local('i32');
    const panelEnd = f.local('i32');
    const row = f.local('i32');
    const number = f.local('i32');
    const target = f.local('i32');
    const solved = Array.from({ length: 4 }, () => f.local('f64'));
    const sums = Array.from({ length: 4 }, () => f.local('v128'));
    const clear = () => {
      for (const sum of sums) f.set(sum, f64x2.splat(zero));
    };
    const sumOf = (lane: number): F64 => {
      const half = lane >> 1;
      return f64.lane(f64x2.add(sums[half], sums[2 + half]), (lane & 1) as 0 | 1);
    };
    f.while(i32.lessThan(table, end), () => {
      front.read();
      f.set(numbers, i32.add(vector, numbers));
      loop(f, row, i32.constant(0), own, 1, () => {
        clear();
        f.set(at, i32.add(panels, times(i32.mul(row, own), SINGLE_BLOCK)));
        f.set(panelEnd, i32.add(at, times(row, SINGLE_BLOCK)));
        f.set(number, numbers);
        accumulateRows(f, sums, at, number, panelEnd);
        for (let lane = 0; lane < 4; lane++) {
          f.set(solved[lane], f64.sub(f64.load(number, 8 * lane), sumOf(lane)));
          for (let c = 0; c < lane; c++) {
            f.set(
              solved[lane],
              f64.sub(solved[lane], f64.mul(f64.loadSingle(at, SINGLE_COLUMN * c + 4 * lane), solved[c])),
            );
          }
          f.set(solved[lane], f64.mul(solved[lane], f64.loadSingle(at, SINGLE_COLUMN * lane + 4 * lane)));
          f.storeF64(number, solved[lane], 8 * lane);
        }
      });
      f.set(at, i32.add(panels, times(i32.mul(own, own), SINGLE_BLOCK)));
      loop(f, row, i32.constant(0), ring, 1, () => {
        clear();
        f.set(panelEnd, i32.add(at, times(own, SINGLE_BLOCK)));
        f.set(number, numbers);
        accumulateRows(f, sums, at, number, panelEnd);
        for (let lane = 0; lane < 4; lane++) {
          f.set(target, i32.add(vector, i32.load(places, 4 * lane)));
          f.storeF64(target, f64.sub(f64.load(target), sumOf(lane)));
        }
        advance(f, places, 16);
      });
      advance(f, table, TABLE_ROW);
    });
  });
}

function defineBackward(module: WasmModule): void {
  module.define('backward', ['i32', 'i32', 'i32'], undefined, (f, begin, table, vector) => {
    const front = readFront(f, table);
    const { panels, own, ring, numbers, places } = front;
    const at = f.local('i32');
    const panelEnd = f.local('i32');
    const row = f.local('i32');
    const number = f.local('i32');
    const low = f.local('v128');
    const high = f.local('v128');
    const even = f.local('v128');
    const odd = f.local('v128');
    const solved = Array.from({ length: 4 }, () => f.local('f64'));
    // numbers -= (panel)ᵀ × (low, high), from `at` to `panelEnd`.
    const subtractTransposed = () => {
      f.set(number, numbers);
      f.while(i32.lessThan(at, panelEnd), () => {
        for (const columns of [0, 2]) {
          const product = (column: number) => {
            const lows = f64x2.mul(f64x2.loadSingles(at, SINGLE_COLUMN * column), low);
            return f64x2.add(lows, f64x2.mul(f64x2.loadSingles(at, SINGLE_COLUMN * column + 8), high));
          };
          f.set(even, product(columns));
          f.set(odd, product(columns + 1));
          const sum = f64x2.add(f64x2.shuffle(even, odd, 0, 2), f64x2.shuffle(even, odd, 1, 3));
          f.storeF64x2(number, f64x2.sub(f64x2.load(number, 8 * columns), sum), 8 * columns);
        }
        advance(f, at, SINGLE_BLOCK);
        advance(f, number, COLUMN_BYTES);
      });
    };
    f.while(i32.lessThan(begin, table), () => {
      f.set(table, i32.sub(table, i32.constant(TABLE_ROW)));
      front.read();
      f.set(numbers, i32.add(vector, numbers));
      f.set(at, i32.add(panels, times(i32.mul(own, own), SINGLE_BLOCK)));
      loop(f, row, i32.constant(0), ring, 1, () => {
        const number = (lane: number): F64 => f64.load(i32.add(vector, i32.load(places, 4 * lane)));
        f.set(low, f64x2.pair(number(0), number(1)));
        f.set(high, f64x2.pair(number(2), number(3)));
        f.set(panelEnd, i32.add(at, times(own, SINGLE_BLOCK)));
        subtractTransposed();
        advance(f, places, 16);
      });
      f.set(row, own);
      f.while(i32.lessThan(i32.constant(0), row), () => {
        f.set(row, i32.sub(row, i32.constant(1)));
        f.set(at, i32.add(panels, times(i32.mul(row, own), SINGLE_BLOCK)));
        f.set(panelEnd, i32.add(at, times(row, SINGLE_BLOCK)));
        f.set(number, i32.add(numbers, times(row, COLUMN_BYTES)));
        for (let lane = 3; lane >= 0; lane--) {
          f.set(solved[lane], f64.load(number, 8 * lane));
          for (let other = lane + 1; other < 4; other++) {
            const entry = f64.loadSingle(panelEnd, SINGLE_COLUMN * lane + 4 * other);
            f.set(solved[lane], f64.sub(solved[lane], f64.mul(entry, solved[other])));
          }
          f.set(solved[lane], f64.mul(solved[lane], f64.loadSingle(panelEnd, SINGLE_COLUMN * lane + 4 * lane)));
          f.storeF64(number, solved[lane], 8 * lane);
        }
        f.set(low, f64x2.load(number));
        f.set(high, f64x2.load(number, 16));
        subtractTransposed();
      });
    });
  });
}
