// What several tests of the solver need.
import { advect, setFlow } from '../../src/convection/energy/advection.js';
import type { BoundaryTemperatures } from '../../src/convection/energy/boundary-temperatures.js';
import { conduct, type Diffusion } from '../../src/convection/energy/diffusion.js';
import type { EnergySolver } from '../../src/convection/energy/energy.js';
import type { DepositedHeat } from '../../src/convection/energy/heat-deposit.js';
import { areaMean, type Grid } from '../../src/convection/grid.js';
import { type ViscosityField, viscosityField } from '../../src/convection/material/viscosity.js';
import { type Flow, flowOf, stillFlow } from '../../src/convection/stokes/flow.js';
import { assemble, type StokesOperator, stencil, stokesOperator } from '../../src/convection/stokes/stokes-operator.js';
import type { RandomStream } from '../../src/foundation/random-stream.js';

/** A viscosity field from ln η at cells; nodes take the geometric mean of their cells, boundary nodes stay zero. */
export function viscosityFrom(grid: Grid, logarithm: (i: number, j: number) => number): ViscosityField {
  const field = viscosityField(grid);
  const { radial, azimuthal } = grid;
  for (let j = 0; j < azimuthal; j++) {
    for (let i = 0; i < radial; i++) {
      field.cell[j * radial + i] = Math.exp(logarithm(i, j));
    }
  }
  for (let j = 1; j < azimuthal; j++) {
    for (let i = 1; i < radial; i++) {
      const sum = logarithm(i, j) + logarithm(i - 1, j) + logarithm(i, j - 1) + logarithm(i - 1, j - 1);
      field.node[j * (radial + 1) + i] = Math.exp(sum / 4);
    }
  }
  return field;
}

/** ln η that is random from cell to cell, within a contrast. */
export function roughLogarithm(grid: Grid, contrast: number, stream: RandomStream): (i: number, j: number) => number {
  const values = Float64Array.from(
    { length: grid.radial * grid.azimuthal },
    () => Math.log(contrast) * stream.uniform(),
  );
  return (i, j) => values[j * grid.radial + i];
}

export function assembled(grid: Grid, viscosity: ViscosityField): StokesOperator {
  const operator = stokesOperator(grid);
  assemble(operator, viscosity.cell, viscosity.node);
  return operator;
}

/** A x for a plain vector. */
export function product(operator: StokesOperator, x: ArrayLike<number>): Float64Array {
  operator.vectors.direction.set(x);
  operator.kernels.applyToDirection();
  return operator.vectors.product.slice();
}

/** The operator as its coefficients say, row by row. */
export function denseMatrix({ stride, size, margin, coefficients }: StokesOperator): Float64Array[] {
  const dense = Array.from({ length: size }, () => new Float64Array(size));
  for (const { name, up, right } of stencil) {
    for (let node = 0; node < size; node++) {
      const other = node + right * stride + up;
      const value = coefficients[name][margin + node];
      if (value === 0) continue;
      dense[node][other] += value;
      if (other !== node) dense[other][node] += value;
    }
  }
  return dense;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, value, k) => sum + value * b[k], 0);
}

export function largest(values: ArrayLike<number>): number {
  return Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** The flow of a given stream function of height and azimuth. */
export function flowFrom(grid: Grid, psi: (height: number, phi: number) => number): Flow {
  const interior: number[] = [];
  for (let j = 1; j < grid.azimuthal; j++) {
    for (let i = 1; i < grid.radial; i++) interior.push(psi(grid.rNode[i] - grid.rNode[0], j * grid.dphi));
  }
  const flow = stillFlow(grid);
  flowOf(grid, Float64Array.from(interior), flow);
  return flow;
}

/** A field of height above the bottom and azimuth, at cell centers. */
export function cellField(grid: Grid, value: (height: number, phi: number) => number): Float64Array {
  return Float64Array.from({ length: grid.radial * grid.azimuthal }, (_, cell) => {
    const i = cell % grid.radial;
    return value(grid.rCell[i] - grid.rNode[0], grid.phiCell[(cell - i) / grid.radial]);
  });
}

/** What an Euler step of advection alone changes. */
export function advected(
  { machine }: EnergySolver,
  flow: Flow,
  field: Float64Array,
  held: BoundaryTemperatures,
  dt: number,
): Float64Array {
  const { carried, change } = machine.arrays;
  setFlow(machine, flow);
  carried.set(field);
  change.fill(0);
  advect(machine, carried, held, dt, change);
  return change.slice();
}

/** What an explicit Euler step of conduction alone changes; left in the machine's `change`, too. */
export function conducted(
  conduction: Diffusion,
  field: Float64Array,
  held: BoundaryTemperatures,
  dt: number,
): Float64Array {
  const { temperature, change } = conduction.machine.arrays;
  temperature.set(field);
  change.fill(0);
  conduct(conduction, temperature, held, dt, change);
  return change.slice();
}

/** All heat that is set free: in the cells, into the core and through the surface. */
export function totalHeat(grid: Grid, { cells, core, surface }: DepositedHeat): number {
  const width = grid.azimuthal * grid.dphi;
  const walls = core * grid.faceArea[0] + surface * grid.faceArea[grid.radial];
  return areaMean(grid, cells) * grid.totalArea + walls * width;
}
