// What conjugate gradients do besides preconditioning, in WebAssembly with pairs of Float64: products with the 13-point
// operator and vector updates. The kernels are written for one grid, so that all strides and addresses are constants.
//
// The memory holds arrays of equal length, one after the other: the seven coefficients, then the vectors. Unknown n
// lies at 2 × stride + n, which leaves margins of two columns of zeros on both sides. Loops may run one unknown too
// far: in the margins all coefficients and vectors are zero, and stay zero.
import {
  type F64,
  type FunctionBody,
  f64,
  f64x2,
  type I32,
  i32,
  type Local,
  type V128,
  wasmModule,
} from './assembler.js';
import { compileModule, instantiate, type WasmMemory, wasmMemory } from './web-assembly.js';

/** The coefficients, in the order of their arrays. */
const coefficientNames = ['self', 'up', 'upTwo', 'downRight', 'right', 'upRight', 'rightTwo'] as const;
/** The vectors, in the order of their arrays. */
export const vectorNames = ['load', 'solution', 'residual', 'preconditioned', 'direction', 'product'] as const;

export type CoefficientName = (typeof coefficientNames)[number];
export type VectorName = (typeof vectorNames)[number];

/** The functions of the module; they work on the vectors that their names say. */
export interface StencilKernels {
  /** product = A solution. Returns solution · product. */
  applyToSolution(): number;
  /** product = A direction. Returns direction · product. */
  applyToDirection(): number;
  /** residual = load - product */
  startResidual(): void;
  /** residual · preconditioned: the square of the residual in the norm of the preconditioner. */
  residualSquare(): number;
  /** direction = preconditioned + ratio × direction */
  turnDirection(ratio: number): void;
  /** solution += step × direction, residual -= step × product. Returns load · solution. */
  goAlong(step: number): number;
}

/** Arrays in a memory of their own, and the functions on them. */
export interface StencilMachine {
  readonly arrays: Readonly<Record<CoefficientName | VectorName, Float64Array>>;
  /** All arrays in one, the coefficients first. */
  readonly whole: Float64Array;
  readonly kernels: StencilKernels;
}

const NUMBER = 8;
const arrayNames = [...coefficientNames, ...vectorNames];

/** A machine for `size` unknowns in columns of `stride`. */
export function stencilMachine(stride: number, size: number): StencilMachine {
  const length = size + 4 * stride;
  const memory = wasmMemory(arrayNames.length * length * NUMBER);
  const arrays = Object.fromEntries(
    arrayNames.map((name, k) => [name, new Float64Array(memory.buffer, k * length * NUMBER, length)]),
  ) as Record<CoefficientName | VectorName, Float64Array>;
  return { arrays, whole: new Float64Array(memory.buffer), kernels: stencilKernels(stride, size, memory) };
}

function stencilKernels(stride: number, size: number, memory: WasmMemory): StencilKernels {
  const length = size + 4 * stride;
  const module = wasmModule();

  /** Two unknowns of an array, `shift` unknowns further on. */
  const pairOf = (name: CoefficientName | VectorName, at: I32, shift = 0): V128 =>
    f64x2.load(at, offsetOf(name) + shift * NUMBER);
  const offsetOf = (name: CoefficientName | VectorName) => (arrayNames.indexOf(name) * length + 2 * stride) * NUMBER;

  /** Runs over all unknowns, two at a time. */
  const overUnknowns = (f: FunctionBody, body: (at: Local<'i32'>) => void) => {
    const at = f.local('i32');
    f.while(i32.lessThan(at, i32.constant(size * NUMBER)), () => {
      body(at);
      f.set(at, i32.add(at, i32.constant(2 * NUMBER)));
    });
  };
  const lanesSum = (sum: V128): F64 => f64.add(f64.lane(sum, 0), f64.lane(sum, 1));

  const apply = (vector: VectorName) => (f: FunctionBody) => {
    const sum = f.local('v128');
    const image = f.local('v128');
    overUnknowns(f, (at) => {
      const coupling = (name: CoefficientName, distance: number) =>
        f64x2.add(
          f64x2.mul(pairOf(name, at), pairOf(vector, at, distance)),
          f64x2.mul(pairOf(name, at, -distance), pairOf(vector, at, -distance)),
        );
      f.set(image, f64x2.mul(pairOf('self', at), pairOf(vector, at)));
      f.set(image, f64x2.add(image, coupling('up', 1)));
      f.set(image, f64x2.add(image, coupling('upTwo', 2)));
      f.set(image, f64x2.add(image, coupling('right', stride)));
      f.set(image, f64x2.add(image, coupling('upRight', stride + 1)));
      f.set(image, f64x2.add(image, coupling('downRight', stride - 1)));
      f.set(image, f64x2.add(image, coupling('rightTwo', 2 * stride)));
      f.storeF64x2(at, image, offsetOf('product'));
      f.set(sum, f64x2.add(sum, f64x2.mul(image, pairOf(vector, at))));
    });
    f.return(lanesSum(sum));
  };
  module.define('applyToSolution', [], 'f64', apply('solution'));
  module.define('applyToDirection', [], 'f64', apply('direction'));

  module.define('startResidual', [], undefined, (f) => {
    overUnknowns(f, (at) => {
      f.storeF64x2(at, f64x2.sub(pairOf('load', at), pairOf('product', at)), offsetOf('residual'));
    });
  });

  module.define('residualSquare', [], 'f64', (f) => {
    const sum = f.local('v128');
    overUnknowns(f, (at) => {
      f.set(sum, f64x2.add(sum, f64x2.mul(pairOf('residual', at), pairOf('preconditioned', at))));
    });
    f.return(lanesSum(sum));
  });

  module.define('turnDirection', ['f64'], undefined, (f, ratio) => {
    overUnknowns(f, (at) => {
      const turned = f64x2.add(pairOf('preconditioned', at), f64x2.mul(f64x2.splat(ratio), pairOf('direction', at)));
      f.storeF64x2(at, turned, offsetOf('direction'));
    });
  });

  module.define('goAlong', ['f64'], 'f64', (f, step) => {
    const sum = f.local('v128');
    const solution = f.local('v128');
    const steps = f.local('v128');
    f.set(steps, f64x2.splat(step));
    overUnknowns(f, (at) => {
      f.set(solution, f64x2.add(pairOf('solution', at), f64x2.mul(steps, pairOf('direction', at))));
      f.storeF64x2(at, solution, offsetOf('solution'));
      const residual = f64x2.sub(pairOf('residual', at), f64x2.mul(steps, pairOf('product', at)));
      f.storeF64x2(at, residual, offsetOf('residual'));
      f.set(sum, f64x2.add(sum, f64x2.mul(pairOf('load', at), solution)));
    });
    f.return(lanesSum(sum));
  });
  return instantiate(compileModule(module.encode()), memory) as StencilKernels;
}
