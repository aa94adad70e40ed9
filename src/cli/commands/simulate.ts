// tharsis simulate: one thermal evolution from given parameters, or a campaign over the parameter box.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Option } from 'commander';
import type { Campaign } from '../../campaign/campaign.js';
import {
  impossibleParameter,
  MAX_SIMULATIONS,
  type SimulateSection,
  simulateSchema,
} from '../../campaign/simulate-section.js';
import type { SimulationRecord } from '../../campaign/simulation-record.js';
import { resolveEvolution } from '../../convection/evolution/evolution-config.js';
import type { MantleParameters } from '../../convection/parameters/mantle-parameters.js';
import { parameterRanges } from '../../convection/parameters/parameter-ranges.js';
import type { PlanetChoice } from '../../convection/planets/planet-choice.js';
import { type PlanetName, planetNames } from '../../convection/planets/registry.js';
import { InterruptedError, TharsisError } from '../../foundation/errors.js';
import type { Reporter } from '../../foundation/reporter.js';
import { type CommonOptions, type Outcome, share, wholeNumber } from '../command-frame.js';
import { addExecutorOptions, type ExecutorOptions, executorChoice } from '../executor-options.js';
import {
  addParameterOptions,
  givenParameters,
  type ParameterOptions,
  requireParameters,
} from '../parameter-options.js';
import type { TharsisCommand } from './command.js';

interface SimulateOptions extends CommonOptions, ParameterOptions, ExecutorOptions {
  readonly count?: number;
  readonly pipeline?: string;
  readonly planet?: PlanetName;
  readonly radialCells?: number;
  readonly azimuthalCells?: number;
  readonly outputIntervals?: number;
  readonly snapshots?: number;
  readonly acceptFailures?: number;
  readonly checkpointInterval?: number;
  readonly pictures?: boolean;
  readonly taskList?: string;
  readonly index?: number;
}

export const simulate: TharsisCommand = {
  name: 'simulate',
  description: 'simulate one evolution (give its parameters) or a campaign over the box (give --count or --pipeline)',
  out: 'archive folder (default: archive)',
  again: 'resumes where it stopped',
  register(command) {
    command
      .option('--count <simulations>', 'sample this many parameter sets over the box', wholeNumber(1, MAX_SIMULATIONS))
      .option('--pipeline <file>', "take the 'simulate' section of this pipeline file")
      .addOption(new Option('--planet <name>', "which planet (default: the pipeline's, or mars)").choices(planetNames))
      .option('--radial-cells <count>', 'cells from core to surface', wholeNumber(4))
      .option('--azimuthal-cells <count>', 'cells over the sector', wholeNumber(4))
      .option('--output-intervals <count>', 'output intervals over the evolution', wholeNumber(1))
      .addOption(
        new Option('--snapshots <count>', 'earlier name of --output-intervals')
          .argParser(wholeNumber(1))
          .conflicts('outputIntervals')
          .hideHelp(),
      )
      .option('--accept-failures <share>', 'share of the simulations that may diverge (default: 0.05)', share)
      .option(
        '--checkpoint-interval <s>',
        'seconds between checkpoints of a simulation (default: 30; 0: as often as costs at most 2 % of the time)',
        wholeNumber(0),
      );
    command.option('--pictures', 'draw every simulation into OUT/pictures (tharsis picture draws more)');
    addParameterOptions(command);
    addExecutorOptions(command)
      .addOption(new Option('--task-list <file>', 'what array tasks of a batch system do').hideHelp())
      .addOption(new Option('--index <number>', 'which chunk of it').argParser(wholeNumber(0)).hideHelp());
  },
  run: ({ signal, reporter }, options: SimulateOptions) =>
    options.taskList === undefined
      ? simulateCampaign(options, signal, reporter)
      : simulateList(options, options.taskList, signal, reporter),
};

