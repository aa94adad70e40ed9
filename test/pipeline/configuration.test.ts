import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadConfiguration } from '../../src/pipeline/configuration.js';
import { temporaryFolder } from './temporary-folder.js';
import { tinyConfiguration, tinyPipeline } from './tiny-pipeline.js';

function load(text: string) {
  const path = join(temporaryFolder(), 'pipeline.yaml');
  writeFileSync(path, text);
  return loadConfiguration(path);
}

function refusal(text: string): { code: string; message: string; remedy: string } {
  try {
    load(text);
  } catch (error) {
    return error as { code: string; message: string; remedy: string };
  }
  throw new Error('the configuration was accepted');
}

describe('configuration', () => {
  it('accepts every pipeline of the repository', () => {
    const files = readdirSync('pipelines').filter((name) => name.endsWith('.yaml'));
    expect(files).toContain('mars-quick.yaml');
    for (const file of files) expect(loadConfiguration(join('pipelines', file)).name).toBe(file.replace('.yaml', ''));
  });

  it('is unchanged when a resolved configuration is written and read again', () => {
    const resolved = tinyConfiguration();
    expect(load(stringify(resolved))).toEqual(resolved);
    expect(load(stringify(tinyPipeline))).toEqual(resolved);
  });

  it('names the line of an unknown key and the nearest right one', () => {
    const { code, message, remedy } = refusal('name: a\nsimulate:\n  count: 5\n  evolution:\n    outputInterval: 10\n');
    expect(code).toBe('configuration-unknown-key');
    expect(message).toMatch(/pipeline\.yaml:5: unknown key 'simulate\.evolution\.outputInterval'$/);
    expect(remedy).toContain("'outputIntervals'");
  });

  it('takes snapshots, the earlier name of outputIntervals, but not both', () => {
    const loaded = (keys: string) => load(`name: a\nsimulate: { evolution: { ${keys} } }\n`);
    expect(loaded('snapshots: 8')).toEqual(loaded('outputIntervals: 8'));
    const { message } = refusal('name: a\nsimulate: { evolution: { snapshots: 8, outputIntervals: 8 } }\n');
    expect(message).toMatch(/'simulate\.evolution\.snapshots' is 8: expected outputIntervals alone/);
  });

  it('refuses lists that name something twice', () => {
    const evolution = (keys: string) => refusal(`name: a\nsimulate: { evolution: { ${keys} } }\n`);
    expect(evolution('outputs: [velocity, velocity]').message).toMatch(/outputs' is .*: expected each of them once$/);
    const modes = 'perturbation: { modes: [{ mode: 2, weight: 1 }, { mode: 3, weight: 1 }, { mode: 2, weight: 2 }] }';
    expect(evolution(modes).message).toMatch(/perturbation\.modes' is .*: expected each mode once$/);
    const logarithmic = 'name: a\ningest: { archives: [x] }\nfnn: { logarithmic: [enrichment, enrichment] }\n';
    expect(refusal(logarithmic).message).toMatch(/fnn\.logarithmic' is .*: expected each parameter once$/);
  });

  it('refuses realizations that would all be the same', () => {
    const section = (evolution: string) => `name: a\nsimulate: { realizations: 3, evolution: { ${evolution} } }\n`;
    expect(load(section('perturbation: { seed: 4 }')).simulate?.realizations).toBe(3);
    expect(load(section('initialState: { file: a.csv }')).simulate?.realizations).toBe(3);
    for (const evolution of ['perturbation: { amplitude: 0 }', 'initialState: { file: a.h5 }']) {
      expect(refusal(section(evolution))).toMatchObject({
        code: 'configuration-invalid',
        message: expect.stringMatching(/'simulate\.realizations' is 3: expected 1: /),
      });
    }
  });

  it('takes a mantle as cold as the surface of its planet allows', () => {
    const { simulate } = load(
      'name: a\nsimulate: { ranges: { initialTemperature: 240 }, evolution: { planet: { surfaceTemperature: 220 } } }\n',
    );
    expect(simulate?.ranges.initialTemperature).toEqual({ minimum: 240, maximum: 240 });
  });

  it('refuses a negative viscosity, with its line and value', () => {
    const { code, message } = refusal(
      'name: a\nsimulate:\n  ranges:\n    referenceViscosity: { minimum: -1e20, maximum: 1e22 }\n',
    );
    expect(code).toBe('configuration-invalid');
    expect(message).toMatch(
      /pipeline\.yaml:4: 'simulate\.ranges\.referenceViscosity\.minimum' is -100000000000000000000/,
    );
  });

  it.each([
    [
      'a range upside down',
      'simulate: { ranges: { enrichment: { minimum: 9, maximum: 2 } } }',
      'ranges.enrichment.minimum',
    ],
    [
      'a viscosity of zero',
      'simulate: { ranges: { referenceViscosity: { minimum: 0, maximum: 1 } } }',
      'referenceViscosity',
    ],
    [
      'a mantle colder than the surface of its planet',
      'simulate: { ranges: { initialTemperature: { minimum: 700, maximum: 1700 } }, evolution: { planet: venus } }',
      "'simulate.ranges.initialTemperature.minimum' is 700: expected a temperature in K between 735",
    ],
    ['a text in place of a number', 'simulate: { count: many }', '\'simulate.count\' is "many"'],
    ['no number', 'simulate: { count: .nan }', 'simulate.count'],
    ['too few simulations', 'simulate: { count: 2 }', "'simulate.count' is 2"],
    ['a duration in gigayears', 'simulate: { evolution: { duration: 4.5 } }', "'simulate.evolution.duration' is 4.5"],
    [
      'viscosity limits upside down',
      'simulate: { evolution: { viscosityLimits: { minimum: 1.0e+26, maximum: 1.0e+20 } } }',
      'simulate.evolution.viscosityLimits',
    ],
    ['a list for a range', 'simulate: { ranges: { enrichment: [1, 50] } }', "'simulate.ranges.enrichment' is [1,50]"],
    ['a fractional count', 'simulate: { count: 2.5 }', 'simulate.count'],
    ['an unknown activation', 'simulate: {}\nfnn: { activation: rellu }', 'fnn.activation'],
    [
      'shares that leave nothing',
      'simulate: {}\ningest: { validationFraction: 0.5, testFraction: 0.5 }',
      'testFraction',
    ],
    ['a name that is no folder name', 'simulate: {}\ndescription: x\nname: ../escape', "'name'"],
  ])('refuses %s', (_, body, shown) => {
    const text = body.includes('\nname:') ? body : `name: a\n${body}\n`;
    const { code, message } = refusal(text);
    expect(code).toBe('configuration-invalid');
    expect(message).toContain(shown);
    expect(message).not.toContain('\n');
  });

  it('reports broken syntax by line', () => {
    const { code, message } = refusal('name: a\nsimulate: { count: 5\n');
    expect(code).toBe('configuration-syntax');
    expect(message).toMatch(/pipeline\.yaml:\d+: not valid YAML/);
  });

  it('refuses a pipeline without data and one with two sources', () => {
    expect(refusal('name: a\n').code).toBe('configuration-no-data');
    expect(refusal('name: a\nsimulate: {}\ningest: { dataset: m.json }\n').code).toBe('configuration-two-sources');
  });

  it('refuses a missing file', () => {
    expect(() => loadConfiguration('no/such.yaml')).toThrow(
      expect.objectContaining({ code: 'configuration-missing', message: expect.stringContaining('no/such.yaml') }),
    );
  });

  it('takes the seed of the command line', () => {
    const path = join(temporaryFolder(), 'pipeline.yaml');
    writeFileSync(path, stringify(tinyPipeline));
    expect(loadConfiguration(path, { seed: 77 }).seed).toBe(77);
  });
});
