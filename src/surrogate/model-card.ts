// The model card: README.md of a model folder, generated from the model and its evaluation.

import { markdownText } from '../foundation/markdown.js';
import { printable } from '../foundation/printable.js';
import { shellWord } from '../foundation/shell-word.js';
import { parameterCount } from '../nets/parameter-count.js';
import { compressionFactor, latentSizeOf } from './codec.js';
import { compressorNamed } from './compressors/registry.js';
import { type Model, parameterNamesOf, partsOf } from './model-folder.js';
import { scoreWarnings, scoreWarningText } from './model-scores.js';
import { wholePredictor } from './onnx-export.js';
import { predictorNamed } from './predictors/registry.js';

/** One line of the card's table of scores, in percent. */
export interface CardScore {
  readonly name: string;
  readonly accuracy: number;
}

/** The card as Markdown. */
export function modelCard(model: Model, scores: readonly CardScore[]): string {
  const { description, compressor, predictors } = model;
  const { grid, parameters, dataset } = description;
  const names = parameterNamesOf(model);
  const ranges = names.map((name) => {
    const { minimum, maximum, unit } = parameters[name]!;
    return `| ${markdownText(name)} | ${short(minimum)} | ${short(maximum)} | ${markdownText(unit)} |`;
  });
  const warnings = Object.keys(predictors)
    .flatMap((name) => scoreWarnings(model.scores, name))
    .map((warning) => `\n> **Warning:** ${scoreWarningText(warning)}.\n`);
  const { label, noun } = compressorNamed(compressor.name);
  const members = Object.keys(predictors).map(predictorNamed);
  const labels = [label, ...members.map((member) => member.label)];
  const parts = partsOf(model).map(([, { parameters: arrays, bestEpoch, history }], index) => {
    const epoch = history.length === 0 ? '–' : bestEpoch === -1 ? 'initial weights' : bestEpoch;
    return `| ${labels[index]} | ${parameterCount(arrays)} | ${epoch} |`;
  });
  return `# ${markdownText(description.name)}

${markdownText(description.description) || 'A surrogate of mantle convection.'}

Predicts the temperature field T(r, φ, t) of a convecting mantle from its parameters, on ${grid.r.length} × ${grid.phi.length}
cells: ${noun} compresses fields ${compressionFactor(compressor).toFixed(1)}-fold, to
${latentSizeOf(compressor)} latents, which ${listed(members.map((member) => member.noun))} predict${members.length === 1 ? 's' : ''} (after Agarwal et al. 2021, arXiv 2108.10105).
${warnings.join('')}
## Use

\`\`\`
npx tharsis predict FOLDER --parameters ${shellWord(printable(names.map((name) => `${name}=${short(middle(parameters[name]!))}`).join(',')))}
\`\`\`

with this folder for FOLDER.${withoutTharsis(model)}

## Trained on

${dataset.trainingSimulations} simulations of ${markdownText(dataset.name)} (manifest SHA-256 \`${dataset.digest.slice(0, 16)}…\`), seed
${description.training.seed}. ${mixture(dataset.mixedPhysics)}Outside of these ranges it guesses:

| parameter | minimum | maximum | unit |
| --- | --- | --- | --- |
${ranges.join('\n')}

## Scores on held-out simulations

Accuracy = 100 − mean |ΔT|/T, in percent, T in kelvin. The denominator is the absolute temperature, so compare with the
baselines rather than with 100.

| prediction | accuracy (%) |
| --- | --- |
${scores.map(({ name, accuracy }) => `| ${markdownText(name)} | ${accuracy.toFixed(3)} |`).join('\n')}

## Parts

| part | parameters | best epoch |
| --- | --- | --- |
${parts.join('\n')}

## Limits

It knows the physics only through its training simulations: their equations, resolution and initial perturbation are its own.
The place of single plumes is less certain than the mean temperature.
`;
}

function mixture(keys: readonly string[] | undefined): string {
  return keys === undefined
    ? ''
    : `**They differ in their physics**, which the model does not know: ${markdownText(keys.join(', '))}. `;
}

function short(value: number): string {
  return value !== 0 && (Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3)
    ? value.toExponential(3)
    : String(Number(value.toPrecision(5)));
}

function middle({ minimum, maximum }: { readonly minimum: number; readonly maximum: number }): number {
  return (minimum + maximum) / 2;
}

/** 'a', 'a and b', 'a, b and c'. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function withoutTharsis(model: Model): string {
  if (wholePredictor(model) === undefined) return '';
  return ` Without Tharsis: \`surrogate.onnx\` takes \`time\` (s) and \`parameters\` (SI, in the order of the table below, one row a time)
and gives \`temperature\` (K). Its first dimension is fixed to ${model.description.times.length}.`;
}
