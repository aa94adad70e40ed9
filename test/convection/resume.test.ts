import { describe, expect, it } from 'vitest';
import { type EvolutionState, simulateEvolution } from '../../src/convection/evolution/evolution.js';
import { defaultEvolution, type EvolutionConfig } from '../../src/convection/evolution/evolution-config.js';
import { secondsPerYear } from '../../src/convection/scales.js';
import { TharsisError } from '../../src/foundation/errors.js';

const parameters = {
  referenceViscosity: 1e20,
  activationEnergy: 3e5,
  activationVolume: 6e-6,
  enrichment: 10,
  initialTemperature: 1700,
};
const config: EvolutionConfig = {
  ...defaultEvolution,
  cells: { radial: 12, azimuthal: 16 },
  melting: true,
  outputIntervals: 6,
  duration: 1e9 * secondsPerYear,
};

/** Plain data with another value at a path with dots. */
function altered<Data extends object>(data: Data, path: string, value: unknown): Data {
  const [name, ...rest] = path.split('.') as [keyof Data & string, ...string[]];
  return { ...data, [name]: rest.length === 0 ? value : altered(data[name] as object, rest.join('.'), value) };
}

/** The evolution, and its states after every 20th step and every output. */
function simulateWithStates() {
  const states: EvolutionState[] = [];
  let seen = 0;
  let offers = 0;
  const evolution = simulateEvolution(parameters, config, undefined, {
    offer: (frames, state) => {
      expect(frames).toBeGreaterThanOrEqual(seen);
      if (frames > seen || ++offers % 20 === 0) states.push(state());
      seen = frames;
    },
  });
  return { evolution, states };
}

