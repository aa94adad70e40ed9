// Training steps beside PyTorch, JAX and TensorFlow.js; where their time goes.
import { grouped } from './numbers.js';
import { readResult, table } from './page.js';
import { barPlot } from './plots.js';

const result = (name) => `bench/results/${name}.json`;
const main = readResult(result('training'));
const { results: pairs } = readResult(result('training-beside-pytorch'));
const { results: starts } = readResult(result('training-start'));
const { results: profiles } = readResult(result('training-profile'));
const { results: memory } = readResult(result('training-memory'));
const ratios = pairs.map(({ name, tharsis, pytorch }) => ({
  name,
  ratio: tharsis.map((value, index) => value / pytorch[index]),
}));
const allRatios = ratios.flatMap(({ ratio }) => ratio);
const saved = starts.map(
  ({ recording, session, sessionFromCache }) => (session - sessionFromCache) / (recording + session),
);

export const howFastDoesItTrain = {
  path: 'bench/how-fast-does-it-train.md',
  question: 'How fast does it train?',
  answer:
    `Between ${Math.min(...allRatios).toFixed(1)} and ${Math.max(...allRatios).toFixed(1)} times as fast as PyTorch on the same two cores, by the latest measurement side by side. ` +
    'It is fastest where a network has few channels and large images, as the autoencoder of Agarwal et al. (2021) has. ' +
    'Eager TensorFlow.js in WebAssembly is at least 60 times slower, and cannot train convolutions.',
  plot: {
    alt: 'Samples per second of Tharsis, PyTorch, JAX and TensorFlow.js by case',
    panel: barPlot(
      main.results.map(({ name, samplesPerSecond, pytorch, jax, tfjsWasm }) => ({
        name,
        values: {
          Tharsis: samplesPerSecond,
          PyTorch: pytorch,
          JAX: jax,
          ...(typeof tfjsWasm === 'number' && { 'TensorFlow.js, wasm': tfjsWasm }),
        },
      })),
      { x: { domain: [5, 40000], scale: 'log', label: 'samples per second' } },
    ),
  },
  sections: [
    {
      heading: 'Training steps',
      text: `Loss, gradients and Adam in float32; samples per second. PyTorch ${main.peers.pytorch} and JAX ${main.peers.jax} from PyPI, TensorFlow.js ${main.peers.tfjsWasm} on its WebAssembly backend, which has no gradient of a convolution's filter.`,
      table: table(
        ['case', 'network', 'Tharsis', 'GFLOP/s', 'PyTorch', 'JAX', 'tfjs wasm'],
        main.results.map((row) => [
          `\`${row.name}\``,
          row.size,
          grouped(row.samplesPerSecond),
          row.gflops,
          grouped(row.pytorch),
          grouped(row.jax),
          row.tfjsWasm ?? 'cannot',
        ]),
      ),
    },
    {
      heading: 'Beside PyTorch',
      text: 'Tharsis and PyTorch in turns, minutes apart; only the ratios are comparable with other tables.',
      table: table(
        ['case', 'Tharsis / PyTorch, samples per second', 'ratio'],
        pairs.map(({ name, tharsis, pytorch }, index) => [
          `\`${name}\``,
          tharsis.map((value, turn) => `${grouped(value)} / ${grouped(pytorch[turn])}`).join(', '),
          ratios[index].ratio.map((ratio) => ratio.toFixed(2)).join(', '),
        ]),
      ),
    },
    {
      heading: 'Before the first step',
      text: `Milliseconds. ONNX Runtime's optimized graph is kept on disk (\`session-cache.ts\`), gives the same bits, and saves ${Math.round(100 * Math.min(...saved))} to ${Math.round(100 * Math.max(...saved))} % of the time before the first step.`,
      table: table(
        ['case', 'recording', 'session, optimized anew', 'session, from the cache', 'saved'],
        starts.map(({ name, recording, session, sessionFromCache }, index) => [
          `\`${name}\``,
          recording,
          grouped(session),
          sessionFromCache,
          `${Math.round(100 * saved[index])} %`,
        ]),
      ),
    },
    {
      heading: 'What limits a step',
      text: 'Shares of a step by ONNX Runtime’s profile, percent.',
      table: table(
        ['case', 'largest shares', 'moving numbers', 'between operations', 'between runs'],
        profiles.map(({ name, operations, movingNumbers, betweenOperations, betweenRuns }) => [
          `\`${name}\``,
          Object.entries(operations)
            .map(([operation, share]) => `${operation} ${share}`)
            .join(', '),
          movingNumbers,
          betweenOperations,
          betweenRuns,
        ]),
      ),
    },
    {
      heading: 'Memory over 10,000 steps',
      table: table(
        ['network', 'resident after 3,000 steps (MiB)', 'after 10,000'],
        memory.map(({ network, residentMiB }) => [network, residentMiB[3000], residentMiB[10000]]),
      ),
    },
  ],
  commands: [
    'npx tharsis bench engine --json',
    'npx tharsis bench engine --profile --json',
    'python bench/peers/torch_engine.py',
    'python bench/peers/jax_engine.py',
    'node bench/engine-memory.js',
  ],
  results: ['training', 'training-beside-pytorch', 'training-start', 'training-profile', 'training-memory'].map(result),
};
