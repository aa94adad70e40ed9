import { describe, expect, it } from 'vitest';
import { type EvolutionState, simulateEvolution } from '../../src/convection/evolution/evolution.js';
import { defaultEvolution, type EvolutionConfig } from '../../src/convection/evolution/evolution-config.js';
import { initialTemperatureField } from '../../src/convection/evolution/initial-field.js';
import { boussinesqPhysics, paperPhysics } from '../../src/convection/evolution/physics-presets.js';
import { courantNumberOf } from '../../src/convection/evolution/usual-values.js';
import type { MantleParameters } from '../../src/convection/parameters/mantle-parameters.js';
import { parameterRanges } from '../../src/convection/parameters/parameter-ranges.js';
import { secondsPerYear } from '../../src/convection/scales.js';
import { TharsisError } from '../../src/foundation/errors.js';
import { heatBudget } from './heat-budget.js';
import { scales } from './mars.js';

const parameters: MantleParameters = {
  referenceViscosity: 1e21,
  activationEnergy: 3e5,
  activationVolume: 6e-6,
  enrichment: 10,
  initialTemperature: 1700,
};

const small: EvolutionConfig = {
  ...defaultEvolution,
  ...boussinesqPhysics,
  cells: { radial: 16, azimuthal: 20 },
  stretching: 1,
  outputIntervals: 10,
};
const short: EvolutionConfig = { ...small, duration: 0.3e9 * secondsPerYear };

function errorOf(run: () => unknown): TharsisError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(TharsisError);
    return error as TharsisError;
  }
  throw new Error('errorOf(): got no error, expected one');
}

