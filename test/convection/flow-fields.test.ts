// What is recomputed from a snapshot is what the simulation had.
import { describe, expect, it } from 'vitest';
import { simulateEvolution } from '../../src/convection/evolution/evolution.js';
import { defaultEvolution } from '../../src/convection/evolution/evolution-config.js';
import { flowOfSnapshots } from '../../src/convection/evolution/flow-fields.js';
import { exampleParameters as parameters } from './example-parameters.js';

const config = { ...defaultEvolution, cells: { radial: 16, azimuthal: 20 }, outputIntervals: 6, stokesTolerance: 1e-5 };
const evolution = simulateEvolution(parameters, config);
const cells = 16 * 20;
const flowOf = flowOfSnapshots(parameters, config);
const snapshot = (frame: number) => evolution.temperature.subarray(frame * cells, (frame + 1) * cells);

describe('the flow of a snapshot', () => {
  it('has the velocity that the simulation recorded, at every output time and in any order', () => {
    for (const frame of [3, 6, 0, 1, 2, 5, 4]) {
      const recorded = evolution.diagnostics.rootMeanSquareVelocity[frame]!;
      expect(flowOf(snapshot(frame)).rootMeanSquareVelocity / recorded).toBeCloseTo(1, 3);
    }
  });

  it('has the viscosity of the Arrhenius law: the cap in the cold lid, the reference at 1600 K and 3 GPa', () => {
    const { viscosity } = flowOf(new Float32Array(cells).fill(1600));
    const depth = evolution.r.map((r) => (4 / 3) * 1.7e6 - r);
    const reference = 3e9 / (3500 * 3.7);
    // ln η is linear in depth at one temperature.
    const slope = (Math.log(viscosity[0]!) - Math.log(viscosity[15 * 20]!)) / (depth[0]! - depth[15]!);
    const atReference = Math.log(viscosity[0]!) - slope * (depth[0]! - reference);
    expect(Math.exp(atReference) / 1e21).toBeCloseTo(1, 4);
    expect(Math.max(...flowOf(snapshot(6)).viscosity)).toBeCloseTo(1e28, -23);
  });

  it('does not depend on the flow before it, where rock yields', () => {
    const yielding = { ...config, rheology: 'viscoplastic', yieldStress: 5e6 } as const;
    const flow = flowOfSnapshots(parameters, yielding);
    const first = flow(snapshot(3)).rootMeanSquareVelocity;
    flow(snapshot(0));
    expect(flow(snapshot(3)).rootMeanSquareVelocity / first).toBeCloseTo(1, 3);
    expect(first / flowOf(snapshot(3)).rootMeanSquareVelocity).toBeGreaterThan(1.05);
  });

  it('has the buoyancy of what molt before it', () => {
    const melting = { ...config, melting: true, outputExponent: 1 };
    const { temperature, depletion, diagnostics } = simulateEvolution(parameters, melting);
    const flow = flowOfSnapshots(parameters, melting);
    const part = (field: Float32Array, frame: number) => field.subarray(frame * cells, (frame + 1) * cells);
    for (const frame of [0, 2, 6]) {
      const { rootMeanSquareVelocity } = flow(part(temperature, frame), part(depletion!, frame));
      expect(rootMeanSquareVelocity / diagnostics.rootMeanSquareVelocity[frame]!).toBeCloseTo(1, 3);
    }
    expect(Math.max(...part(depletion!, 6))).toBeGreaterThan(0.05);
    expect(() => flow(part(temperature, 0))).toThrow('expected 320');
  });

  it('turns around: the stream function has both signs or one, and is small at the boundary', () => {
    const { streamFunction } = flowOf(snapshot(4));
    const largest = Math.max(...streamFunction.map(Math.abs));
    expect(largest).toBeGreaterThan(1e-6);
    for (let j = 0; j < 20; j++) expect(Math.abs(streamFunction[15 * 20 + j]!)).toBeLessThan(0.05 * largest);
  });
});
