// Advection of a field on cells, in WebAssembly; see `energy/advection.ts`. There are no branches: which
// cell is upstream is chosen by the sign of the flux, and so are the weights of the parabola.
import {
  type Expression,
  type F64,
  type FunctionBody,
  type I32,
  i32,
  type WasmFunction,
  type WasmModule,
} from './assembler.js';
import { type EnergyLayout, overColumns } from './energy-arrays.js';
import { type Lanes, type LaneType, NUMBER, overNumbers } from './lanes.js';
import { copyColumn } from './wall-kernels.js';

/** The weights of the parabola between cells of one size. */
const UNIFORM_AHEAD = 1 / 3;
const UNIFORM_BACK = 1 / 6;

/** advect(field, core, surface, dt, change): walls hold a value or are NaN where insulating; arrays by address. */
export function defineAdvect(module: WasmModule, layout: EnergyLayout): void {
  const radially = defineAdvectRadially(module, layout);
  const azimuthally = defineAdvectAzimuthally(module, layout);
  module.define('advect', ['i32', 'f64', 'f64', 'f64', 'i32'], undefined, (f, field, core, surface, dt, change) => {
    f.call(radially, field, core, surface, dt, change);
    f.call(azimuthally, field, dt, change);
  });
}

function defineAdvectRadially(module: WasmModule, layout: EnergyLayout): WasmFunction {
  const { radial, azimuthal, addressOf } = layout;
  const types = ['i32', 'f64', 'f64', 'f64', 'i32'] as const;
  return module.define('advectRadially', types, undefined, (f, field, core, surface, dt, change) => {
    overColumns(f, layout, 0, azimuthal, (cells, faces) => {
      copyColumn(f, layout, i32.add(field, cells), core, surface);
      // What goes through faces, from the second on: nothing goes through the first and the last.
      overNumbers(f, radial, (lanes, at) => {
        const through = f.keep(lanes.load(i32.add(faces, at), addressOf('radialFlux') + NUMBER));
        const cell = (k: number) => lanes.load(at, addressOf('column') + k * NUMBER);
        const weight = (outward: 'outwardAhead' | 'outwardBack', inward: 'inwardAhead' | 'inwardBack') =>
          lanes.choose(
            through,
            lanes.load(at, addressOf(outward) + NUMBER),
            lanes.load(at, addressOf(inward) + NUMBER),
          );
        const flux = carriedThrough(f, lanes, {
          through,
          cells: [cell(0), cell(1), cell(2), cell(3)],
          ahead: weight('outwardAhead', 'inwardAhead'),
          back: weight('outwardBack', 'inwardBack'),
        });
        lanes.store(f, at, flux, addressOf('faces') + NUMBER);
      });
      const column = f.keep(i32.add(change, cells));
      overNumbers(f, radial, (lanes, at) => {
        const place = i32.add(column, at);
        const flux = (k: number) => lanes.load(at, addressOf('faces') + k * NUMBER);
        const gain = lanes.mul(perArea(lanes, layout, dt, at), lanes.sub(flux(0), flux(1)));
        lanes.store(f, place, lanes.add(lanes.load(place), gain));
      });
    });
  });
}

function defineAdvectAzimuthally(module: WasmModule, layout: EnergyLayout): WasmFunction {
  const { radial, azimuthal, addressOf } = layout;
  const stride = radial * NUMBER;
  return module.define('advectAzimuthally', ['i32', 'f64', 'i32'], undefined, (f, field, dt, change) => {
    overColumns(f, layout, 1, azimuthal, (cells) => {
      const right = f.keep(i32.add(field, cells));
      const left = f.keep(i32.sub(right, i32.constant(stride)));
      // The side walls are mirrors: the cell beyond one has the value of the cell before it.
      const farLeft = f.keep(left);
      const farRight = f.keep(right);
      f.if(i32.lessThan(i32.constant(stride), cells), () => f.set(farLeft, i32.sub(left, i32.constant(stride))));
      f.if(i32.lessThan(cells, i32.constant((azimuthal - 1) * stride)), () => {
        f.set(farRight, i32.add(right, i32.constant(stride)));
      });
      const gains = f.keep(i32.add(change, cells));
      const losses = f.keep(i32.sub(gains, i32.constant(stride)));
      overNumbers(f, radial, (lanes, at) => {
        const cell = (column: I32) => lanes.load(i32.add(column, at));
        const flux = carriedThrough(f, lanes, {
          through: f.keep(lanes.load(i32.add(cells, at), addressOf('azimuthalFlux'))),
          cells: [cell(farLeft), cell(left), cell(right), cell(farRight)],
          ahead: lanes.constant(UNIFORM_AHEAD),
          back: lanes.constant(UNIFORM_BACK),
        });
        const heat = f.keep(lanes.mul(perArea(lanes, layout, dt, at), flux));
        lanes.store(f, i32.add(losses, at), lanes.sub(cell(losses), heat));
        lanes.store(f, i32.add(gains, at), lanes.add(cell(gains), heat));
      });
    });
  });
}

/** A face between the second and the third of four cells in a row, and the flux through it towards the third. */
interface Face<Type extends LaneType> {
  readonly through: Expression<Type>;
  readonly cells: readonly [Expression<Type>, Expression<Type>, Expression<Type>, Expression<Type>];
  /** The parabola's value is donor + ahead × (receiver - donor) + back × (donor - behind). */
  readonly ahead: Expression<Type>;
  readonly back: Expression<Type>;
}

/** What a flux carries through a face. */
function carriedThrough<Type extends LaneType>(
  f: FunctionBody,
  lanes: Lanes<Type>,
  { through, cells, ahead, back }: Face<Type>,
): Expression<Type> {
  const { add, sub, mul, abs, choose } = lanes;
  const before = f.keep(cells[1]);
  const after = f.keep(cells[2]);
  const across = f.keep(sub(after, before));
  const upstream = f.keep(choose(through, sub(before, cells[0]), sub(cells[3], after)));
  const smooth = add(mul(ahead, across), mul(back, upstream));
  // Differences are taken towards the third cell: against the flux, where it is negative.
  const correction = limited(f, lanes, smooth, upstream, across);
  return add(mul(through, choose(through, before, after)), mul(abs(through), correction));
}

/** Koren's limiter: the smooth difference, at most either of the other two; nothing at an extremum. */
function limited<Type extends LaneType>(
  f: FunctionBody,
  { lesser, greater, add, constant }: Lanes<Type>,
  smooth: Expression<Type>,
  upstream: Expression<Type>,
  across: Expression<Type>,
): Expression<Type> {
  const wanted = f.keep(smooth);
  const rising = greater(lesser(lesser(wanted, upstream), across), constant(0));
  const falling = lesser(greater(greater(wanted, upstream), across), constant(0));
  return add(rising, falling);
}

function perArea<Type extends LaneType>(
  lanes: Lanes<Type>,
  { addressOf }: EnergyLayout,
  dt: F64,
  at: I32,
): Expression<Type> {
  return lanes.mul(lanes.splat(dt), lanes.load(at, addressOf('perArea')));
}
