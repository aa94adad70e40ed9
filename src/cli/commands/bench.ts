// tharsis bench SUITE: how fast this machine trains and simulates. A network is trained in a process of its own, whose
// peak memory is then its own; an evolution is simulated in a worker thread.
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { Argument, Option } from 'commander';
import type { TimedPhysics } from '../../benchmark/convection-suite.js';
import type { TrainingMeasurement } from '../../benchmark/measure-training.js';
import { profileLine, type TrainingProfile } from '../../benchmark/training-profile.js';
import { TharsisError, throwIfInterrupted } from '../../foundation/errors.js';
import { suggestion } from '../../foundation/nearest-name.js';
import type { Reporter } from '../../foundation/reporter.js';
import { describeMeasurement } from '../../runs/environment.js';
import { engineNamed } from '../../tensor/engine.js';
import type { CommonOptions, Outcome } from '../command-frame.js';
import { benchConvection } from './bench-convection.js';
import type { TharsisCommand } from './command.js';

interface BenchOptions extends CommonOptions {
  readonly engine: string;
  readonly only?: string;
  readonly profile?: boolean;
  readonly whole?: boolean;
  readonly physics?: TimedPhysics;
}

/** The options that a suite does not have. */
const inapplicable = { engine: ['whole', 'physics'], convection: ['profile', 'threads', 'engine'] } as const;
type Suite = keyof typeof inapplicable;

/** What was measured of a case, and what limits it, if that was asked. */
type BenchResult = TrainingMeasurement & { readonly profile?: TrainingProfile };

export const bench: TharsisCommand = {
  name: 'bench',
  description: 'measure the speed of this machine',
  out: 'not used',
  again: 'starts over',
  register(command) {
    command
      .addArgument(new Argument('<suite>', 'what to measure').choices(Object.keys(inapplicable)))
      .option('--only <case>', 'one case of the suite')
      .option('--profile', 'engine: report what limits each case, measured once more, with a trace (engine onnx)')
      .option('--whole', 'convection: simulate all 4.5 Gyr on large grids, too')
      .addOption(
        new Option(
          '--physics <name>',
          'convection: what simulations have by default, that with phase transitions, or the simplest (default: default)',
        ).choices(['default', 'paper', 'boussinesq']),
      );
  },
  async run({ signal, reporter, given }, options: BenchOptions, suite: Suite) {
    const foreign = inapplicable[suite].find(given);
    if (foreign !== undefined) {
      const message = `--${foreign} has no meaning for the suite '${suite}'`;
      throw new TharsisError('bench-options', message, 'leave it out');
    }
    const measure = suite === 'convection' ? benchConvection : benchEngine;
    return measure(options, signal, reporter);
  },
};

async function benchEngine(options: BenchOptions, signal: AbortSignal, reporter: Reporter): Promise<Outcome> {
  const { engineSuite } = await import('../../benchmark/engine-suite.js');
  const names = engineSuite().map(({ name }) => name);
  const results: BenchResult[] = [];
  if (options.only === undefined) {
    for (const name of names) {
      reporter.note(name);
      results.push(await inOwnProcess(name, options, signal));
    }
  } else {
    results.push(await measureHere(options.only, options, signal));
  }
  return { document: { provenance: describeMeasurement(), results }, lines: [heading, ...results.flatMap(lines)] };
}

async function measureHere(
  name: string,
  { engine, threads, profile }: BenchOptions,
  signal: AbortSignal,
): Promise<BenchResult> {
  const [{ engineSuite }, { measureTraining }, { profileTraining }, { openEngine }] = await Promise.all([
    import('../../benchmark/engine-suite.js'),
    import('../../benchmark/measure-training.js'),
    import('../../benchmark/profile-training.js'),
    import('../../tensor/open-engine.js'),
  ]);
  const suite = engineSuite();
  const chosen = suite.find((candidate) => candidate.name === name);
  if (chosen === undefined) {
    const names = suite.map((candidate) => candidate.name);
    throw new TharsisError('bench-case-unknown', `the suite has no case '${name}'`, suggestion(name, names));
  }
  if (profile && engine !== 'onnx') {
    const message = `--profile cannot trace the engine '${engine}'`;
    throw new TharsisError('bench-profile-engine', message, 'leave --profile out, or use --engine onnx');
  }
  // Without the cache of graphs: the time to compile is among what is measured.
  const settings = { threads: threads ?? availableParallelism(), cache: undefined };
  const opened = await openEngine(engineNamed(engine), settings);
  try {
    const measured = await measureTraining(chosen, opened, signal);
    return profile ? { ...measured, profile: await profileTraining(chosen, settings.threads, signal) } : measured;
  } finally {
    await opened.dispose();
  }
}

async function inOwnProcess(
  name: string,
  { engine, threads, profile }: BenchOptions,
  signal: AbortSignal,
): Promise<BenchResult> {
  const words = ['bench', 'engine', '--only', name, '--engine', engine, '--json'];
  if (profile) words.push('--profile');
  if (threads !== undefined) words.push('--threads', String(threads));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [process.argv[1]!, ...words], { signal });
    return (JSON.parse(stdout) as { results: BenchResult[] }).results[0]!;
  } catch (error) {
    throwIfInterrupted(signal);
    throw error;
  }
}

const heading = 'case                  samples/s   GFLOP/s    s/step  compile s  peak MiB';

function lines({ name, samplesPerSecond, gflops, secondsPerStep, compileSeconds, peakRssMiB, profile }: BenchResult) {
  const columns = [
    samplesPerSecond.toFixed(1).padStart(11),
    gflops.toFixed(1).padStart(10),
    secondsPerStep.toFixed(4).padStart(10),
    compileSeconds.toFixed(2).padStart(11),
    peakRssMiB.toFixed(0).padStart(10),
  ];
  const figures = `${name.padEnd(20)}${columns.join('')}`;
  return profile === undefined ? [figures] : [figures, `  ${profileLine(profile)}`];
}
