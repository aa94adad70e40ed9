// What heats cells besides advection and conduction, and the sums of Runge-Kutta stages, in WebAssembly.
import { f64, i32, type WasmModule } from './assembler.js';
import { type EnergyLayout, overColumns } from './energy-arrays.js';
import { NUMBER, overNumbers } from './lanes.js';
import { copyColumn } from './wall-kernels.js';

/** heatAdiabatically(field, dt, change): as in `energy/adiabatic-heating.ts`, with the array `adiabatic`. */
export function defineHeatAdiabatically(module: WasmModule, layout: EnergyLayout, absoluteZero: number): void {
  const { radial, azimuthal, addressOf } = layout;
  module.define('heatAdiabatically', ['i32', 'f64', 'i32'], undefined, (f, field, dt, change) => {
    const anyWall = f64.constant(0);
    overColumns(f, layout, 0, azimuthal, (cells, faces) => {
      copyColumn(f, layout, i32.add(field, cells), anyWall, anyWall);
      const column = f.keep(i32.add(change, cells));
      overNumbers(f, radial, (lanes, at) => {
        const { add, sub, mul } = lanes;
        // Beyond a wall there is no coefficient, and no flux through it.
        const strength = (k: number) =>
          mul(
            lanes.load(at, addressOf('adiabatic') + k * NUMBER),
            sub(lanes.load(at, addressOf('column') + k * NUMBER), lanes.constant(absoluteZero)),
          );
        const flux = (k: number) => lanes.load(i32.add(faces, at), addressOf('radialFlux') + k * NUMBER);
        const here = f.keep(strength(1));
        const inner = mul(flux(0), add(strength(0), here));
        const outer = mul(flux(1), add(here, strength(2)));
        // Each face shares what it cools between its cells by half; half of it is the mean of both their strengths.
        const share = mul(lanes.load(at, addressOf('halfHeight')), lanes.load(at, addressOf('perArea')));
        const factor = mul(mul(lanes.splat(dt), lanes.constant(0.5)), share);
        const place = i32.add(column, at);
        lanes.store(f, place, sub(lanes.load(place), mul(factor, add(inner, outer))));
      });
    });
  });
}

/** scale(source, factor, target): target = factor × source. */
export function defineScale(module: WasmModule, { radial, azimuthal }: EnergyLayout): void {
  module.define('scale', ['i32', 'f64', 'i32'], undefined, (f, source, factor, target) => {
    overNumbers(f, radial * azimuthal, (lanes, at) => {
      lanes.store(f, i32.add(target, at), lanes.mul(lanes.splat(factor), lanes.load(i32.add(source, at))));
    });
  });
}

/** addTo(target, change): target += change. */
export function defineAddTo(module: WasmModule, { radial, azimuthal }: EnergyLayout): void {
  module.define('addTo', ['i32', 'i32'], undefined, (f, target, change) => {
    overNumbers(f, radial * azimuthal, (lanes, at) => {
      const place = i32.add(target, at);
      lanes.store(f, place, lanes.add(lanes.load(place), lanes.load(i32.add(change, at))));
    });
  });
}

/** moveTowards(target, other, weight): target = weight × other + (1 - weight) × target. */
export function defineMoveTowards(module: WasmModule, { radial, azimuthal }: EnergyLayout): void {
  module.define('moveTowards', ['i32', 'i32', 'f64'], undefined, (f, target, other, weight) => {
    const rest = f.keep(f64.sub(f64.constant(1), weight));
    overNumbers(f, radial * azimuthal, (lanes, at) => {
      const { add, mul, splat, load } = lanes;
      const place = i32.add(target, at);
      lanes.store(f, place, add(mul(splat(weight), load(i32.add(other, at))), mul(splat(rest), load(place))));
    });
  });
}
