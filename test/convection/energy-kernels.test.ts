import { describe, expect, it } from 'vitest';
import { adiabaticHeating } from '../../src/convection/energy/adiabatic-heating.js';
import type { BoundaryTemperatures } from '../../src/convection/energy/boundary-temperatures.js';
import { diffusion, implicitChange, prepareImplicit, setConductivity } from '../../src/convection/energy/diffusion.js';
import { energySolver } from '../../src/convection/energy/energy.js';
import { annulusGrid, areaMean, boxGrid, type Grid } from '../../src/convection/grid.js';
import { courantTime, type Flow } from '../../src/convection/stokes/flow.js';
import { type RandomStream, randomStream } from '../../src/foundation/random-stream.js';
import { advected, conducted, flowFrom, largest } from './helpers.js';
import { innerRadius, outerRadius, surfaceTemperatureRatio } from './mars.js';

const grids: Record<string, Grid> = {
  'a single cell': boxGrid(1, 1, 1),
  'a row': boxGrid(1, 6, 2),
  'a column': boxGrid(5, 1, 0.3),
  'two columns of three': boxGrid(3, 2, 1),
  'a stretched box of odd columns': boxGrid(7, 5, 1.5, 4),
  'a sector of even columns': annulusGrid(8, 9, innerRadius, outerRadius),
  'a stretched sector of odd columns': annulusGrid(9, 6, innerRadius, outerRadius, 2, 6),
};

const walls: Record<string, BoundaryTemperatures> = {
  'held walls': { core: 1.3, surface: -0.2 },
  'an insulating core': { surface: 0 },
  'insulating walls': {},
};

function randomField({ radial, azimuthal }: Grid, stream: RandomStream, least = 0): Float64Array {
  return Float64Array.from({ length: radial * azimuthal }, () => least + stream.uniform());
}

/** Between the walls of a column, and beyond them. */
function valueAt(grid: Grid, field: Float64Array, held: BoundaryTemperatures, i: number, j: number): number {
  if (i < 0) return held.core ?? field[j * grid.radial];
  if (i >= grid.radial) return held.surface ?? field[(j + 1) * grid.radial - 1];
  return field[Math.min(Math.max(j, 0), grid.azimuthal - 1) * grid.radial + i];
}

/** Koren's scheme: a parabola through three means, on a face between `donor` and `receiver`. */
function faceValue(means: readonly [number, number, number], widths: readonly [number, number, number]): number {
  const [behind, donor, receiver] = means;
  const [a, b, c] = widths;
  const back = donor - behind;
  const ahead = receiver - donor;
  if (ahead * back <= 0) return donor;
  const parabola = (b * (a + b) * ahead) / ((a + b + c) * (b + c)) + (b * c * back) / ((a + b + c) * (a + b));
  return donor + Math.sign(ahead) * Math.min(Math.abs(parabola), Math.abs(back), Math.abs(ahead));
}

function plainAdvection(grid: Grid, flow: Flow, field: Float64Array, held: BoundaryTemperatures): Float64Array {
  const { radial, azimuthal, height } = grid;
  const value = (i: number, j: number) => valueAt(grid, field, held, i, j);
  const tall = (i: number, other: number) => height[i] ?? height[other];
  return field.map((_, cell) => {
    const i = cell % radial;
    const j = (cell - i) / radial;
    const throughRadial = (face: number) => {
      const flux = flow.radial[j * (radial + 1) + face];
      if (face === 0 || face === radial) return 0;
      const [donor, away] = flux > 0 ? [face - 1, -1] : [face, 1];
      const means = [value(donor + away, j), value(donor, j), value(donor - away, j)] as const;
      return flux * faceValue(means, [tall(donor + away, donor), height[donor], height[donor - away]]);
    };
    const throughAzimuthal = (face: number) => {
      const flux = flow.azimuthal[face * radial + i];
      if (face === 0 || face === azimuthal) return 0;
      const [donor, away] = flux > 0 ? [face - 1, -1] : [face, 1];
      return flux * faceValue([value(i, donor + away), value(i, donor), value(i, donor - away)], [1, 1, 1]);
    };
    const gain = throughRadial(i) - throughRadial(i + 1) + throughAzimuthal(j) - throughAzimuthal(j + 1);
    return gain / grid.cellArea[i];
  });
}

function plainConduction(
  grid: Grid,
  conductivity: Float64Array,
  field: Float64Array,
  held: BoundaryTemperatures,
): Float64Array {
  const { radial, azimuthal, height, metricNode, metricCell, dphi, cellArea } = grid;
  return field.map((value, cell) => {
    const i = cell % radial;
    const j = (cell - i) / radial;
    const resistance = (0.5 * height[i]) / conductivity[cell];
    const alongRadius = (away: 1 | -1) => {
      const inside = i + away >= 0 && i + away < radial;
      const beyond = inside ? (0.5 * height[i + away]) / conductivity[cell + away] : 0;
      const width = metricNode[away > 0 ? i + 1 : i] * dphi;
      return (width * (valueAt(grid, field, held, i + away, j) - value)) / (resistance + beyond);
    };
    const sideways = (away: 1 | -1) => {
      if (j + away < 0 || j + away >= azimuthal) return 0;
      const other = cell + away * radial;
      const length = metricCell[i] * dphi;
      return (2 * height[i] * (field[other] - value)) / (length / conductivity[cell] + length / conductivity[other]);
    };
    return (alongRadius(1) + alongRadius(-1) + sideways(1) + sideways(-1)) / cellArea[i];
  });
}

