// Words of a command that are empty, as an unset variable of a shell script gives them ("--out $FOLDER"): taken as a
// path, they would mean the working folder.
import type { Command } from 'commander';
import { TharsisError } from '../foundation/errors.js';

/**
 * Refuses empty arguments and empty values of options.
 *
 * @throws TharsisError `word-empty`
 */
export function refuseEmptyWords(command: Command, words: readonly string[]): void {
  if (words.includes('')) {
    throw new TharsisError(
      'word-empty',
      `an argument of tharsis ${command.name()} is empty`,
      'give it, or leave it out',
    );
  }
  const empty = command.options.find((option) => [command.getOptionValue(option.attributeName())].flat().includes(''));
  if (empty === undefined) return;
  throw new TharsisError('word-empty', `${empty.long} is empty`, 'give it a value, or leave it out');
}
