// The model card: README.md of a model folder, generated from the model and its evaluation.

import { parameterCount } from '../nets/parameter-count.js';
import { compressionFactor, latentSize } from './compressors/autoencoder.js';
import type { Model } from './model-folder.js';

/** One line of the card's table of scores, in percent. */
export interface CardScore {
  readonly name: string;
  readonly accuracy: number;
}

/** The card as Markdown. */
export function modelCard({ description, autoencoder, fnn, lstm }: Model, scores: readonly CardScore[]): string {
  const { grid, parameters, dataset } = description;
  const names = fnn.inputs.parameterNames;
  const ranges = names.map((name) => {
    const { minimum, maximum, unit } = parameters[name]!;
    return `| ${name} | ${short(minimum)} | ${short(maximum)} | ${unit} |`;
  });
  const networks = [
    ['autoencoder', parameterCount(autoencoder.parameters), autoencoder.bestEpoch],
    ['FNN', parameterCount(fnn.parameters), fnn.bestEpoch],
    ['LSTM', parameterCount(lstm.parameters), lstm.bestEpoch],
  ].map(([name, count, epoch]) => `| ${name} | ${count} | ${epoch === -1 ? 'initial weights' : epoch} |`);
  return `# ${description.name}

${description.description || 'A surrogate of mantle convection.'}

Predicts the temperature field T(r, φ, t) of a convecting mantle from its parameters, on ${grid.r.length} × ${grid.phi.length}
cells: a convolutional autoencoder compresses fields ${compressionFactor(autoencoder.shape).toFixed(1)}-fold, to
${latentSize(autoencoder.shape)} latents, which an FNN and an LSTM predict (after Agarwal et al. 2021, arXiv 2108.10105).

## Use

\`\`\`
npx tharsis predict FOLDER --parameters ${names.map((name) => `${name}=${short(middle(parameters[name]!))}`).join(',')}
\`\`\`

with this folder for FOLDER. Without Tharsis: \`surrogate.onnx\` takes \`time\` (s) and \`parameters\` (SI, in the order of the table below, one row a time)
and gives \`temperature\` (K). Its first dimension is fixed to ${description.times.length}.

## Trained on

${dataset.trainingSimulations} simulations of \`${dataset.name}\` (manifest SHA-256 \`${dataset.digest.slice(0, 16)}…\`), seed
${description.training.seed}. Outside of these ranges it guesses:

| parameter | minimum | maximum | unit |
| --- | --- | --- | --- |
${ranges.join('\n')}

## Scores on held-out simulations

Accuracy = 100 − mean |ΔT|/T, in percent, T in kelvin. The denominator is the absolute temperature, so compare with the
baselines rather than with 100.

| prediction | accuracy (%) |
| --- | --- |
${scores.map(({ name, accuracy }) => `| ${name} | ${accuracy.toFixed(3)} |`).join('\n')}

## Networks

| network | parameters | best epoch |
| --- | --- | --- |
${networks.join('\n')}

## Limits

It knows the physics only through its training simulations: their equations, resolution and initial perturbation are its own.
The place of single plumes is less certain than the mean temperature.
`;
}

function short(value: number): string {
  return value !== 0 && (Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3)
    ? value.toExponential(3)
    : String(Number(value.toPrecision(5)));
}

function middle({ minimum, maximum }: { readonly minimum: number; readonly maximum: number }): number {
  return (minimum + maximum) / 2;
}
