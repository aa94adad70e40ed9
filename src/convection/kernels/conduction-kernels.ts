// Conduction between cells, in WebAssembly; the scheme is described in `energy/diffusion.ts`.
import { f64, i32, type WasmModule } from './assembler.js';
import { type EnergyLayout, overColumns } from './energy-arrays.js';
import { NUMBER, overNumbers } from './lanes.js';
import { copyColumn } from './wall-kernels.js';

/** conduct(field, core, surface, dt, change): walls hold a value or are NaN where insulating; arrays by address. */
export function defineConduct(module: WasmModule, layout: EnergyLayout): void {
  const { radial, azimuthal, addressOf } = layout;
  const stride = radial * NUMBER;
  module.define('conduct', ['i32', 'f64', 'f64', 'f64', 'i32'], undefined, (f, field, core, surface, dt, change) => {
    overColumns(f, layout, 0, azimuthal, (cells, faces) => {
      const here = f.keep(i32.add(field, cells));
      copyColumn(f, layout, here, core, surface);
      // No heat goes through the sides: the conductance is zero, and the cell beyond is any.
      const left = f.keep(here);
      const right = f.keep(here);
      f.if(cells, () => f.set(left, i32.sub(here, i32.constant(stride))));
      f.if(i32.lessThan(cells, i32.constant((azimuthal - 1) * stride)), () => {
        f.set(right, i32.add(here, i32.constant(stride)));
      });
      const target = f.keep(i32.add(change, cells));
      overNumbers(f, radial, (lanes, at) => {
        const { add, sub, mul } = lanes;
        const cell = (k: number) => lanes.load(at, addressOf('column') + k * NUMBER);
        const along = (k: number) =>
          mul(lanes.load(i32.add(faces, at), addressOf('radialConductance') + k * NUMBER), sub(cell(k), cell(k + 1)));
        const value = f.keep(cell(1));
        const side = (k: 0 | 1) => lanes.load(i32.add(cells, at), addressOf('azimuthalConductance') + k * stride);
        const fromLeft = mul(side(0), sub(lanes.load(i32.add(left, at)), value));
        const toRight = mul(side(1), sub(value, lanes.load(i32.add(right, at))));
        const heat = add(sub(along(0), along(1)), sub(fromLeft, toRight));
        const place = i32.add(target, at);
        const factor = mul(lanes.splat(dt), lanes.load(at, addressOf('perArea')));
        lanes.store(f, place, add(lanes.load(place), mul(factor, heat)));
      });
    });
  });
}

/**
 * setConductances(): the conductances of all faces from the conductivities of the cells, half-cells in series, and the
 * largest at each radial index.
 */
export function defineSetConductances(module: WasmModule, layout: EnergyLayout): void {
  const { radial, azimuthal, addressOf } = layout;
  module.define('setConductances', [], undefined, (f) => {
    overNumbers(f, radial + 1, (lanes, at) => lanes.store(f, at, lanes.constant(0), addressOf('radialBound')));
    overNumbers(f, radial, (lanes, at) => {
      lanes.store(f, at, lanes.constant(0), addressOf('azimuthalBound'));
      // Beyond the first side nothing conducts.
      lanes.store(f, at, lanes.constant(Number.POSITIVE_INFINITY), addressOf('before'));
    });
    // By face, the resistances of the half-cells below it, in `column`, and above it; there is none beyond the walls.
    const column = addressOf('column');
    const above = addressOf('above');
    f.storeF64(i32.constant(column), f64.constant(0));
    f.storeF64(i32.constant(above), f64.constant(0), radial * NUMBER);
    overColumns(f, layout, 0, azimuthal, (cells, faces) => {
      overNumbers(f, radial, (lanes, at) => {
        const { add, mul, div, greater } = lanes;
        const place = i32.add(cells, at);
        const half = f.keep(lanes.load(at, addressOf('halfHeight')));
        lanes.store(f, at, div(half, lanes.load(place, addressOf('upperConductivity'))), column + NUMBER);
        lanes.store(f, at, div(half, lanes.load(place, addressOf('lowerConductivity'))), above);
        const resistivity = f.keep(div(lanes.constant(1), lanes.load(place, addressOf('azimuthalConductivity'))));
        const both = add(lanes.load(at, addressOf('before')), resistivity);
        const resistance = mul(lanes.load(at, addressOf('halfWidth')), both);
        const conductance = f.keep(div(lanes.load(at, addressOf('sideArea')), resistance));
        lanes.store(f, place, conductance, addressOf('azimuthalConductance'));
        const bound = greater(lanes.load(at, addressOf('azimuthalBound')), conductance);
        lanes.store(f, at, bound, addressOf('azimuthalBound'));
        lanes.store(f, at, resistivity, addressOf('before'));
      });
      overNumbers(f, radial + 1, (lanes, at) => {
        const resistance = lanes.add(lanes.load(at, column), lanes.load(at, above));
        const conductance = f.keep(lanes.div(lanes.load(at, addressOf('faceArea')), resistance));
        lanes.store(f, i32.add(faces, at), conductance, addressOf('radialConductance'));
        const bound = lanes.greater(lanes.load(at, addressOf('radialBound')), conductance);
        lanes.store(f, at, bound, addressOf('radialBound'));
      });
    });
  });
}
