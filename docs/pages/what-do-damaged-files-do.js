// Mutated inputs of every reader: what became of them.
import { grouped } from './numbers.js';
import { readResult, table } from './page.js';

const { faults: faultKinds } = await import('../../validation/fuzz/judge.js');

const path = 'validation/results/fuzz.json';
const { readers, seed } = readResult(path);
const trials = readers.reduce((sum, reader) => sum + reader.trials, 0);
const faults = readers.reduce((sum, reader) => sum + reader.faults.length, 0);
const count = (verdicts, ...kinds) => grouped(kinds.reduce((sum, kind) => sum + (verdicts[kind] ?? 0), 0));

export const whatDoDamagedFilesDo = {
  path: 'validation/what-do-damaged-files-do.md',
  question: 'What do damaged files do?',
  answer:
    `${grouped(trials)} good inputs of ${readers.length} readers were given one or two faults each: flipped bits, cut, copied and zeroed blocks, wrong lengths, and in texts other tokens and lines. ` +
    `${faults === 0 ? 'None' : grouped(faults)} of them hung, crashed, printed a stack trace or passed with content that a digest should have refused. ` +
    'The rest were read as before, refused in one line with exit code 2, set aside with a note, or, where no digest stands over an input, read as the other well-formed input that they had become.',
  sections: [
    {
      heading: 'By reader',
      text: `Seed ${seed}. A trial is its reader, its seed and its number; what is sealed has a digest, and no other content passes.`,
      table: table(
        ['reader', 'trials', 'same content', 'refused', 'set aside', 'other content', 'faults'],
        readers.map(({ reader, trials, verdicts }) => [
          reader,
          grouped(trials),
          count(verdicts, 'same'),
          count(verdicts, 'refused'),
          count(verdicts, 'set aside'),
          count(verdicts, 'other content'),
          count(verdicts, ...faultKinds),
        ]),
      ),
    },
    ...(faults === 0
      ? []
      : [
          {
            heading: 'Faults that remain',
            text: 'Silent damage is that of inputs whose seal further faults have erased, or changed in both of its marks: they count as those of another program, or of a version without seals.',
            table: table(
              ['input', 'file', 'what was done', 'verdict'],
              readers.flatMap((reader) =>
                reader.faults.map(({ input, file, what, verdict }) => [input, file, what, verdict]),
              ),
            ),
          },
        ]),
  ],
  commands: ['npm run fuzz -- --minutes 240 --results validation/results/fuzz.json'],
  results: [path],
};
