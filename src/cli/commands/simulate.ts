// tharsis simulate: one thermal evolution from given parameters, or a campaign over the parameter box.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { MantleParameters } from '../../convection/mantle-parameters.js';
import { parameterRanges } from '../../convection/parameter-ranges.js';
import type { SimulationRecordFile } from '../../pipeline/campaign.js';
import { loadConfiguration } from '../../pipeline/configuration.js';
import { type SimulateSection, simulateSchema } from '../../pipeline/simulate-section.js';
import { addCommonOptions, type CommonOptions, type Outcome, perform, wholeNumber } from '../command-frame.js';
import {
  addParameterOptions,
  givenParameters,
  type ParameterOptions,
  requireParameters,
} from '../parameter-options.js';

interface SimulateOptions extends CommonOptions, ParameterOptions {
  readonly count?: number;
  readonly pipeline?: string;
  readonly radialCells?: number;
  readonly azimuthalCells?: number;
  readonly snapshots?: number;
}

export function simulateCommand(): Command {
  const command = new Command('simulate')
    .description('simulate one evolution (give its parameters) or a campaign (give --count)')
    .option('--count <simulations>', 'sample this many parameter sets over the box', wholeNumber(1))
    .option('--pipeline <file>', "take the 'simulate' section of this pipeline file")
    .option('--radial-cells <count>', 'cells from core to surface', wholeNumber(4))
    .option('--azimuthal-cells <count>', 'cells over the quarter circle', wholeNumber(4))
    .option('--snapshots <count>', 'output intervals over the evolution', wholeNumber(1));
  addParameterOptions(command);
  return addCommonOptions(command, 'archive folder (default: archive)').action((options: SimulateOptions) =>
    perform(options, (signal) => simulate(options, signal)),
  );
}

async function simulate(options: SimulateOptions, signal: AbortSignal): Promise<Outcome> {
  const [{ runCampaign }, { campaignParameters }] = await Promise.all([
    import('../../pipeline/campaign.js'),
    import('../../pipeline/stages/simulate.js'),
  ]);
  const section = simulateSection(options);
  const given = givenParameters(options);
  const parameterSets =
    Object.keys(given).length > 0
      ? [requireParameters(given, Object.keys(parameterRanges)) as unknown as MantleParameters]
      : campaignParameters(section, options.seed ?? 1);
  const records = await runCampaign(parameterSets, section.evolution, {
    folder: options.out ?? 'archive',
    threads: options.threads ?? availableParallelism(),
    signal,
  });
  return {
    document: { simulations: records.map((record, index) => ({ ...record, parameters: parameterSets[index] })) },
    lines: [...records.map(recordLine), `ingest them with: npx tharsis ingest ${join(options.out ?? 'archive')}`],
  };
}

function simulateSection(options: SimulateOptions): SimulateSection {
  const section = options.pipeline === undefined ? undefined : loadConfiguration(options.pipeline).simulate;
  const base = section ?? simulateSchema.parse({});
  const { cells, snapshots } = base.evolution;
  return simulateSchema.parse({
    ...base,
    count: options.count ?? base.count,
    evolution: {
      ...base.evolution,
      cells: {
        radial: options.radialCells ?? cells.radial,
        azimuthal: options.azimuthalCells ?? cells.azimuthal,
      },
      snapshots: options.snapshots ?? snapshots,
    },
  });
}

function recordLine(record: SimulationRecordFile): string {
  return `${record.file}  ${record.snapshots} snapshots, ${record.steps} steps, ${record.seconds.toFixed(1)} s`;
}
