// A column of cells with what lies beyond its walls: a wall that holds a value, or as much as in the cell at an
// insulating one, which is marked by NaN.
import { type F64, type FunctionBody, f64, type I32, i32 } from './assembler.js';
import type { EnergyLayout } from './energy-arrays.js';
import { NUMBER, overNumbers } from './lanes.js';

/** Copies the column of cells at an address to the work array `column`, from its second number on, between its walls. */
export function copyColumn(f: FunctionBody, layout: EnergyLayout, cells: I32, core: F64, surface: F64): void {
  const { radial } = layout;
  const column = layout.addressOf('column');
  overNumbers(f, radial, (lanes, at) => {
    lanes.store(f, at, lanes.load(i32.add(cells, at)), column + NUMBER);
  });
  const beyond = (wall: F64, cell: F64) => f64.select(wall, cell, f64.equal(wall, wall));
  f.storeF64(i32.constant(column), beyond(core, f64.load(cells)));
  const last = (radial - 1) * NUMBER;
  f.storeF64(i32.constant(column), beyond(surface, f64.load(cells, last)), (radial + 1) * NUMBER);
}
