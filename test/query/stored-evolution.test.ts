// The configuration that a model keeps of its simulations: what cannot be one is refused, not left out.
import { describe, expect, it } from 'vitest';
import { defaultEvolution } from '../../src/convection/evolution/evolution-config.js';
import { evolutionOfModel } from '../../src/query/conduction.js';
import { loadModel } from '../../src/surrogate/model-folder.js';

const { description } = loadModel('test/surrogate/fixtures/model-version-1');
const withEvolution = (evolution: Record<string, unknown> | null) => ({ description: { ...description, evolution } });

describe('the evolution of a model', () => {
  it('is that of its simulations, or none', () => {
    expect(evolutionOfModel(withEvolution({ ...defaultEvolution }))).toEqual(defaultEvolution);
    expect(evolutionOfModel(withEvolution(null))).toBeUndefined();
  });

  it('is refused where no evolution has such a setting', () => {
    const bogus = withEvolution({ ...defaultEvolution, conductivity: 'bogus' });
    expect(() => evolutionOfModel(bogus)).toThrow(
      expect.objectContaining({
        code: 'model-malformed',
        message: `the model.json of 'tiny' cannot be used: evolution.conductivity is "bogus"`,
      }),
    );
  });
});
