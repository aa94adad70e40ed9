// Every planet of the registry: its numbers belong together, and it evolves.
import { describe, expect, it } from 'vitest';
import { simulateEvolution } from '../../src/convection/evolution/evolution.js';
import { evolutionSchema, resolveEvolution, storedEvolution } from '../../src/convection/evolution/evolution-config.js';
import { planetOf } from '../../src/convection/planets/planet-choice.js';
import { planetDataSchema } from '../../src/convection/planets/planet-data.js';
import { planetNames, planets } from '../../src/convection/planets/registry.js';
import { secondsPerYear } from '../../src/convection/scales.js';
import { TharsisError } from '../../src/foundation/errors.js';
import { errorOf } from '../archive/sample-simulations.js';

const parameters = {
  referenceViscosity: 1e22,
  activationEnergy: 3e5,
  activationVolume: 3e-6,
  enrichment: 2,
  initialTemperature: 1700,
};
const GRAVITATION = 6.6743e-11;

for (const name of planetNames) {
  describe(name, () => {
    const planet = planetOf({ name });

    it('has every number, within its bounds', () => {
      expect(planetDataSchema.parse(planet)).toEqual(planet);
      expect(resolveEvolution({ planet: name }).planet).toEqual({ name });
    });

    it('has the gravity of its mass to 3 %', () => {
      const volume = (radius: number) => (4 / 3) * Math.PI * radius ** 3;
      const core = volume(planet.coreRadius);
      const mass = planet.coreDensity * core + planet.mantleDensity * (volume(planet.planetRadius) - core);
      expect(Math.abs((GRAVITATION * mass) / planet.planetRadius ** 2 / planet.gravity - 1)).toBeLessThan(0.03);
    });

    it('conducts as it stores heat, to 5 %', () => {
      const { conductivity, thermalDiffusivity, mantleDensity, mantleHeatCapacity } = planet;
      const diffusivity = conductivity / (mantleDensity * mantleHeatCapacity);
      expect(Math.abs(thermalDiffusivity / diffusivity - 1)).toBeLessThan(0.051);
    });

    it('evolves, records itself, and gives the same bits again', () => {
      const config = {
        planet: name,
        phaseTransitions: true,
        melting: true,
        cells: { radial: 8, azimuthal: 8 },
        duration: 2e7 * secondsPerYear,
        outputIntervals: 1,
      } as const;
      const first = simulateEvolution(parameters, config);
      expect(first.temperature.every((kelvin) => kelvin > planet.surfaceTemperature - 1 && kelvin < 6000)).toBe(true);
      expect(first.diagnostics.coreTemperature[0]).toBeCloseTo(planet.initialCoreTemperature, 9);
      expect(first.solver.planet).toBe(name);
      expect(JSON.parse(String(first.solver.planetConstants))).toEqual(planet);
      expect(simulateEvolution(parameters, config).temperature).toEqual(first.temperature);
    });
  });
}

