// A planet in a spherical annulus: true radii, and the heat of all terms balances with its volumes and areas.
import { describe, expect, it } from 'vitest';
import { readSimulationHeader } from '../../src/archive/simulation-reader.js';
import { simulateTask } from '../../src/campaign/simulate-task.js';
import { simulationTask } from '../../src/campaign/simulation-task.js';
import { simulateEvolution } from '../../src/convection/evolution/evolution.js';
import { resolveEvolution, storedEvolution } from '../../src/convection/evolution/evolution-config.js';
import { flowOfSnapshots } from '../../src/convection/evolution/flow-fields.js';
import { boussinesqPhysics } from '../../src/convection/evolution/physics-presets.js';
import { secondsPerYear } from '../../src/convection/scales.js';
import { cellAreas } from '../../src/evaluation/annulus-area.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';
import { exampleParameters as parameters } from './example-parameters.js';
import { heatBudget } from './heat-budget.js';
import { coreCoolingRate, scales } from './mars.js';

const config = {
  geometry: 'spherical-annulus',
  cells: { radial: 16, azimuthal: 20 },
  stretching: 1,
  duration: 4e8 * secondsPerYear,
  outputIntervals: 400,
} as const;

describe('an evolution in a spherical annulus', () => {
  const evolution = simulateEvolution(parameters, config);
  const { r, phi, temperature, diagnostics } = evolution;

  it('has the radii of the planet', () => {
    const cell = 1.7e6 / 16;
    expect(r[0]! / (1.7e6 + cell / 2)).toBeCloseTo(1, 13);
    expect(r[15]! / (3.4e6 - cell / 2)).toBeCloseTo(1, 13);
  });

  it('records the mean over volumes, those that scores weight with', () => {
    const volumes = cellAreas(r, phi, 'spherical-annulus');
    const total = volumes.reduce((sum, volume) => sum + volume, 0);
    const last = temperature.subarray(400 * volumes.length);
    const mean = volumes.reduce((sum, volume, cell) => sum + volume * last[cell]!, 0) / total;
    expect(diagnostics.meanTemperature[400]! / mean).toBeCloseTo(1, 6);
  });

  it.each([
    ['extended Boussinesq', {}, 1e-4],
    ['Boussinesq', boussinesqPhysics, 1e-4],
    ['melting', { melting: true }, 1e-3],
  ])('balances its heat, %s', (_, change, limit) => {
    const { produced, friction, worked, imbalance } = heatBudget(
      simulateEvolution(parameters, { ...config, ...change }),
      'spherical-annulus',
    );
    expect(Math.abs(imbalance)).toBeLessThan(limit * produced);
    expect(Math.abs(worked)).toBeLessThanOrEqual(1e-2 * friction);
  });

  it('cools its core as the sphere does', () => {
    const { coreHeatFlux, coreTemperature } = diagnostics;
    let cooled = coreTemperature[0]!;
    for (let k = 1; k <= 400; k++) {
      const dt = (evolution.times[k]! - evolution.times[k - 1]!) / scales.time;
      const flux = (0.5 * (coreHeatFlux[k]! + coreHeatFlux[k - 1]!)) / scales.heatFlux;
      cooled += coreCoolingRate * scales.temperature * flux * dt;
    }
    expect((cooled - coreTemperature[0]!) / (coreTemperature[400]! - coreTemperature[0]!)).toBeCloseTo(1, 1);
  });

  it('moves along contours of its stream function, per meter of thickness at the surface', () => {
    const { streamFunction, radialVelocity } = flowOfSnapshots(parameters, config)(temperature.subarray(0, 320));
    const [i, j] = [8, 10];
    const slope = (streamFunction[i * 20 + j + 1]! - streamFunction[i * 20 + j - 1]!) / (phi[j + 1]! - phi[j - 1]!);
    const thickness = r[i]! / 3.4e6;
    expect(radialVelocity[i * 20 + j]! / (slope / (r[i]! * thickness))).toBeCloseTo(1, 1);
  });

  it('is written with its geometry, which reads back', () => {
    const evolved = resolveEvolution({
      ...config,
      ghostCells: true,
      duration: 2e7 * secondsPerYear,
      outputIntervals: 1,
    });
    const task = simulationTask(parameters, 0, evolved, { folder: temporaryFolder(), checkpointInterval: 30 });
    const { geometry, solver, r: radii } = readSimulationHeader(simulateTask(task, () => {}).file);
    expect(geometry).toBe('spherical-annulus');
    expect(solver.radii).toBe("the planet's");
    expect(radii.length).toBe(16);
    expect(storedEvolution(solver.configuration)?.geometry).toBe('spherical-annulus');
    expect(storedEvolution('{}')?.geometry).toBe('cylinder');
  });
});
