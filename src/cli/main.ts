// The `tharsis` command line: joins the commands, and turns what goes wrong into one line and an exit code.
import { Command, CommanderError } from 'commander';
import { packageVersions } from '../runs/environment.js';
import { benchCommand } from './commands/bench.js';
import { enginesCommand } from './commands/engines.js';
import { evaluateCommand } from './commands/evaluate.js';
import { ingestCommand } from './commands/ingest.js';
import { pictureCommand } from './commands/picture.js';
import { predictCommand } from './commands/predict.js';
import { retrainCommand } from './commands/retrain.js';
import { runCommand } from './commands/run.js';
import { simulateCommand } from './commands/simulate.js';
import { trainCommand } from './commands/train.js';
import { verifyCommand } from './commands/verify.js';
import { reportError, reportUsage } from './report-error.js';

/** The whole command, ready to parse. */
export function tharsisCommand(): Command {
  const program = new Command('tharsis')
    .description('Surrogates of planetary mantle convection: simulate, ingest, train, evaluate, query.')
    .version(packageVersions().tharsis ?? '', '-V, --version', 'print the version')
    .showHelpAfterError('(tharsis --help, or tharsis COMMAND --help, lists the options)')
    .exitOverride();
  const commands = [
    runCommand(),
    simulateCommand(),
    ingestCommand(),
    trainCommand(),
    evaluateCommand(),
    predictCommand(),
    pictureCommand(),
    retrainCommand(),
    benchCommand(),
    verifyCommand(),
    enginesCommand(),
  ];
  for (const command of commands) program.addCommand(command.exitOverride());
  return program;
}

/** Parses and runs. Exit code: 0 done, 1 failed, 2 bad input or usage, 130 interrupted. */
export async function main(words: readonly string[]): Promise<void> {
  try {
    await tharsisCommand().parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its own line; help and version are no errors.
      process.exitCode = error.exitCode === 0 ? 0 : reportUsage(error.message, words.includes('--json'));
      return;
    }
    process.exitCode = reportError(error, words.includes('--json'));
  }
}