describe('the planet of a configuration', () => {
  it('is Mars in configurations of archives that name none', () => {
    expect(evolutionSchema.parse(JSON.parse('{"crustThickness":64000}')).planet).toEqual({ name: 'mars' });
  });

  it('may differ from the one it is named after', () => {
    const { planet } = resolveEvolution({ planet: { name: 'moon', surfaceTemperature: 220 } });
    expect(planetOf(planet)).toEqual({ ...planetOf({ name: 'moon' }), surfaceTemperature: 220 });
    expect(resolveEvolution(JSON.parse(JSON.stringify(resolveEvolution({ planet }))))).toEqual(
      resolveEvolution({ planet }),
    );
  });

  it('has the diffusivity that follows from its other numbers, unless it is given', () => {
    const diffusivity = (planet: object) =>
      planetOf(resolveEvolution({ planet: planet as { name: 'earth' } }).planet).thermalDiffusivity;
    expect(diffusivity({ name: 'earth' })).toBe(4 / (4460 * 1200));
    expect(diffusivity({ name: 'earth', conductivity: 8, mantleDensity: 4000 })).toBe(8 / (4000 * 1200));
    expect(diffusivity({ name: 'earth', conductivity: 8, thermalDiffusivity: 2e-6 })).toBe(2e-6);
    expect(diffusivity({ name: 'mars', mantleDensity: 3500 })).toBe(1e-6);
    expect(diffusivity({ name: 'mars', conductivity: 8 })).toBe(2e-6);
  });

  it('gives crust and boundary of the evolution', () => {
    const { temperature } = simulateEvolution(parameters, {
      planet: { name: 'mars', surfaceTemperature: 220 },
      cells: { radial: 8, azimuthal: 6 },
      duration: 1e6 * secondsPerYear,
      outputIntervals: 1,
    });
    expect(Math.min(...temperature)).toBeGreaterThan(220);
  });

  for (const [message, planet] of [
    ['evolution.planet.name is "plutto"', 'plutto'],
    ['evolution.planet.gravity is -1', { gravity: -1 }],
    ['evolution.planet.gravity is 1000000000 (give a number from 0.01 to 100 m/s²)', { gravity: 1e9 }],
    ['evolution.planet.thermalDiffusivity is 1 (give a number from 1e-8 to 0.0001 m²/s)', { thermalDiffusivity: 1 }],
    [
      'evolution.planet.conductivity is 95 (give a value with a thermal diffusivity from 1e-8 to 0.0001 m²/s (now 0.000285))',
      { mantleHeatCapacity: 100, conductivity: 95 },
    ],
    [
      "evolution.planet.coreRadius is 1 (give from 1.700e+5 to 3.366e+6 m: 5 to 99 % of the planet's radius)",
      { coreRadius: 1 },
    ],
    [
      "evolution.planet.coreRadius is 3399999 (give from 1.700e+5 to 3.366e+6 m: 5 to 99 % of the planet's radius)",
      { coreRadius: 3399999 },
    ],
    [
      'evolution.planet.planetRadius is 1000000 (give from 1.717e+6 to 3.400e+7 m: its core has 5 to 99 % of it)',
      { planetRadius: 1e6 },
    ],
    [
      'evolution.planet.surfaceTemperature is 3000 (give less than the initial temperature of the core, 2250 K)',
      { surfaceTemperature: 3000 },
    ],
    [
      'evolution.planet.initialCoreTemperature is 20000 (give a number from 1 to 10000 K)',
      { initialCoreTemperature: 20000 },
    ],
    ["unknown key 'evolution.planet.colour'", { colour: 1 }],
    ['evolution.planet.coreRadius is 5000000', { coreRadius: 5e6 }],
    ['evolution.planet.initialCoreTemperature is 200', { initialCoreTemperature: 200 }],
    ['evolution.planet.liquidus is [900]', { name: 'earth', liquidus: [900] }],
    ['evolution.planet.solidus is [1300,-1]', { name: 'earth', solidus: [1300, -1] }],
    ['evolution.planet.maximumExtractionPressure is 60000000000', { name: 'earth', maximumExtractionPressure: 60e9 }],
    ['evolution.planet.phaseTransitions is [', { phaseTransitions: [...planets.mars.phaseTransitions].reverse() }],
  ] as const) {
    it(`is refused in one line: ${message}`, () => {
      try {
        resolveEvolution({ planet: planet as 'mars' });
      } catch (error) {
        if (!(error instanceof TharsisError)) throw error;
        expect(error.code).toBe('convection-config');
        expect(`${error.message} (${error.remedy})`).toContain(message);
        expect(error.message).not.toContain('\n');
        return;
      }
      throw new Error('nothing was thrown');
    });
  }

  for (const [message, settings] of [
    [
      'evolution.planet.crustThickness is 2000000 (give meters, less than the depth of the mantle (1700000))',
      { planet: { name: 'mars', crustThickness: 2e6 } },
    ],
    [
      'evolution.crustThickness is 2000000 (give meters, less than the depth of the mantle (1700000))',
      { planet: { name: 'mars', crustThickness: 3e6 }, crustThickness: 2e6 },
    ],
    [
      'evolution.planet.coreRadius is 3350000 (give less than 3336000 m: the mantle must be deeper than the crust (64000 m))',
      { planet: { coreRadius: 3.35e6 } },
    ],
    [
      'evolution.planet.planetRadius is 1750000 (give more than 1764000 m: the mantle must be deeper than the crust (64000 m))',
      { planet: { planetRadius: 1.75e6 } },
    ],
    [
      "evolution.planet.gravity is 50 (give less than 12.8 m/s², or phaseTransitions: false: else the planet's phase transitions overlap)",
      { planet: { gravity: 50 }, phaseTransitions: true },
    ],
    [
      "evolution.planet.mantleDensity is 20000 (give less than 1.211e+4 kg/m³, or phaseTransitions: false: else the planet's phase transitions overlap)",
      { planet: { mantleDensity: 20000 }, phaseTransitions: true },
    ],
  ] as const) {
    it(`is refused by the key that was written: ${message}`, () => {
      const error = errorOf(() => resolveEvolution(settings));
      expect(error).toMatchObject({ code: 'convection-config', exitCode: 2 });
      expect(`${error.message} (${error.remedy})`).toBe(message);
    });
  }

  it('may have phase transitions that overlap where they are off, in its archives too', () => {
    const config = resolveEvolution({ planet: { gravity: 50 }, phaseTransitions: false });
    const constants = planetOf(config.planet);
    expect(storedEvolution(JSON.stringify(config), JSON.stringify(constants))).toBeDefined();
  });

  it('may have a melting curve that falls only where no melt is extracted', () => {
    expect(() => resolveEvolution({ planet: { name: 'earth', maximumExtractionPressure: 11e9 } })).not.toThrow();
    expect(() => resolveEvolution({ planet: { name: 'moon', maximumExtractionPressure: 60e9 } })).not.toThrow();
  });

  it('is that of the numbers an archive keeps, whatever its name stands for now', () => {
    const config = resolveEvolution({ planet: { name: 'earth', gravity: 9.7 } });
    const text = JSON.stringify(config);
    const constants = { ...planetOf(config.planet), conductivity: 5, thermalDiffusivity: 7e-7 };
    const stored = storedEvolution(text, JSON.stringify(constants));
    expect(stored).toEqual({ ...config, planet: { name: 'earth', ...constants } });
    expect(planetOf(stored!.planet)).toEqual(constants);
    expect(storedEvolution(JSON.stringify(stored))).toEqual(stored);
    expect(storedEvolution(text)).toEqual(config);
    for (const damaged of ['{', '{"gravity":-1}', '{"laterNumber":1}']) {
      expect(storedEvolution(text, damaged)).toBeUndefined();
    }
  });

  it('bounds the initial temperature by its surface', () => {
    const cold = { ...parameters, initialTemperature: 700 };
    expect(() => simulateEvolution(cold, { planet: 'venus' })).toThrow('initialTemperature is 700');
  });
});
