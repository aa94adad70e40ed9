// Tridiagonal solutions along r and along φ, in WebAssembly; see `energy/diffusion.ts`. Thomas'
// recurrences wait for one number after the other, so several go on side by side: four columns along r, all of a column
// along φ.
import { type F64, type FunctionBody, f64, type I32, i32, type Local, type WasmModule } from './assembler.js';
import { type EnergyLayout, overColumns } from './energy-arrays.js';
import { NUMBER, overNumbers } from './lanes.js';
import { advance, loop } from './panel-format.js';

/** Columns whose recurrences along r go on side by side. */
const TOGETHER = 4;

/** solveRadially(change): replaces it by the solution along r, with the factors in the arrays `radial…`. */
export function defineSolveRadially(module: WasmModule, layout: EnergyLayout): void {
  const { radial, azimuthal } = layout;
  module.define('solveRadially', ['i32'], undefined, (f, change) => {
    const column = f.keep(change);
    const rest = azimuthal % TOGETHER;
    const last = f.keep(i32.add(change, i32.constant((azimuthal - rest) * radial * NUMBER)));
    f.while(i32.lessThan(column, last), () => {
      solveColumns(f, layout, column, TOGETHER);
      advance(f, column, TOGETHER * radial * NUMBER);
    });
    if (rest > 0) solveColumns(f, layout, column, rest);
  });
}

function solveColumns(f: FunctionBody, { radial, addressOf }: EnergyLayout, first: I32, count: number): void {
  const stride = radial * NUMBER;
  const values = Array.from({ length: count }, () => f.keep(f64.constant(0)));
  const step = (place: Local<'i32'>, recurrence: (number: F64, previous: F64) => F64) => {
    values.forEach((value, k) => {
      f.set(value, recurrence(f64.load(place, k * stride), value));
      f.storeF64(place, value, k * stride);
    });
  };
  const at = f.local('i32');
  const place = f.keep(first);
  const [coupling, pivot] = [f.local('f64'), f.local('f64')];
  loop(f, at, i32.constant(0), i32.constant(stride), NUMBER, () => {
    f.set(coupling, f64.load(at, addressOf('radialBelow')));
    f.set(pivot, f64.load(at, addressOf('radialPivot')));
    step(place, (number, previous) => f64.mul(f64.add(number, f64.mul(coupling, previous)), pivot));
    advance(f, place, NUMBER);
  });
  for (const value of values) f.set(value, f64.constant(0));
  f.while(at, () => {
    f.set(at, i32.sub(at, i32.constant(NUMBER)));
    f.set(place, i32.sub(place, i32.constant(NUMBER)));
    f.set(coupling, f64.load(at, addressOf('radialRatio')));
    step(place, (number, previous) => f64.add(number, f64.mul(coupling, previous)));
  });
}

/**
 * factorizeAzimuthally(dt): the factors of (1 - dt L_φ) in the arrays `azimuthal…`, with the largest conductance at
 * each radial index.
 */
export function defineFactorizeAzimuthally(module: WasmModule, layout: EnergyLayout): void {
  const { radial, azimuthal, addressOf } = layout;
  module.define('factorizeAzimuthally', ['f64'], undefined, (f, dt) => {
    overNumbers(f, radial, (lanes, at) => {
      const rate = lanes.mul(lanes.load(at, addressOf('azimuthalBound')), lanes.load(at, addressOf('perArea')));
      lanes.store(f, at, lanes.mul(lanes.splat(dt), rate), addressOf('azimuthalCoupling'));
      // The ratio in the column before; before the first there is none, nor a coupling.
      lanes.store(f, at, lanes.constant(0), addressOf('before'));
    });
    const last = i32.constant((azimuthal - 1) * radial * NUMBER);
    const toLeft = f.keep(f64.constant(0));
    const toRight = f.local('f64');
    overColumns(f, layout, 0, azimuthal, (cells) => {
      f.set(toRight, f64.select(f64.constant(1), f64.constant(0), i32.lessThan(cells, last)));
      overNumbers(f, radial, (lanes, at) => {
        const { add, sub, mul } = lanes;
        const place = i32.add(cells, at);
        const coupling = f.keep(lanes.load(at, addressOf('azimuthalCoupling')));
        const left = f.keep(mul(coupling, lanes.splat(toLeft)));
        const right = f.keep(mul(coupling, lanes.splat(toRight)));
        const diagonal = add(add(lanes.constant(1), left), right);
        const remaining = sub(diagonal, mul(left, lanes.load(at, addressOf('before'))));
        const pivot = f.keep(lanes.div(lanes.constant(1), remaining));
        const ratio = f.keep(mul(right, pivot));
        lanes.store(f, place, pivot, addressOf('azimuthalPivot'));
        lanes.store(f, place, ratio, addressOf('azimuthalRatio'));
        lanes.store(f, at, ratio, addressOf('before'));
      });
      f.set(toLeft, f64.constant(1));
    });
  });
}

/** solveAzimuthally(change): replaces it by the solution along φ. */
export function defineSolveAzimuthally(module: WasmModule, layout: EnergyLayout): void {
  const { radial, azimuthal, addressOf } = layout;
  const stride = radial * NUMBER;
  module.define('solveAzimuthally', ['i32'], undefined, (f, change) => {
    overNumbers(f, radial, (lanes, at) => {
      const place = i32.add(change, at);
      lanes.store(f, place, lanes.mul(lanes.load(place), lanes.load(at, addressOf('azimuthalPivot'))));
    });
    overColumns(f, layout, 1, azimuthal, (cells) => {
      const column = f.keep(i32.add(change, cells));
      const before = f.keep(i32.sub(column, i32.constant(stride)));
      overNumbers(f, radial, (lanes, at) => {
        const place = i32.add(column, at);
        const fromLeft = lanes.mul(lanes.load(at, addressOf('azimuthalCoupling')), lanes.load(i32.add(before, at)));
        const pivot = lanes.load(i32.add(cells, at), addressOf('azimuthalPivot'));
        lanes.store(f, place, lanes.mul(lanes.add(lanes.load(place), fromLeft), pivot));
      });
    });
    const cells = f.keep(i32.constant((azimuthal - 1) * stride));
    f.while(cells, () => {
      f.set(cells, i32.sub(cells, i32.constant(stride)));
      const column = f.keep(i32.add(change, cells));
      overNumbers(f, radial, (lanes, at) => {
        const place = i32.add(column, at);
        const ratio = lanes.load(i32.add(cells, at), addressOf('azimuthalRatio'));
        lanes.store(f, place, lanes.add(lanes.load(place), lanes.mul(ratio, lanes.load(place, stride))));
      });
    });
  });
}
