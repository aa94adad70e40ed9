// Exported ONNX graphs in other runtimes.
import { scientific } from './numbers.js';
import { readResult, table } from './page.js';

const path = 'validation/results/interoperability.json';
const { runtimes, graphs } = readResult(path);
const largest = Math.max(...runtimes.map(({ largestDifference }) => largestDifference));
const exact = runtimes.filter(({ largestDifference }) => largestDifference === 0).map(({ runtime }) => runtime);

export const doExportsAgreeElsewhere = {
  path: 'validation/do-exports-agree-elsewhere.md',
  question: 'Do exports agree elsewhere?',
  answer:
    `Yes: ${graphs} exported graphs give the same bits in ${exact.join(' and ')}, and numbers within ${scientific(largest)} in every runtime tried. ` +
    'The graphs are networks of every kind, their training steps with Adam, derivatives of second order, and a whole surrogate. ' +
    'The largest difference is that of a first step of Adam, which divides gradients near zero by their own size.',
  sections: [
    {
      heading: 'Largest difference',
      text: 'Of any output from what Tharsis computes (onnxruntime-node 1.30, one thread), relative to the largest number of the output.',
      table: table(
        ['runtime', 'command', 'largest difference', 'without the graph of the largest'],
        runtimes.map(({ runtime, command, largestDifference, largestIn, largestDifferenceOfOtherGraphs }) => [
          runtime,
          `\`${command}\``,
          `${scientific(largestDifference)}${largestIn === undefined ? '' : ` (\`${largestIn}\`)`}`,
          largestDifferenceOfOtherGraphs === undefined ? '' : scientific(largestDifferenceOfOtherGraphs),
        ]),
      ),
    },
  ],
  commands: [
    'node validation/interoperability/export.js FOLDER',
    'python validation/interoperability/run.py FOLDER',
    'node validation/interoperability/web.js PACKAGE',
  ],
  results: [path],
};
