// What a command of `tharsis` is: a name, its words and options, and the work. main.ts adds what all commands share.
import type { Command } from 'commander';
import type { Reporter } from '../../foundation/reporter.js';
import type { CommonOptions, Outcome } from '../command-frame.js';

/** What a command works with, besides its words and options. */
export interface CommandContext {
  /** Raised by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly reporter: Reporter;
  /** Whether the user gave this option (by its name in code); otherwise its value is the default. */
  given(option: string): boolean;
}

/** One command. Its `run` may declare its own options and words: those that its `register` adds. */
export interface TharsisCommand {
  readonly name: string;
  /** One line for --help. */
  readonly description: string;
  /** What --out is for this command. */
  readonly out: string;
  /** What the same command does after Ctrl-C. */
  readonly again: 'resumes where it stopped' | 'starts over';
  /** Adds arguments and options of its own. */
  register(command: Command): void;
  /** Does the work; heavy modules are imported here, so that --help and mistakes answer at once. */
  run(context: CommandContext, options: CommonOptions, ...words: (string | string[])[]): Promise<Outcome>;
}
