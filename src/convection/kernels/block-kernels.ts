// Products, divisions and factors of blocks of 4 × 4 numbers: what the factorization of a front spends its time in.
import { f64, f64x2, i32, type WasmFunction, type WasmModule } from './assembler.js';
import { advance, COLUMN_BYTES } from './panel-format.js';

/** block -= Σ over columns of rows a × rows b, both from their address on, until a reaches `end`. */
export function defineSubtractProducts(module: WasmModule): WasmFunction {
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
export function defineDivideByDiagonal(module: WasmModule): WasmFunction {
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
export function defineFactorizeDiagonal(module: WasmModule): WasmFunction {
  return module.define('factorizeDiagonal', ['i32'], 'i32', (f, block) => {
    const entry = Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => f.local('f64')));
    for (let column = 0; column < 4; column++) {
      for (let row = column; row < 4; row++) {
        const value = entry[row][column];
        f.set(value, f64.load(block, COLUMN_BYTES * column + 8 * row));
        for (let c = 0; c < column; c++) f.set(value, f64.sub(value, f64.mul(entry[row][c], entry[column][c])));
        if (row === column) {
          f.if(i32.not(f64.greaterThan(value, f64.constant(0))), () => f.return(i32.constant(0)));
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
