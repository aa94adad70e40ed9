// How the predictors of a model scored on held-out simulations, beside the baselines: `scores.json` of a model folder,
// which an evaluation writes. It holds the SHA-256 of model.json, so that the scores of an earlier training do not count.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { brokenSeal } from '../foundation/byte-seal.js';
import { sha256File } from '../foundation/digest.js';
import { TharsisError } from '../foundation/errors.js';
import { problemOf } from '../foundation/schema-issue.js';
import { type SealedContent, sealedContent, sealedJson } from '../foundation/sealed-json.js';
import { predictorNamed } from './predictors/registry.js';
import { readModelFile } from './trained-file.js';

const scoreSchema = z.object({ label: z.string(), accuracy: z.number() });

const scoresSchema = z.object({
  /** SHA-256 of the model.json that was evaluated. */
  model: z.string(),
  /** Accuracy of each predictor by its name, %. */
  predictors: z.record(z.string(), z.number()),
  /** Predictions without a network, for a surrogate to beat. */
  baselines: z.array(scoreSchema),
});

/** Accuracies on held-out simulations, %. */
export type ModelScores = Readonly<Omit<z.output<typeof scoresSchema>, 'model'>>;

/** A predictor that is no better than predictions without a network. */
export interface ScoreWarning {
  readonly predictor: string;
  /** %, on held-out simulations. */
  readonly accuracy: number;
  /** The baselines that do as well or better. */
  readonly baselines: readonly { readonly label: string; readonly accuracy: number }[];
}

/** Writes the scores of the model in a folder; gives the path. */
export function saveScores(folder: string, scores: ModelScores): string {
  const path = scoresFile(folder);
  writeFileAtomic(path, sealedJson({ model: sha256File(join(folder, 'model.json')), ...scores }, 2));
  return path;
}

/**
 * The scores of the model in a folder; undefined where it was not evaluated since it was trained.
 *
 * @throws TharsisError `model-malformed`, `model-unreadable`
 */
export function loadScores(folder: string): ModelScores | undefined {
  const path = scoresFile(folder);
  if (!existsSync(path)) return undefined;
  const { content, state } = sealedScores(path);
  const parsed = scoresSchema.safeParse(content, { reportInput: true });
  if (!parsed.success) throw malformed(path, problemOf(parsed.error.issues[0]!));
  if (state === 'damaged') throw malformed(path, brokenSeal);
  const { model, ...scores } = parsed.data;
  return model === sha256File(join(folder, 'model.json')) ? scores : undefined;
}

/** Whether a predictor did no better than baselines: a warning, or none; none where nothing is known. */
export function scoreWarnings(scores: ModelScores | undefined, predictor: string): ScoreWarning[] {
  const accuracy = scores?.predictors[predictor];
  if (scores === undefined || accuracy === undefined) return [];
  const baselines = scores.baselines.filter((baseline) => !(accuracy > baseline.accuracy));
  return baselines.length === 0 ? [] : [{ predictor, accuracy, baselines }];
}

/** 'the FNN does no better on held-out simulations than the training mean: accuracy 97.10 %, against 98.20 %'. */
export function scoreWarningText({ predictor, accuracy, baselines }: ScoreWarning): string {
  const names = baselines.map(({ label }) => `the ${label}`).join(' and ');
  const rivals = baselines.map((baseline) => percent(baseline.accuracy)).join(' and ');
  const { label } = predictorNamed(predictor);
  return `the ${label} does no better on held-out simulations than ${names}: accuracy ${percent(accuracy)}, against ${rivals}`;
}

function percent(accuracy: number): string {
  return `${accuracy.toFixed(2)} %`;
}

function scoresFile(folder: string): string {
  return join(folder, 'scores.json');
}

function sealedScores(path: string): SealedContent {
  const text = readModelFile(path).toString();
  try {
    return sealedContent(text);
  } catch (error) {
    throw malformed(path, (error as Error).message);
  }
}

function malformed(path: string, what: string): TharsisError {
  return new TharsisError(
    'model-malformed',
    `${path} cannot be used: ${what}`,
    'remove it, and evaluate the run again',
  );
}