describe('an evolution', () => {
  it('is the same to the last bit when run again', () => {
    const first = simulateEvolution(parameters, short);
    const second = simulateEvolution(parameters, short);
    expect(second.temperature).toEqual(first.temperature);
    expect(second.diagnostics).toEqual(first.diagnostics);
    expect(second.solver).toEqual(first.solver);
  });

  it('moves rock by at most 1/32 of the depth in a step, unless configured otherwise or cells forbid it, and writes that down', () => {
    const chosen = (radial: number) => courantNumberOf({ ...small, cells: { radial, azimuthal: 20 } });
    expect([4, 32, 64, 100, 128, 256, 302].map(chosen)).toEqual([1, 1, 2, 3.125, 4, 8, 8]);
    expect(courantNumberOf({ ...small, courantNumber: 0.3 })).toBe(0.3);
    const brief = { ...short, duration: 1e7 * secondsPerYear, outputIntervals: 1 };
    expect(simulateEvolution(parameters, brief).solver.courantNumber).toBe(1);
    expect(simulateEvolution(parameters, { ...brief, courantNumber: 0.7 }).solver.courantNumber).toBe(0.7);
  });

  it('hits its output times exactly and starts with the initial field', () => {
    const { times, temperature, r, phi } = simulateEvolution(parameters, short);
    expect(Array.from(times)).toHaveLength(11);
    for (let k = 0; k <= 10; k++) expect(times[k]).toBeCloseTo(short.duration * (k / 10) ** 1.5, -3);
    expect(temperature).toHaveLength(11 * 16 * 20);
    expect(temperature.slice(0, 320)).toEqual(initialTemperatureField(parameters, short));
    expect(r[0]).toBeCloseTo((1 / 3 + 1 / 32) * scales.depth, 3);
    expect(phi[19]).toBeCloseTo((Math.PI / 2) * (19.5 / 20), 14);
  });

  it('of 4.5 Gyr keeps within physical bounds and cools, at the corners of the box', () => {
    for (const activationEnergy of [1e5, 5e5]) {
      for (const enrichment of [1, 50]) {
        const corner = { ...parameters, referenceViscosity: 1e20, activationEnergy, enrichment };
        const { temperature, diagnostics } = simulateEvolution(corner, small);
        const meanTemperature = diagnostics.meanTemperature;
        expect(Math.min(...temperature)).toBeGreaterThan(250);
        expect(Math.max(...temperature)).toBeLessThan(2500);
        expect(meanTemperature[10]).toBeLessThan(Math.max(...meanTemperature));
        expect(diagnostics.coreTemperature[10]).toBeLessThan(2250);
        expect(diagnostics.surfaceHeatFlux[10]).toBeGreaterThan(5e-3);
        expect(diagnostics.surfaceHeatFlux[10]).toBeLessThan(60e-3);
      }
    }
  });

  // Measured: 1.4e-5, 8e-6 and 1.4e-4. What is balanced to round-off is sampled at outputs here, so the time is short
  // enough and the outputs are dense enough to follow the flow.
  for (const [name, physics, bound] of [
    ['Boussinesq', boussinesqPhysics, 1e-4],
    ['of the paper', { ...paperPhysics, courantNumber: 0.5, duration: 1.5e9 * secondsPerYear }, 1e-4],
    ['with melting', { ...paperPhysics, melting: true }, 1e-3],
  ] as const) {
    it(`balances its heat, ${name}: what sources, core and friction give is stored, erupts or leaves`, () => {
      const config = { ...small, ...physics, outputIntervals: 200 };
      const evolution = simulateEvolution({ ...parameters, enrichment: 1 }, config);
      const { produced, fromCore, erupted, imbalance } = heatBudget(evolution);
      expect(Math.abs(imbalance / produced)).toBeLessThan(bound);
      expect(erupted > 0).toBe(config.melting);
      const { coreTemperature } = evolution.diagnostics;
      const coreLoss = (coreTemperature[0] - coreTemperature[200]) * 7000 * 850 * (1.7e6 / 3);
      const coreFlux = fromCore / ((Math.PI / 2) * (scales.depth / 3));
      // The core's clock has the mantle's ρc, 4.2e6, where k/κ is 4e6.
      expect(Math.abs(coreLoss / coreFlux - 4.2 / 4)).toBeLessThan(2e-3);
    });
  }

  it('that melts grows a crust of tens of kilometers early, the more the warmer it starts', () => {
    const melted = (initialTemperature: number) => {
      const physics = { ...paperPhysics, phaseTransitions: false, melting: true };
      return simulateEvolution({ ...parameters, initialTemperature }, { ...small, ...physics, outputExponent: 1 });
    };
    const [cold, warm] = [1600, 1800].map((kelvin) => melted(kelvin).diagnostics);
    for (const { producedCrust } of [cold!, warm!]) {
      expect(producedCrust[10]).toBeGreaterThan(30e3);
      expect(producedCrust[10]).toBeLessThan(120e3);
      // After 3.15 Gyr next to nothing is added.
      expect(producedCrust[7]! / producedCrust[10]!).toBeGreaterThan(0.9);
    }
    expect(warm!.producedCrust[10]).toBeGreaterThan(cold!.producedCrust[10]!);
  });

  it('cools its core to second order in time', () => {
    // A mantle too stiff to move: nothing but the longest step decides.
    const core = (megayears: number) => {
      const { diagnostics } = simulateEvolution(parameters, {
        ...small,
        cells: { radial: 8, azimuthal: 6 },
        outputIntervals: 1,
        longestStep: megayears * 1e6 * secondsPerYear,
        viscosityLimits: { minimum: 1e29, maximum: 1e30 },
      });
      return diagnostics.coreTemperature[1]!;
    };
    const [coarse, middle, fine] = [40, 20, 10].map(core);
    expect(Math.log2((coarse! - middle!) / (middle! - fine!))).toBeGreaterThan(1.8);
    expect(Math.abs(middle! - fine!)).toBeLessThan(0.1);
  });

  it('loses its stagnant lid where rock yields easily, and keeps it where not', () => {
    const [weak, strong] = [2e6, 1e10].map(
      (yieldStress) => simulateEvolution(parameters, { ...short, rheology: 'viscoplastic', yieldStress }).diagnostics,
    );
    expect(weak!.surfaceHeatFlux[10]!).toBeGreaterThan(2 * strong!.surfaceHeatFlux[10]!);
  });

  it('finds the flow of a lid that breaks in nearly every step, and in the same bits when resumed', () => {
    const config: EvolutionConfig = {
      ...short,
      cells: { radial: 12, azimuthal: 16 },
      rheology: 'viscoplastic',
      yieldStress: 1e6,
    };
    const stiff = { ...parameters, referenceViscosity: 1e22 };
    let half: EvolutionState | undefined;
    const whole = simulateEvolution(stiff, config, undefined, {
      offer: (frames, state) => {
        if (frames === 6) half ??= state();
      },
    });
    const { steps, stokesSolutions, unconvergedYielding } = whole.solver;
    // Three plain Picard iterations a step left 222 of 232.
    expect(Number(unconvergedYielding)).toBeLessThan(0.02 * Number(steps));
    expect(Number(stokesSolutions)).toBeLessThan(20 * Number(steps));
    expect(simulateEvolution(stiff, config, undefined, { resume: structuredClone(half) })).toEqual(whole);
  });

  it('whose rock never yields is that of the Arrhenius law to the last bit', () => {
    const brief = { ...short, stokesTolerance: 1e-10, outputIntervals: 2, duration: 0.1e9 * secondsPerYear };
    const strong = simulateEvolution(parameters, { ...brief, rheology: 'viscoplastic', yieldStress: 1e30 });
    expect(strong.temperature).toEqual(simulateEvolution(parameters, brief).temperature);
    expect(strong.solver.unconvergedYielding).toBe(0);
  });

  it('records friction and melt only where the physics has them', () => {
    const run = (physics: Partial<EvolutionConfig>) =>
      simulateEvolution(parameters, { ...short, ...physics }).diagnostics;
    const bare = run({});
    for (const name of [
      'viscousHeating',
      'adiabaticCooling',
      'latentHeating',
      'meanDepletion',
      'producedCrust',
      'eruptedHeat',
    ] as const) {
      expect(bare[name].every((value) => value === 0)).toBe(true);
    }
    const full = run({ ...paperPhysics, melting: true, phaseTransitions: false });
    for (let frame = 1; frame <= 10; frame++) {
      expect(Math.abs(full.adiabaticCooling[frame]! / full.viscousHeating[frame]! - 1)).toBeLessThan(1e-3);
      expect(full.nusseltNumber[frame]).toBeGreaterThan(1);
    }
  });

  it('does not depend on the tolerance of the flow while that is young, and little on the length of the steps', () => {
    const root = (a: Float32Array, b: Float32Array) =>
      Math.sqrt(a.reduce((sum, value, k) => sum + (value - b[k]) ** 2, 0) / a.length);
    const usual = simulateEvolution(parameters, short);
    const exact = simulateEvolution(parameters, { ...short, stokesTolerance: 1e-9 });
    const tiny = simulateEvolution(parameters, { ...short, stokesTolerance: 1e-9, courantNumber: 0.25 });
    expect(root(usual.temperature, exact.temperature)).toBeLessThan(0.1);
    expect(root(usual.temperature, tiny.temperature)).toBeLessThan(1);
    expect(Number(tiny.solver.steps)).toBeGreaterThan(Number(usual.solver.steps));
  });

  it('on a stretched grid and half a circle has the means of the uniform quarter', () => {
    const usual = simulateEvolution(parameters, short);
    const other = simulateEvolution(parameters, {
      ...short,
      cells: { radial: 16, azimuthal: 40 },
      stretching: 3,
      sectorAngle: Math.PI,
    });
    expect(other.phi[39]).toBeCloseTo(Math.PI * (39.5 / 40), 14);
    const heights = other.r.map((r, i) => r - (other.r[i - 1] ?? 0));
    expect(heights[8] / heights[1]).toBeGreaterThan(2);
    for (const key of ['meanTemperature', 'coreTemperature'] as const) {
      for (let k = 0; k <= 10; k++) {
        expect(Math.abs(other.diagnostics[key][k] / usual.diagnostics[key][k] - 1)).toBeLessThan(0.01);
      }
    }
  });

  it('reports its progress in physical quantities, rising to its end', () => {
    const fractions: number[] = [];
    simulateEvolution({ ...parameters, referenceViscosity: 1e20 }, small, (fraction, detail) => {
      fractions.push(fraction);
      expect(detail).toMatch(/^\d\.\d{3} Gyr, dt .* Myr, mean \d{3,4} K, v_rms .* cm\/yr$/);
    });
    expect(fractions.length).toBeGreaterThan(5);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBeLessThanOrEqual(1);
  });

  it('starts the same whatever the viscosity, and warmer where the parameters say so', () => {
    const cold = initialTemperatureField({ ...parameters, initialTemperature: 1600 }, small);
    const warm = initialTemperatureField({ ...parameters, initialTemperature: 1800 }, small);
    const middle = 8 * 20 + 3;
    expect(warm[middle] - cold[middle]).toBeCloseTo(200, 3);
    expect(initialTemperatureField({ ...parameters, referenceViscosity: 1e19 }, small)).toEqual(
      initialTemperatureField(parameters, small),
    );
  });
});