async function simulateCampaign(options: SimulateOptions, signal: AbortSignal, reporter: Reporter): Promise<Outcome> {
  const [{ runCampaign }, { campaignParameters }, { lockFolder, reasonOfStop, refuseRemoved }] = await Promise.all([
    import('../../campaign/campaign.js'),
    import('../../campaign/campaign-parameters.js'),
    import('../../runs/folder-lock.js'),
  ]);
  const { section, seed } = await campaignOf(options);
  const given = givenParameters(options);
  const isSingle = Object.keys(given).length > 0;
  if (isSingle && options.count !== undefined) {
    throw new TharsisError(
      'simulate-options',
      '--count is given beside parameters',
      'give parameters for one simulation, or --count for a campaign over the box',
    );
  }
  if (!isSingle && options.count === undefined && options.pipeline === undefined) {
    throw new TharsisError(
      'simulate-options',
      'neither parameters nor a campaign is given',
      'give --eta and the other parameters for one simulation, or --count N or --pipeline FILE for a campaign',
    );
  }
  const parameterSets = isSingle
    ? [requireParameters(given, Object.keys(parameterRanges)) as unknown as MantleParameters]
    : campaignParameters(section, seed);
  const folder = options.out ?? 'archive';
  const unlock = lockFolder(folder);
  try {
    const threads = options.threads ?? availableParallelism();
    const campaign = await runCampaign(parameterSets, section.evolution, {
      folder,
      threads,
      signal,
      reporter,
      acceptedFailures: section.acceptedFailures,
      checkpointInterval: options.checkpointInterval,
      executor: executorChoice(options),
    });
    refuseRemoved(folder);
    const pictures = options.pictures ? await drawn(campaign, join(folder, 'pictures'), signal) : [];
    return campaignOutcome(campaign, folder, pictures);
  } catch (error) {
    throw error instanceof InterruptedError ? error : reasonOfStop(folder, error);
  } finally {
    unlock();
  }
}

/** What an array task does: its chunk of a campaign that was submitted elsewhere. */
async function simulateList(
  options: SimulateOptions,
  list: string,
  signal: AbortSignal,
  reporter: Reporter,
): Promise<Outcome> {
  const { simulateChunk } = await import('../../campaign/task-list.js');
  const done = await simulateChunk(list, options.index ?? 0, options.threads ?? 1, signal, reporter);
  return { document: done, lines: [`${done.finished} of ${done.total} simulations`] };
}

/** The campaign of the pipeline file, if one is given, with what the options change. */
async function campaignOf(options: SimulateOptions): Promise<{ section: SimulateSection; seed: number }> {
  const pipeline =
    options.pipeline === undefined
      ? undefined
      : (await import('../../pipeline/configuration.js')).loadConfiguration(options.pipeline);
  if (pipeline !== undefined && pipeline.simulate === undefined) {
    throw new TharsisError(
      'simulate-options',
      `${options.pipeline} has no 'simulate' section`,
      'give another pipeline, or leave --pipeline out for the defaults',
    );
  }
  const base = pipeline?.simulate ?? simulateSchema.parse({});
  const { cells, outputIntervals } = base.evolution;
  const section: SimulateSection = {
    ...base,
    count: options.count ?? base.count,
    acceptedFailures: options.acceptFailures ?? base.acceptedFailures,
    evolution: resolveEvolution({
      ...base.evolution,
      planet: planetFrom(options, base.evolution.planet),
      cells: {
        radial: options.radialCells ?? cells.radial,
        azimuthal: options.azimuthalCells ?? cells.azimuthal,
      },
      outputIntervals: options.outputIntervals ?? options.snapshots ?? outputIntervals,
    }),
  };
  const problem = impossibleParameter(section);
  if (problem !== undefined) {
    const { path, value, wanted } = problem;
    const { name } = section.evolution.planet;
    throw new TharsisError('convection-parameter', `${path.join('.')} is ${value} on ${name}`, `give ${wanted}`);
  }
  return { section, seed: options.seed ?? pipeline?.seed ?? 1 };
}

/** The planet of the option; that of the pipeline, with the numbers in which it differs, where both have one name. */
function planetFrom({ planet, pipeline }: SimulateOptions, chosen: PlanetChoice): PlanetChoice {
  const { name, ...numbers } = chosen;
  if (planet === undefined || planet === name) return chosen;
  const changed = Object.keys(numbers);
  if (changed.length === 0) return { name: planet };
  throw new TharsisError(
    'simulate-options',
    `--planet ${planet} is given, but ${pipeline} changes numbers of ${name} (${changed.join(', ')})`,
    `leave --planet out, or remove these numbers from 'simulate.evolution.planet'`,
  );
}

async function drawn({ finished }: Campaign, folder: string, signal: AbortSignal): Promise<string[]> {
  const { drawSimulation } = await import('../../query/draw-simulation.js');
  const files: string[] = [];
  for (const { file } of finished) files.push(...(await drawSimulation(file, folder, { signal })));
  return files;
}

function campaignOutcome({ finished, failures }: Campaign, folder: string, pictures: readonly string[]): Outcome {
  return {
    document: { simulations: finished, failures, pictures },
    lines: [...finished.map(recordLine), ...pictures, `ingest them with: npx tharsis ingest ${folder}`],
  };
}

function recordLine(record: SimulationRecord): string {
  return `${record.file}  ${record.snapshots} snapshots, ${record.steps} steps, ${record.seconds.toFixed(1)} s`;
}