describe('an evolution resumed', () => {
  const { evolution, states } = simulateWithStates();

  it('is offered after steps and at output times, in the midst of a factor that is still in use', () => {
    const outputs = new Set(states.map(({ frames }) => frames));
    expect([...outputs]).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(states.length).toBeGreaterThan(9);
    expect(states.some(({ planet }) => planet.flow.factored !== undefined)).toBe(true);
    expect(states.some(({ planet }) => planet.flow.counters.solutionsWithFactor > 3)).toBe(true);
    expect(evolution.solver).toEqual(simulateEvolution(parameters, config).solver);
  });

  it('from any state, through a structured clone, gives the same bits', () => {
    for (const state of states.filter((_, k) => k % 3 === 1)) {
      const resumed = simulateEvolution(parameters, config, undefined, { resume: structuredClone(state) });
      expect(resumed.temperature).toEqual(evolution.temperature);
      expect(resumed.depletion).toEqual(evolution.depletion);
      expect(resumed.diagnostics).toEqual(evolution.diagnostics);
      expect(resumed.solver).toEqual(evolution.solver);
    }
    expect(evolution.diagnostics.producedCrust[6]).toBeGreaterThan(1e3);
  });

  it('again and again gives the same bits', () => {
    let resume: EvolutionState | undefined;
    const stop = new Error('stop');
    for (let round = 0; round < 20; round++) {
      let offers = 0;
      try {
        simulateEvolution(parameters, config, undefined, {
          resume,
          offer: (_, state) => {
            if (++offers < 7) return;
            resume = state();
            throw stop;
          },
        });
      } catch (error) {
        if (error !== stop) throw error;
      }
    }
    expect(resume!.planet.steps).toBeGreaterThan(100);
    expect(simulateEvolution(parameters, config, undefined, { resume })).toEqual(evolution);
  });

  it('gives the same bits when its rock yields', () => {
    const yielding = { ...config, rheology: 'viscoplastic', yieldStress: 1e7, duration: 1e8 * secondsPerYear } as const;
    const states: EvolutionState[] = [];
    const offer = (_: number, state: () => EvolutionState) => void states.push(state());
    const whole = simulateEvolution(parameters, yielding, undefined, { offer });
    const resume = states[Math.floor(states.length / 2)];
    expect(simulateEvolution(parameters, yielding, undefined, { resume })).toEqual(whole);
    expect(simulateEvolution(parameters, yielding, undefined, { resume: states[3] })).toEqual(whole);
  });

  it('holds copies, finite numbers and typed arrays only', () => {
    const [state, next] = states.filter(({ frames }) => frames === 3);
    const visit = (value: unknown): void => {
      if (typeof value === 'number') expect(value).toSatisfy(Number.isFinite);
      else if (ArrayBuffer.isView(value)) expect(Array.from(value as Float64Array).every(Number.isFinite)).toBe(true);
      else for (const member of Object.values(value as object)) visit(member);
    };
    visit(state);
    expect(state!.planet.temperature).not.toEqual(next!.planet.temperature);
    expect(state!.temperature).toHaveLength(3 * 12 * 16);
    expect(state!.diagnostics.meanTemperature).toHaveLength(3);
  });

  for (const [name, change, words] of [
    ['another grid', { cells: { radial: 12, azimuthal: 20 } }, 'a state of 192 cells'],
    ['other physics', { melting: false }, 'with melting, cannot go on as an evolution of 192, without melting'],
  ] as const) {
    it(`refuses the state of ${name}`, () => {
      let error: unknown;
      try {
        simulateEvolution(parameters, { ...config, ...change }, undefined, { resume: states[0] });
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(TharsisError);
      expect((error as TharsisError).code).toBe('convection-state');
      expect((error as TharsisError).message).toContain(words);
    });
  }

  for (const [name, damage, words] of [
    [
      'too few depletions',
      ({ planet }) => ({ planet: altered(planet, 'depletion.degree', new Float64Array(5)) }),
      'depletion.degree',
    ],
    [
      'too many depletions',
      ({ planet }) => ({ planet: altered(planet, 'depletion.degree', new Float64Array(999)) }),
      'depletion.degree',
    ],
    [
      'too many viscosities',
      ({ planet }) => ({ planet: altered(planet, 'flow.viscosity.cell', new Float64Array(999)) }),
      'flow.viscosity.cell',
    ],
    ['no work of phases', ({ planet }) => ({ planet: altered(planet, 'phaseWork', undefined) }), 'planet.phaseWork'],
    [
      'a time that is no number',
      ({ planet }) => ({ planet: altered(planet, 'flow.latestTime', '7') }),
      'flow.latestTime',
    ],
    ['an endless time', ({ planet }) => ({ planet: altered(planet, 'time', Number.POSITIVE_INFINITY) }), 'planet.time'],
    ['no counters', ({ planet }) => ({ planet: altered(planet, 'flow.counters', null) }), 'flow.counters'],
    [
      'a temperature that is no number',
      ({ planet }) => ({ planet: altered(planet, 'temperature', new Float64Array(192).fill(Number.NaN)) }),
      'planet.temperature of a state',
    ],
    ['no planet', () => ({ planet: undefined }), 'a state of no cells'],
    ['no snapshots of the depletion', () => ({ depletion: undefined }), 'state.depletion'],
    ['too few snapshots', () => ({ temperature: new Float32Array(5) }), 'state.temperature'],
    ['too many frames', () => ({ frames: 99 }), '99 frames'],
    [
      'a series too few',
      ({ diagnostics }) => ({ diagnostics: altered(diagnostics, 'eruptedHeat', undefined) }),
      'diagnostics.eruptedHeat',
    ],
  ] as readonly [string, (state: EvolutionState) => object, string][]) {
    it(`refuses a damaged state: ${name}`, () => {
      const resume = { ...states[4]!, ...damage(states[4]!) } as EvolutionState;
      expect(() => simulateEvolution(parameters, config, undefined, { resume })).toThrow(
        expect.objectContaining({ code: 'convection-state', message: expect.stringContaining(words) }),
      );
    });
  }

  it('has melted by then, so that depletion takes part', () => {
    expect(states.at(-1)!.planet.depletion!.extracted).toBeGreaterThan(0);
  });
});
