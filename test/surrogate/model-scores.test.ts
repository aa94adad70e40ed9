// A predictor that did no better than a baseline says so, wherever its model is used.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import {
  loadScores,
  type ModelScores,
  saveScores,
  scoreWarnings,
  scoreWarningText,
} from '../../src/surrogate/model-scores.js';

const folder = mkdtempSync(join(tmpdir(), 'tharsis-scores-'));
afterAll(() => rmSync(folder, { recursive: true }));

const scores: ModelScores = {
  predictors: { fnn: 97.5, lstm: 98.25, 'gaussian-process': 99 },
  baselines: [
    { label: 'training mean', accuracy: 97.5 },
    { label: 'nearest neighbor', accuracy: 98.5 },
  ],
};

it('warns of each predictor by itself, and of a draw too', () => {
  expect(scoreWarnings(scores, 'fnn')).toEqual([{ predictor: 'fnn', accuracy: 97.5, baselines: scores.baselines }]);
  expect(scoreWarnings(scores, 'lstm')).toEqual([
    { predictor: 'lstm', accuracy: 98.25, baselines: [scores.baselines[1]] },
  ]);
  expect(scoreWarnings(scores, 'gaussian-process')).toEqual([]);
  expect(scoreWarnings(undefined, 'fnn')).toEqual([]);
});

it('says so in one sentence', () => {
  const [fnn, lstm] = ['fnn', 'lstm'].map((name) => scoreWarningText(scoreWarnings(scores, name)[0]!));
  expect(fnn).toBe(
    'the FNN does no better on held-out simulations than the training mean and the nearest neighbor: accuracy 97.50 %, against 97.50 % and 98.50 %',
  );
  expect(lstm).toBe(
    'the LSTM does no better on held-out simulations than the nearest neighbor: accuracy 98.25 %, against 98.50 %',
  );
});

it('keeps scores beside the model they belong to, and for no other', () => {
  const model = join(folder, 'model.json');
  writeFileSync(model, '{"name":"first"}');
  expect(loadScores(folder)).toBeUndefined();
  const path = saveScores(folder, scores);
  expect(loadScores(folder)).toEqual(scores);
  writeFileSync(model, '{"name":"trained again"}');
  expect(loadScores(folder)).toBeUndefined();
  writeFileSync(path, readFileSync(path, 'utf8').replace('97.5', '"97.5"'));
  expect(() => loadScores(folder)).toThrow(expect.objectContaining({ code: 'model-malformed', exitCode: 2 }));
});

it('refuses scores of which a digit changed, or that are cut, in one line', () => {
  const model = join(folder, 'model.json');
  writeFileSync(model, '{"name":"sealed"}');
  const path = saveScores(folder, scores);
  const text = readFileSync(path, 'utf8');
  const messageOf = (content: string): string => {
    writeFileSync(path, content);
    try {
      loadScores(folder);
    } catch (error) {
      expect(error).toMatchObject({ code: 'model-malformed', exitCode: 2 });
      return (error as Error).message;
    }
    return 'no error';
  };
  expect(messageOf(text.replace('97.5', '99.5'))).toBe(
    `${path} cannot be used: its content no longer has the SHA-256 of its seal`,
  );
  expect(messageOf(text.replace('sha256:', 'sha257:'))).toContain('no longer has the SHA-256');
  expect(messageOf(text.slice(0, 90))).not.toContain('\n');
  const { 'tharsis:seal': _, ...earlier } = JSON.parse(text);
  expect(messageOf(JSON.stringify(earlier))).toBe('no error');
  expect(loadScores(folder)).toEqual(scores);
});
