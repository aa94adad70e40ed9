import { describe, expect, it } from 'vitest';
import { type StencilMachine, stencilMachine, vectorNames } from '../../src/convection/kernels/stencil-kernels.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { dot } from './helpers.js';

const stride = 3;

function machineWithNumbers(size: number) {
  const machine = stencilMachine(stride, size);
  const stream = randomStream(size);
  const vectors = Object.fromEntries(
    vectorNames.map((name) => {
      const vector = machine.arrays[name].subarray(2 * stride, 2 * stride + size);
      for (let k = 0; k < size; k++) vector[k] = stream.normal();
      return [name, vector];
    }),
  );
  machine.arrays.self.fill(2, 2 * stride, 2 * stride + size);
  return { ...machine, vectors, before: copies(vectors) };
}

function copies(vectors: Record<string, Float64Array>): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(vectors).map(([name, vector]) => [name, vector.slice()]));
}

function marginsOf({ arrays }: StencilMachine, size: number): number[] {
  return Object.values(arrays).flatMap((array) => [
    ...array.subarray(0, 2 * stride),
    ...array.subarray(2 * stride + size),
  ]);
}

describe('the kernels of conjugate gradients', () => {
  for (const size of [9, 12, 33]) {
    it(`compute what they say and keep margins zero, ${size} unknowns`, () => {
      const machine = machineWithNumbers(size);
      const { kernels, vectors, before } = machine;
      expect(kernels.residualSquare()).toBeCloseTo(dot(before.residual, before.preconditioned), 12);

      kernels.turnDirection(0.25);
      vectors.direction.forEach((value, k) => {
        expect(value).toBe(before.preconditioned[k] + 0.25 * before.direction[k]);
      });

      const energy = kernels.goAlong(0.5);
      vectors.solution.forEach((value, k) => {
        expect(value).toBe(before.solution[k] + 0.5 * vectors.direction[k]);
        expect(vectors.residual[k]).toBe(before.residual[k] - 0.5 * before.product[k]);
      });
      expect(energy).toBeCloseTo(dot(before.load, vectors.solution), 12);

      expect(kernels.applyToSolution()).toBeCloseTo(2 * dot(vectors.solution, vectors.solution), 12);
      expect(vectors.product).toEqual(vectors.solution.map((value) => 2 * value));
      expect(kernels.applyToDirection()).toBeCloseTo(2 * dot(vectors.direction, vectors.direction), 12);

      kernels.startResidual();
      vectors.residual.forEach((value, k) => {
        expect(value).toBe(before.load[k] - vectors.product[k]);
      });
      expect(marginsOf(machine, size).every((value) => value === 0)).toBe(true);
    });
  }
});
