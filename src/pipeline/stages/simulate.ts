// The stage that simulates an archive: a sample of the parameter box, on all threads.
import { type Campaign, runCampaign } from '../../campaign/campaign.js';
import { campaignParameters } from '../../campaign/campaign-parameters.js';
import { parametersInWords } from '../../campaign/failures.js';
import { initialStateDigest } from '../../campaign/initial-state.js';
import type { SimulateSection } from '../../campaign/simulate-section.js';
import type { Summary } from '../../runs/stage.js';
import type { PipelineStage } from '../pipeline-stage.js';

/** Simulates into `folder`; its outputs are the archive files, in order. */
export function simulateStage(section: SimulateSection, folder: string): PipelineStage {
  const stateDigest = initialStateDigest(section.evolution);
  return {
    name: 'simulate',
    configuration: stateDigest === undefined ? section : { ...section, initialState: stateDigest },
    reads: [],
    code: [import.meta.url],
    run: async ({ seed, threads, signal, reporter, earlierSeconds, executor }) => {
      const began = performance.now();
      const { acceptedFailures, evolution, realizations } = section;
      const campaign = await runCampaign(campaignParameters(section, seed), evolution, {
        folder,
        threads,
        signal,
        reporter,
        executor,
        acceptedFailures,
        realizations,
      });
      const seconds = earlierSeconds + (performance.now() - began) / 1000;
      return {
        outputs: campaign.finished.map((record) => record.file),
        summary: { simulations: campaignSummary(section, campaign, seconds) },
      };
    },
  };
}

function campaignSummary({ evolution }: SimulateSection, { finished, failures }: Campaign, seconds: number): Summary {
  const sum = (value: (record: Campaign['finished'][number]) => number): number =>
    finished.reduce((total, record) => total + value(record), 0);
  return {
    count: finished.length,
    grid: [evolution.cells.radial, evolution.cells.azimuthal],
    snapshots: sum((record) => record.snapshots),
    seconds,
    secondsPerSimulation: sum((record) => record.seconds) / finished.length,
    ...(failures.length > 0 && { failed: failures.length, failures: failureTexts(failures) }),
  };
}

/** The failures in the summary of the stage, a text each. */
export function failuresIn(summary: Summary | undefined): string[] {
  const { failures = {} } = (summary?.simulations ?? {}) as { readonly failures?: Summary };
  return Object.entries(failures).map(([id, why]) => `${id}: ${why}`);
}

/** By simulation: why it failed, and with which parameters. */
function failureTexts(failures: Campaign['failures']): Summary {
  return Object.fromEntries(
    failures.map(({ id, parameters, error }) => [id, `${error.message} (${parametersInWords(parameters)})`]),
  );
}
