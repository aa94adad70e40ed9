// What all commands share: the common options, Ctrl-C, and printing the outcome as lines or as one JSON document.
import { type Command, InvalidArgumentError, Option } from 'commander';
import { InterruptedError } from '../foundation/errors.js';
import { isName, nameFrom, wantedName } from '../foundation/names.js';
import { plainDecimal } from '../foundation/plain-number.js';
import type { Reporter } from '../foundation/reporter.js';
import { threadProblem } from '../foundation/thread-count.js';
import { listenForInterruption } from './interruption-signal.js';
import { writeDocument, writeResult } from './streams.js';
import { terminalReporter } from './terminal-reporter.js';

/** The options that every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly out?: string;
  readonly seed?: number;
  readonly threads?: number;
  readonly engine?: string;
}

/** What a command prints at its end: a document for scripts, lines for people. */
export interface Outcome {
  readonly document: unknown;
  readonly lines: readonly string[];
}

/** Adds the common options; `outMeaning` says what --out is for this command. */
export function addCommonOptions(command: Command, outMeaning: string): Command {
  return command
    .option('--out <path>', outMeaning)
    .option('--seed <integer>', 'seed of all randomness', wholeNumber(0))
    .option('--threads <count>', 'processor threads (default: all cores; one to predict)', threadCount)
    .addOption(
      new Option('--engine <name>', 'training engine: onnx, onnx:webgpu, onnx:cuda, cpu, wasm, tensorflow').default(
        'onnx',
      ),
    )
    .option('--json', 'print one JSON document on stdout and nothing else there');
}

/**
 * Runs a command's work with an interruption signal and a reporter, and prints its outcome. `again`: what the command does after
 * Ctrl-C.
 */
export async function perform(
  options: CommonOptions,
  work: (signal: AbortSignal, reporter: Reporter) => Promise<Outcome>,
  again: 'resumes where it stopped' | 'starts over' = 'resumes where it stopped',
): Promise<void> {
  const { signal, stopListening } = listenForInterruption();
  try {
    const { document, lines } = await work(signal, terminalReporter);
    if (options.json) writeDocument(document);
    else for (const line of lines) writeResult(line);
  } catch (error) {
    throw error instanceof InterruptedError ? new InterruptedError(`interrupted; the same command ${again}`) : error;
  } finally {
    stopListening();
  }
}

/** An option parser for whole numbers from `minimum` on, or to `maximum`; `why`: of the maximum, for the value given. */
export function wholeNumber(
  minimum: number,
  maximum = Number.MAX_SAFE_INTEGER,
  why: (value: number) => string = () => '',
): (text: string) => number {
  return (text) => {
    const value = plainDecimal(text);
    if (Number.isSafeInteger(value) && value >= minimum && value <= maximum) return value;
    const range = maximum === Number.MAX_SAFE_INTEGER ? `from ${minimum} on` : `from ${minimum} to ${maximum}`;
    const reason = value > maximum ? why(value) : '';
    throw new InvalidArgumentError(`expected a whole number ${range}${reason && `: ${reason}`}.`);
  };
}

function threadCount(text: string): number {
  const value = plainDecimal(text);
  const wanted = threadProblem(value);
  if (wanted !== undefined) throw new InvalidArgumentError(`expected ${wanted}.`);
  return value;
}

/** An option parser for names of runs and datasets. */
export function plainName(text: string): string {
  if (!isName(text)) throw new InvalidArgumentError(`expected ${wantedName}, like ${nameFrom(text)}.`);
  return text;
}

/** An option parser for finite numbers. */
export function finiteNumber(text: string): number {
  const value = plainDecimal(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError('expected a number, like 1e21.');
  return value;
}

/** An option parser for a share of a whole. */
export function share(text: string): number {
  const value = finiteNumber(text);
  if (value < 0 || value > 1) throw new InvalidArgumentError('expected a number from 0 to 1, like 0.05.');
  return value;
}