function expectClose(actual: Float64Array, expected: Float64Array): void {
  expect(largest(actual.map((value, cell) => value - expected[cell]))).toBeLessThanOrEqual(2e-14 * largest(expected));
}

for (const [name, grid] of Object.entries(grids)) {
  describe(`the kernels of the energy equation on ${name}`, () => {
    const stream = randomStream(grid.radial + 10 * grid.azimuthal);
    const flow = flowFrom(grid, () => stream.normal());

    for (const [wall, held] of Object.entries(walls)) {
      it(`advect as a plain program does, ${wall}`, () => {
        const field = randomField(grid, stream);
        expectClose(
          advected(energySolver(diffusion(grid)), flow, field, held, 1),
          plainAdvection(grid, flow, field, held),
        );
      });

      it(`conduct as a plain program does, ${wall}`, () => {
        const conduction = diffusion(grid);
        const conductivity = randomField(grid, stream, 0.1);
        setConductivity(conduction, conductivity);
        const field = randomField(grid, stream);
        expectClose(conducted(conduction, field, held, 1), plainConduction(grid, conductivity, field, held));
      });

      it(`solve along r and φ what the largest conductances say, ${wall}`, () => {
        const conduction = diffusion(grid);
        const { arrays } = conduction.machine;
        prepareImplicit(conduction, held, 0.3);
        const { radial, azimuthal } = conduction.implicitness;
        const wanted = randomField(grid, stream);
        // (1 - θ dt L) applied along φ, then along r, with walls that change nothing.
        const still = { core: held.core && 0, surface: held.surface && 0 };
        const without = (other: Float64Array, part: number, field: Float64Array) => {
          const kept = other.slice();
          other.fill(0);
          const change = conducted(conduction, field, still, 0.3 * part);
          other.set(kept);
          return field.map((value, cell) => value - change[cell]);
        };
        const between = without(arrays.azimuthalConductance, radial, wanted);
        arrays.change.set(without(arrays.radialConductance, azimuthal, between));
        implicitChange(conduction, arrays.change);
        expect(largest(arrays.change.map((value, cell) => value - wanted[cell]))).toBeLessThan(1e-12);
      });
    }

    it('heat adiabatically as a plain program does', () => {
      const { radial, cellArea, height } = grid;
      const field = randomField(grid, stream);
      const coefficient = randomField(boxGrid(radial, 1, 1), stream);
      const strength = (i: number, j: number) => coefficient[i] * (field[j * radial + i] + surfaceTemperatureRatio);
      const expected = field.map((_, cell) => {
        const i = cell % radial;
        const j = (cell - i) / radial;
        let cooling = 0;
        for (const face of [i, i + 1]) {
          if (face === 0 || face === radial) continue;
          cooling += flow.radial[j * (radial + 1) + face] * 0.5 * (strength(face - 1, j) + strength(face, j));
        }
        return (-0.5 * cooling * height[i]) / cellArea[i];
      });
      const { machine } = diffusion(grid, surfaceTemperatureRatio);
      expectClose(adiabaticHeating(machine, flow, coefficient, field), expected);
    });

    it('add, scale and average fields', () => {
      const { kernels, arrays } = diffusion(grid).machine;
      const [first, second] = [randomField(grid, stream), randomField(grid, stream)];
      arrays.temperature.set(first);
      arrays.change.set(second);
      kernels.addTo(arrays.temperature.byteOffset, arrays.change.byteOffset);
      expect(arrays.temperature).toEqual(first.map((value, cell) => value + second[cell]));
      kernels.scale(arrays.change.byteOffset, 0.3, arrays.start.byteOffset);
      expect(arrays.start).toEqual(second.map((value) => 0.3 * value));
      kernels.moveTowards(arrays.change.byteOffset, arrays.start.byteOffset, 0.25);
      expect(arrays.change).toEqual(second.map((value) => 0.25 * (0.3 * value) + 0.75 * value));
    });

    it('keep the total and make no new extrema, in random flows from random fields', () => {
      const solver = energySolver(diffusion(grid));
      for (let trial = 0; trial < 20; trial++) {
        const wild = flowFrom(grid, () => stream.normal());
        const dt = 0.5 * Math.min(courantTime(grid, wild), 1);
        const field = randomField(grid, stream);
        const change = advected(solver, wild, field, {}, dt);
        expect(Math.abs(areaMean(grid, change))).toBeLessThan(1e-15);
        const after = field.map((value, cell) => value + change[cell]);
        expect(Math.min(...after)).toBeGreaterThan(Math.min(...field) - 1e-15);
        expect(Math.max(...after)).toBeLessThan(Math.max(...field) + 1e-15);
      }
    });
  });
}
