// The stage that simulates an archive: a sample of the parameter box, on all threads.
import type { MantleParameters } from '../../convection/parameters/mantle-parameters.js';
import { type ParameterRanges, parameterNames, parameterRanges } from '../../convection/parameters/parameter-ranges.js';
import { sampleParameters } from '../../convection/parameters/parameter-sampling.js';
import { randomStream } from '../../foundation/random-stream.js';
import { runCampaign } from '../campaign.js';
import type { SimulateSection } from '../simulate-section.js';
import type { Stage } from '../stage.js';

/** The parameter sets of a campaign. */
export function campaignParameters(section: SimulateSection, seed: number): MantleParameters[] {
  const ranges = Object.fromEntries(
    parameterNames.map((name) => [name, { ...parameterRanges[name], ...section.ranges[name] }]),
  ) as ParameterRanges;
  return sampleParameters(ranges, section.count, section.sampling, randomStream(seed, 'campaign'));
}

/** Simulates into `folder`; its outputs are the archive files, in order. */
export function simulateStage(section: SimulateSection, folder: string): Stage {
  return {
    name: 'simulate',
    configuration: section,
    reads: [],
    code: ['foundation', 'convection', 'archive'],
    run: async ({ seed, threads, signal, earlierSeconds }) => {
      const began = performance.now();
      const records = await runCampaign(campaignParameters(section, seed), section.evolution, {
        folder,
        threads,
        signal,
      });
      const computed = records.reduce((sum, record) => sum + record.seconds, 0);
      return {
        outputs: records.map((record) => record.file),
        summary: {
          simulations: {
            count: records.length,
            grid: [section.evolution.cells.radial, section.evolution.cells.azimuthal],
            snapshots: records.reduce((sum, record) => sum + record.snapshots, 0),
            seconds: earlierSeconds + (performance.now() - began) / 1000,
            secondsPerSimulation: computed / records.length,
          },
        },
      };
    },
  };
}
