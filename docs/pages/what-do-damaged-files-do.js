// Mutated inputs of every reader: what became of them.
import { grouped } from './numbers.js';
import { readResult, table } from './page.js';

const { faults: faultKinds } = await import('../../validation/fuzz/judge.js');

const path = 'validation/results/fuzz.json';
const { readers, seed } = readResult(path);
/** Trials of each reader, none of which is to be a fault. */
const GOAL = 100_000;
const share = (trials) => `${((100 * Math.min(trials, GOAL)) / GOAL).toFixed(trials < GOAL / 10 ? 1 : 0)} %`;
const least = readers.reduce((a, b) => (b.trials < a.trials ? b : a));
const most = readers.reduce((a, b) => (b.trials > a.trials ? b : a));
const reached = readers.filter((reader) => reader.trials >= GOAL).length;
const faults = readers.reduce((sum, reader) => sum + reader.faults.length, 0);
const count = (verdicts, ...kinds) => grouped(kinds.reduce((sum, kind) => sum + (verdicts[kind] ?? 0), 0));

/** What the mutations of the faults met, found by comparing the inputs with the good files byte by byte. */
const causes = {
  'table-1-22639':
    'zeros over the whole seal, both of its marks and the digits, and another block copied into the numbers',
  'training-checkpoint-1-22153': 'three flipped bits: one in each mark of the seal, one in an array',
};

export const whatDoDamagedFilesDo = {
  path: 'validation/what-do-damaged-files-do.md',
  question: 'What do damaged files do?',
  answer:
    `The goal is ${grouped(GOAL)} trials of each of ${readers.length} readers without a fault; ${reached === 0 ? 'no reader has' : `${reached} readers have`} reached it: ${most.reader} has ${share(most.trials)} of the trials, ${least.reader} ${share(least.trials)}. ` +
    'In each, a good input was mutated once or twice: one to three flipped bits, cut, copied and zeroed blocks, wrong lengths, and in texts other tokens and lines. ' +
    `${faults === 0 ? 'None' : grouped(faults)} of the inputs hung, crashed, printed a stack trace or passed with content that a digest should have refused. ` +
    'The rest were read as before, refused in one line with exit code 2, set aside with a note, or, where no digest stands over an input, read as the other well-formed input that they had become.',
  sections: [
    {
      heading: 'By reader',
      text: `Seed ${seed}. A trial is its reader, its seed and its number; what is sealed has a digest, and no other content passes.`,
      table: table(
        ['reader', 'trials', 'of the goal', 'same content', 'refused', 'set aside', 'other content', 'faults'],
        readers.map(({ reader, trials, verdicts }) => [
          reader,
          grouped(trials),
          share(trials),
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
              ['input', 'file', 'mutations', 'what they changed', 'verdict'],
              readers.flatMap((reader) =>
                reader.faults.map(({ input, file, what, verdict }) => [input, file, what, causes[input], verdict]),
              ),
            ),
          },
        ]),
  ],
  commands: ['npm run fuzz -- --minutes 240 --results validation/results/fuzz.json'],
  results: [path],
};
