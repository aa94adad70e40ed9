// How fast a trained surrogate answers.
import { readResult, table } from './page.js';
import { barPlot } from './plots.js';

const path = 'bench/results/queries.json';
const { results, trainingStep } = readResult(path);
const [one, many] = results;
const threads = (milliseconds) => ({
  '1 thread': milliseconds[1],
  ...(milliseconds[2] && { '2 threads': milliseconds[2] }),
});

export const howFastIsAQuery = {
  path: 'bench/how-fast-is-a-query.md',
  question: 'How fast is a query?',
  answer:
    `One evolution of 101 frames takes ${one.milliseconds[1]} ms on one thread, and 32 evolutions at once ${many.milliseconds[1]} ms. ` +
    'The graphs are too small for threads to help, so queries run on one thread. Two thirds of a query are the three transposed convolutions of the decoder.',
  plot: {
    alt: 'Milliseconds of a query by predictor and number of threads',
    panel: barPlot(
      results.map(({ what, milliseconds }) => ({ name: what, values: threads(milliseconds) })),
      { x: { domain: [1, 300], scale: 'log', label: 'ms' } },
    ),
  },
  sections: [
    {
      heading: 'Queries',
      text: 'The surrogate of `mars-quick`: 40 × 52 cells, 14 latents, 101 frames an evolution; milliseconds.',
      table: table(
        ['query', '1 thread', '2 threads'],
        results.map(({ what, milliseconds }) => [what, milliseconds[1], milliseconds[2]]),
      ),
    },
    {
      heading: 'A training step of its autoencoder',
      text: 'Batch 64; milliseconds.',
      table: table(
        ['engine', '1 thread', '2 threads'],
        trainingStep.map(({ engine, milliseconds }) => [`\`${engine}\``, milliseconds[1], milliseconds[2]]),
      ),
    },
  ],
  commands: ['npm run mars', 'node bench/query.js --json', 'node bench/training-step.js'],
  results: [path],
};
