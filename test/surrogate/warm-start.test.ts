import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveEvolution } from '../../src/convection/evolution/evolution-config.js';
import type { EvolutionSettings } from '../../src/convection/evolution/settings/evolution-settings.js';
import { compressors } from '../../src/surrogate/compressors/registry.js';
import { encodeDataset } from '../../src/surrogate/latents.js';
import { type Model, partsOf } from '../../src/surrogate/model-folder.js';
import { predictors } from '../../src/surrogate/predictors/registry.js';
import { checkWarmStart, type WarmStartData } from '../../src/surrogate/warm-start.js';
import type { Engine } from '../../src/tensor/engine.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { tinyDataset } from './tiny-dataset.js';
import { type TinyModel, tinyAutoencoder, tinyFnn, tinyLstm, tinyModel } from './tiny-model.js';

const dataset = tinyDataset(5, 6, 'warm');
const training = { autoencoder: tinyAutoencoder, fnn: tinyFnn, lstm: tinyLstm };
const root = mkdtempSync(join(tmpdir(), 'tharsis-warm-'));
let engine: Engine;
let model: TinyModel;

beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
  model = await tinyModel(dataset, engine, join(root, 'checkpoints'));
});
afterAll(async () => {
  await engine.dispose();
  rmSync(root, { recursive: true });
});

const check =
  (change: Partial<WarmStartData>, networks = training, start: Model = model) =>
  () =>
    checkWarmStart(start, { ...dataset, ...change }, 'old/model', networks);

const refusal = (code: string, ...texts: string[]) =>
  expect.objectContaining({ code, message: expect.stringMatching(new RegExp(texts.join('.*'))) });

describe('a warm start', () => {
  it('is allowed on the data and with the networks of the model, and on coordinates that were rounded', () => {
    expect(check({})).not.toThrow();
    expect(check({ r: dataset.r.map((value) => value * (1 + 5e-7)) })).not.toThrow();
    expect(() => checkWarmStart(model, dataset, 'old/model')).not.toThrow();
  });

  it('is refused on another grid, of other size or of the same', () => {
    expect(check({ r: dataset.r.slice(1) })).toThrow(refusal('warm-start-grid', 'old/model', '7 x 9 cells', '6 x 9'));
    expect(check({ r: dataset.r.map((value) => 1000 * value) })).toThrow(refusal('warm-start-grid', 'r\\[0\\] = '));
    expect(check({ geometry: 'spherical-annulus' })).toThrow(
      refusal('warm-start-grid', 'trained on a cylinder, the archive is of a spherical-annulus'),
    );
    const phi = dataset.phi.map((value, index) => (index === 4 ? value * 1.0001 : value));
    expect(check({ phi })).toThrow(refusal('warm-start-grid', 'phi\\[4\\] = .* rad'));
  });

  it('is refused with other parameters, or other units of the same', () => {
    const parameterNames = ['referenceViscosity', 'initialTemperature'];
    expect(check({ parameterNames })).toThrow(refusal('warm-start-parameters', 'enrichment', 'initialTemperature'));
    const parameterUnits = { ...dataset.parameterUnits, referenceViscosity: 'P' };
    expect(check({ parameterUnits })).toThrow(refusal('warm-start-units', "referenceViscosity in 'Pa s'", "'P'"));
  });

  it('is refused with simulations of other physics, unless they are allowed', () => {
    const made = (settings: EvolutionSettings) => JSON.stringify(resolveEvolution(settings));
    const evolution = resolveEvolution({ crustConductivity: 3 });
    const known = { ...model, description: { ...model.description, evolution: { ...evolution } } };
    const of = (settings: EvolutionSettings) => ({
      ...dataset,
      simulations: dataset.simulations.map((simulation) => ({
        ...simulation,
        solver: { configuration: made(settings) },
      })),
    });
    expect(() => checkWarmStart(known, of({ perturbation: { seed: 2 } }), 'old/model')).not.toThrow();
    const other = of({ crustConductivity: 2.5 });
    expect(() => checkWarmStart(known, other, 'old/model')).toThrow(
      refusal('warm-start-physics', 'old/model', ': crustConductivity 3 \\| 2.5$'),
    );
    expect(() => checkWarmStart(known, other, 'old/model', {}, true)).not.toThrow();
    expect(() => checkWarmStart(known, dataset, 'old/model')).toThrow(
      refusal('warm-start-physics', 'physics stated \\| not stated'),
    );
  });

  it('is refused where a parameter has no logarithm', () => {
    const simulations = dataset.simulations.map((simulation, index) =>
      index === 2 ? { ...simulation, parameters: { ...simulation.parameters, referenceViscosity: 0 } } : simulation,
    );
    expect(check({ simulations })).toThrow(refusal('parameter-not-positive', 'simulation-2', 'referenceViscosity = 0'));
  });

  it.each([
    [
      'autoencoder',
      { ...training, autoencoder: { ...tinyAutoencoder, channels: [4, 6] } },
      'channels \\[4,8\\] instead of \\[4,6\\]',
    ],
    ['autoencoder', { ...training, autoencoder: { ...tinyAutoencoder, compression: 10 } }, 'dense 3 instead of 6'],
    ['fnn', { ...training, fnn: { ...tinyFnn, members: 3 } }, 'members 2 instead of 3'],
    ['lstm', { ...training, lstm: { ...tinyLstm, residual: true } }, 'residual false instead of true'],
  ] as const)('is refused when the configuration means another %s (case %#)', (name, networks, difference) => {
    expect(check({}, networks as typeof training)).toThrow(
      refusal('warm-start-architecture', `the ${name} of old/model`, difference),
    );
  });

  it('is refused when a simulation that was trained on is held out for scoring', () => {
    const simulations = dataset.simulations.map((simulation, index) => ({ ...simulation, sha256: `sum ${index}` }));
    const sets = { training: ['sum 0', 'sum 1', 'sum 2'], validation: ['sum 3'], test: ['sum 4'] };
    const { description } = model;
    const recorded = { ...model, description: { ...description, dataset: { ...description.dataset, sets } } };
    expect(check({ simulations }, training, recorded)).not.toThrow();
    const split = { training: [0, 3, 4], validation: [2], test: [1] };
    expect(check({ simulations, split }, training, recorded)).toThrow(
      refusal('warm-start-leak', 'simulation-2 is in the validation set'),
    );
    expect(check({ simulations, split: { ...split, validation: [3] } }, training, recorded)).toThrow(
      refusal('warm-start-leak', 'simulation-1 is in the test set', 'old/model'),
    );
  });

  it('that lowers no loss keeps its initial weights', async () => {
    const context = { engine, folder: join(root, 'worse'), seed: 3 };
    const bad = { epochs: 2, learningRate: 100 };
    const autoencoder = await compressors.autoencoder.train(
      dataset,
      { ...tinyAutoencoder, ...bad },
      context,
      model.compressor.trained,
    );
    const latents = await encodeDataset(dataset, model.compressor, engine);
    const fnn = await predictors.fnn.train(latents, { ...tinyFnn, ...bad }, context, model.predictors.fnn);
    const lstm = await predictors.lstm.train(latents, { ...tinyLstm, ...bad }, context, model.predictors.lstm);
    for (const [name, trained] of Object.entries({ autoencoder, fnn, lstm })) {
      expect(trained.bestEpoch, name).toBe(-1);
      expect(trained.parameters, name).toEqual(new Map(partsOf(model)).get(name)!.parameters);
      expect(trained.history, name).toHaveLength(2);
    }
  });
});
