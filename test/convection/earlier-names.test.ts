import { describe, expect, it } from 'vitest';
import {
  defaultEvolution,
  evolutionSchema,
  resolveEvolution,
  storedEvolution,
} from '../../src/convection/evolution/evolution-config.js';

const { outputIntervals, ...others } = defaultEvolution;
const earlier = { ...others, snapshots: 12 };

describe('a configuration with the earlier name snapshots, from an archive or a model', () => {
  it('is the same as one with outputIntervals', () => {
    const stored = JSON.parse(JSON.stringify(earlier)) as typeof defaultEvolution;
    const expected = { ...defaultEvolution, outputIntervals: 12 };
    expect(evolutionSchema.parse(stored)).toEqual(expected);
    expect(resolveEvolution(stored)).toEqual(expected);
  });

  it('is checked like one with outputIntervals', () => {
    expect(() => resolveEvolution({ ...earlier, snapshots: 0 } as object)).toThrow('evolution.outputIntervals is 0');
  });

  it('is refused when it has both names', () => {
    expect(evolutionSchema.safeParse({ ...earlier, outputIntervals }).success).toBe(false);
    expect(() => resolveEvolution({ ...earlier, outputIntervals } as object)).toThrow('evolution.snapshots is 12');
  });
});

describe('a configuration as a file holds it', () => {
  it('is read from text or data, in its earlier names, with the defaults of settings that came later', () => {
    const stored = { snapshots: 12, perturbationAmplitude: 20 };
    const expected = { ...defaultEvolution, outputIntervals: 12 };
    for (const form of [stored, JSON.stringify(stored)]) {
      expect(storedEvolution(form)).toMatchObject({ ...expected, perturbation: { amplitude: 20 } });
    }
  });

  it('is unknown where it is damaged, absent, or of a later version', () => {
    for (const stored of ['{', 'null', undefined, null, '{"equations":"bogus"}', { laterSetting: 1 }]) {
      expect(storedEvolution(stored)).toBeUndefined();
    }
  });
});
