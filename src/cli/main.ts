// The `tharsis` command line: joins the commands, and turns what goes wrong into one line and an exit code.
import { Command, CommanderError } from 'commander';
import { packageVersions } from '../runs/environment.js';
import { addCommonOptions, type CommonOptions, perform } from './command-frame.js';
import type { TharsisCommand } from './commands/command.js';
import { commands } from './commands/registry.js';
import { refuseEmptyWords } from './empty-words.js';
import { reportError, reportUsage } from './report-error.js';
import { printedUsage } from './streams.js';

/** The whole command, ready to parse `words`. */
export function tharsisCommand(words: readonly string[] = []): Command {
  const program = new Command('tharsis')
    .description('Surrogates of planetary mantle convection: simulate, ingest, train, evaluate, query.')
    .version(packageVersions().tharsis ?? '', '-V, --version', 'print the version')
    .showHelpAfterError('(tharsis --help, or tharsis COMMAND --help, lists the options)')
    .exitOverride();
  const output = printedUsage(words);
  program.configureOutput(output);
  for (const command of commands) program.addCommand(commandOf(command).configureOutput(output).exitOverride());
  return program;
}

/** A command of the registry as Commander takes it, with what all commands share. */
function commandOf({ name, description, out, again, register, run }: TharsisCommand): Command {
  const command = new Command(name).description(description);
  register(command);
  addCommonOptions(command, out);
  const given = (option: string): boolean => command.getOptionValueSource(option) === 'cli';
  return command.action((...words: (string | string[])[]) => {
    // Commander passes the words of the arguments, then the options, then the command itself.
    const own = words.slice(0, -2);
    const options: CommonOptions = command.opts();
    refuseEmptyWords(command, own.flat());
    return perform(options, (signal, reporter) => run({ signal, reporter, given }, options, ...own), again);
  });
}

/** Parses and runs. Exit code: 0 done, 1 failed, 2 bad input or usage, 130 interrupted. */
export async function main(words: readonly string[]): Promise<void> {
  try {
    await tharsisCommand(words).parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its own line; help and version are no errors.
      process.exitCode = error.exitCode === 0 ? 0 : reportUsage(error.message, words.includes('--json'));
      return;
    }
    process.exitCode = reportError(error, words.includes('--json'));
  }
}
