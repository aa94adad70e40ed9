// The two substitutions with a factor in single precision, front by front; sums are in double precision.
//
// Table of fronts, one row of i32 each: address of the panels, own panels, ring panels, place of the first own number
// in the vector (bytes), address of the places of the ring (bytes, too).
import { type F64, type FunctionBody, f64, f64x2, type I32, i32, type Local, type WasmModule } from './assembler.js';
import { advance, COLUMN_BYTES, loop, SINGLE_BLOCK, SINGLE_COLUMN, times } from './panel-format.js';

/** Bytes of a row of the table of fronts. */
export const TABLE_ROW = 20;

/** A front, read from its row of the table. */
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

export function defineForward(module: WasmModule): void {
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
      for (const sum of sums) f.set(sum, f64x2.splat(f64.constant(0)));
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

export function defineBackward(module: WasmModule): void {
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
