// All commands, in the order of --help. To add one, write its file and name it here.
import { bench } from './bench.js';
import type { TharsisCommand } from './command.js';
import { engines } from './engines.js';
import { evaluate } from './evaluate.js';
import { ingest } from './ingest.js';
import { picture } from './picture.js';
import { predict } from './predict.js';
import { retrain } from './retrain.js';
import { run } from './run.js';
import { simulate } from './simulate.js';
import { train } from './train.js';
import { verify } from './verify.js';

export const commands: readonly TharsisCommand[] = [
  run,
  simulate,
  ingest,
  train,
  evaluate,
  predict,
  picture,
  retrain,
  bench,
  verify,
  engines,
];