describe('bad input', () => {
  for (const [name, value] of [
    ['referenceViscosity', 0],
    ['referenceViscosity', -1e21],
    ['activationEnergy', Number.NaN],
    ['activationVolume', -1e-6],
    ['enrichment', Number.POSITIVE_INFINITY],
    ['initialTemperature', 100],
  ] as const) {
    it(`is refused: ${name} = ${value}`, () => {
      const error = errorOf(() => simulateEvolution({ ...parameters, [name]: value }, small));
      expect(error.code).toBe('convection-parameter');
      expect(error.exitCode).toBe(2);
      expect(error.message).toContain(`${name} is ${value}`);
      expect(error.remedy).toMatch(/^give /);
    });
  }

  it('names the nearest parameter when it knows none of that name', () => {
    const error = errorOf(() => simulateEvolution({ ...parameters, enrichmnt: 3 } as MantleParameters, small));
    expect(error.message).toContain("'enrichmnt'");
    expect(error.remedy).toContain("'enrichment'");
  });

  for (const [key, change] of [
    ['cells.radial', { cells: { radial: 3, azimuthal: 20 } }],
    ['cells.azimuthal', { cells: { radial: 16, azimuthal: 4.5 } }],
    ['stretching', { stretching: 0.5 }],
    ['stretching', { stretching: 21 }],
    ['sectorAngle', { sectorAngle: 0 }],
    ['sectorAngle', { sectorAngle: 360 }],
    ['duration', { duration: 0 }],
    ['duration', { duration: Number.NaN }],
    ['outputIntervals', { outputIntervals: 0 }],
    ['outputIntervals', { outputIntervals: 1e9 }],
    ['outputExponent', { outputExponent: -1 }],
    ['courantNumber', { courantNumber: 0 }],
    ['courantNumber', { courantNumber: 17 }],
    ['longestStep', { longestStep: 0 }],
    ['yieldStress', { yieldStress: 0 }],
    ['crustConductivity', { crustConductivity: -3 }],
    ['crustThickness', { crustThickness: 0, melting: true }],
    ['crustThickness', { crustThickness: 1e-10, melting: true }],
    ['melting', { melting: 'yes' as unknown as boolean }],
    ['phaseTransitions', { phaseTransitions: 1 as unknown as boolean }],
    ['ghostCells', { ghostCells: 'no' as unknown as boolean }],
    ['rheology', { rheology: 'butter' as 'arrhenius' }],
    ['stokesTolerance', { stokesTolerance: 2 }],
    ['crustThickness', { crustThickness: -1 }],
    ['viscosityLimits', { viscosityLimits: { minimum: 1e20, maximum: 1e19 } }],
    ['viscosityLimits', { viscosityLimits: { minimum: 1, maximum: 1e30 } }],
  ] as const) {
    it(`is refused: ${key} of ${JSON.stringify(change)}`, () => {
      const error = errorOf(() => simulateEvolution(parameters, { ...small, ...change }));
      expect(error.code).toBe('convection-config');
      expect(error.message).toContain(`evolution.${key} is `);
      expect(error.remedy).toMatch(/^give /);
    });
  }

  it('that no memory holds is refused with what it would take', () => {
    const huge = { ...small, cells: { radial: 1e6, azimuthal: 1e6 } };
    const error = errorOf(() => simulateEvolution(parameters, huge));
    expect(error.code).toBe('convection-config');
    expect(error.exitCode).toBe(2);
    expect(error.message).toBe('evolution.cells is {"radial":1000000,"azimuthal":1000000}');
    expect(error.remedy).toBe(
      'give at most 3303820 cells (radial × azimuthal): the matrix factors of 1000000000000 would take 1.3 PB of the 4 GB that WebAssembly can address',
    );
  });

  it('that breaks the physics ends with where and how fast, exit code 1', () => {
    const absurd: EvolutionConfig = { ...small, planet: { name: 'mars', uranium: 1e-3 } };
    const error = errorOf(() => simulateEvolution(parameters, absurd));
    expect(error.code).toBe('convection-diverged');
    expect(error.exitCode).toBe(1);
    expect(error.message).toMatch(/step \d+, [\d.]+ Myr, maximum velocity .* cm\/yr/);
  });

  it('does not include the box of the paper: its corners pass the checks', () => {
    for (const end of ['minimum', 'maximum'] as const) {
      const corner = Object.fromEntries(Object.entries(parameterRanges).map(([name, range]) => [name, range[end]]));
      const brief = { ...small, duration: 1e6 * secondsPerYear, outputIntervals: 1 };
      const { temperature } = simulateEvolution(corner as unknown as MantleParameters, brief);
      expect(temperature.every(Number.isFinite)).toBe(true);
    }
  });
});
