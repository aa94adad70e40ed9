import { describe, expect, it } from 'vitest';
import { f64, f64x2, i32, i64x2, resultOf, wasmModule } from '../../src/convection/kernels/assembler.js';
import { compileModule, instantiate, wasmMemory } from '../../src/convection/kernels/web-assembly.js';

function instance(write: (module: ReturnType<typeof wasmModule>) => void) {
  const module = wasmModule();
  write(module);
  const memory = wasmMemory(1);
  const functions = instantiate(compileModule(module.encode()), memory) as Record<string, (...a: number[]) => number>;
  return { functions, numbers: new Float64Array(memory.buffer), bytes: memory.buffer.byteLength };
}

describe('the assembler', () => {
  it('gives whole pages of memory', () => {
    expect(instance(() => {}).bytes).toBe(65536);
    expect(wasmMemory(65537).buffer.byteLength).toBe(2 * 65536);
  });

  it('refuses more memory than there can be, with the way out', () => {
    expect(() => wasmMemory(2 ** 33)).toThrow(
      expect.objectContaining({
        code: 'convection-memory',
        message: expect.stringMatching(/^no memory for 8192 MiB of a flow solver/),
        remedy: expect.stringContaining('fewer --threads'),
        exitCode: 1,
      }),
    );
  });

  it('encodes integers of every length', () => {
    const values = [0, 1, 63, 64, 127, 128, 8191, 8192, 2 ** 20, 2 ** 31 - 1, -1, -64, -65, -(2 ** 31)];
    const { functions } = instance((module) => {
      values.forEach((value, k) => {
        module.define(`constant${k}`, [], 'i32', (f) => f.return(i32.constant(value)));
      });
    });
    expect(values.map((_, k) => functions[`constant${k}`]())).toEqual(values);
  });

  it('computes with integers, unsigned', () => {
    const { functions } = instance((module) => {
      for (const name of ['add', 'sub', 'mul', 'and', 'shiftLeft', 'shiftRight', 'lessThan'] as const) {
        module.define(name, ['i32', 'i32'], 'i32', (f, a, b) => f.return(i32[name](a, b)));
      }
    });
    expect(functions.add(40, 2)).toBe(42);
    expect(functions.sub(40, 2)).toBe(38);
    expect(functions.mul(-7, 6)).toBe(-42);
    expect(functions.and(13, 6)).toBe(4);
    expect(functions.shiftLeft(5, 3)).toBe(40);
    expect(functions.shiftRight(-1, 28)).toBe(15);
    expect(functions.lessThan(1, 2)).toBe(1);
    expect(functions.lessThan(-1, 2)).toBe(0);
  });

  it('computes with numbers and pairs of numbers in memory', () => {
    const { functions, numbers } = instance((module) => {
      module.define('run', ['i32'], undefined, (f, at) => {
        const pair = f.local('v128');
        f.set(pair, f64x2.sub(f64x2.mul(f64x2.load(at), f64x2.loadSplat(at, 16)), f64x2.load(at, 24)));
        f.storeF64x2(at, f64x2.shuffle(pair, f64x2.load(at), 1, 2), 40);
        f.storeF64(at, f64.sqrt(f64.div(f64.lane(pair, 1), f64.lane(pair, 0))), 56);
        f.storeF64x2(at, f64x2.pair(f64.load(at), f64.constant(0.1)), 64);
      });
    });
    numbers.set([2, 3, 5, 7, 0.5], 100);
    functions.run(800);
    // (2 × 5 - 7, 3 × 5 - 0.5) = (3, 14.5)
    expect(Array.from(numbers.slice(105, 110))).toEqual([14.5, 2, Math.sqrt(14.5 / 3), 2, 0.1]);
  });

  it('divides, compares and shifts pairs, and keeps what it has computed', () => {
    const { functions, numbers } = instance((module) => {
      module.define('run', ['i32'], undefined, (f, at) => {
        const quotient = f.keep(f64x2.div(f64x2.load(at), f64x2.load(at, 16)));
        f.storeF64x2(at, quotient, 32);
        f.storeF64x2(at, f64x2.lesser(quotient, f64x2.constant(2)), 48);
        f.storeF64x2(at, f64x2.greater(quotient, f64x2.constant(2)), 64);
        f.storeF64x2(at, i64x2.add(i64x2.shiftLeft(f64x2.load(at, 80), 52), f64x2.constant(1)), 96);
      });
    });
    numbers.set([3, Number.NaN, 4, 1], 0);
    new BigInt64Array(numbers.buffer).set([10n, -3n], 10);
    functions.run(0);
    // No number passes where it is the first of the two.
    expect(Array.from(numbers.slice(4, 10))).toEqual([0.75, Number.NaN, 0.75, Number.NaN, 2, Number.NaN]);
    expect(Array.from(numbers.slice(12, 14))).toEqual([1024, 0.125]);
  });

  it('stores and loads numbers in single precision', () => {
    const { functions, numbers } = instance((module) => {
      module.define('run', ['i32'], undefined, (f, at) => {
        f.storeF64x2(at, f64x2.singles(f64x2.load(at)), 16);
        f.storeF64x2(at, f64x2.loadSingles(at, 16), 32);
        f.storeF64(at, f64.loadSingle(at, 20), 48);
      });
    });
    numbers.set([0.1, -1e10 / 3], 10);
    functions.run(80);
    expect(Array.from(numbers.slice(14, 17))).toEqual([0.1, -1e10 / 3, -1e10 / 3].map(Math.fround));
  });

  it('loops, branches and calls', () => {
    const { functions } = instance((module) => {
      const square = module.define('square', ['i32'], 'i32', (f, a) => f.return(i32.mul(a, a)));
      module.define('sumOfOddSquares', ['i32'], 'i32', (f, end) => {
        const k = f.local('i32');
        const sum = f.local('i32');
        f.while(i32.lessThan(k, end), () => {
          f.if(i32.and(k, i32.constant(1)), () => f.set(sum, i32.add(sum, resultOf(square, k))));
          f.set(k, i32.add(k, i32.constant(1)));
        });
        f.return(sum);
      });
    });
    expect(functions.sumOfOddSquares(6)).toBe(1 + 9 + 25);
    expect(functions.sumOfOddSquares(0)).toBe(0);
  });
});
