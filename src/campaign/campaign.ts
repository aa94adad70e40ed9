// A campaign: many thermal evolutions over the parameter box, one archive file each. Resumable at the level of a
// simulation (a finished one has a record beside its file and is not run again) and of a time step (checkpoints).
import type { EvolutionConfig } from '../convection/evolution/evolution-config.js';
import { coarseGridWarning } from '../convection/evolution/resolution.js';
import type { MantleParameters } from '../convection/parameters/mantle-parameters.js';
import { makeFolders } from '../foundation/folders.js';
import { type Reporter, silentReporter } from '../foundation/reporter.js';
import type { CampaignWatch } from './executors/executor.js';
import { type ExecutorChoice, openExecutor } from './executors/open-executor.js';
import { refuseFailures, reportFailures } from './failures.js';
import { initialStateDigest, readInitialState, tryInitialState } from './initial-state.js';
import { defaultCheckpointInterval } from './simulation-checkpoint.js';
import {
  finishedRecord,
  isReproducible,
  knownFailure,
  type SimulationFailure,
  type SimulationRecord,
} from './simulation-record.js';
import { simulationTask } from './simulation-task.js';

export interface CampaignOptions {
  readonly folder: string;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly reporter?: Reporter;
  /** Default: worker threads. */
  readonly executor?: ExecutorChoice;
  /** Simulations of each parameter set, with different perturbations (default 1). */
  readonly realizations?: number;
  /** The share of the simulations that may diverge (default 0). */
  readonly acceptedFailures?: number;
  /** Seconds between checkpoints of a simulation, at least. */
  readonly checkpointInterval?: number;
}

/** What a campaign gives, in the order of the parameter sets. */
export interface Campaign {
  readonly finished: readonly SimulationRecord[];
  /** The simulations that diverged, no more than the accepted share. */
  readonly failures: readonly SimulationFailure[];
}

/**
 * Simulates every parameter set that has neither a finished record in `folder` nor is known to diverge, the least
 * viscous (the slowest) first. A simulation that fails does not stop the others.
 *
 * @throws TharsisError `initial-state-...`, `archive-...` where the initial state cannot be used; the first failure, after all others are done, when more diverged than is accepted, or when one
 *   failed for a reason that is not the planet's
 */
export async function runCampaign(
  parameterSets: readonly MantleParameters[],
  evolution: EvolutionConfig,
  options: CampaignOptions,
): Promise<Campaign> {
  const { folder, threads, signal, executor = { kind: 'threads' }, acceptedFailures = 0 } = options;
  const { checkpointInterval = defaultCheckpointInterval, reporter = silentReporter } = options;
  makeFolders(folder);
  const stateDigest = initialStateDigest(evolution);
  // One error at once, rather than one from each simulation.
  await tryInitialState(evolution, signal);
  readInitialState(evolution, stateDigest);
  const evolutions = realizationsOf(evolution, options.realizations);
  const tasks = parameterSets.flatMap((parameters, index) =>
    evolutions.map((one) => simulationTask(parameters, index, one, { folder, checkpointInterval }, stateDigest)),
  );
  const finished = new Map<string, SimulationRecord>();
  const failures = new Map<string, SimulationFailure>();
  for (const task of tasks) {
    const record = finishedRecord(task, reporter);
    const failure = record === undefined ? knownFailure(task, reporter) : undefined;
    if (record !== undefined) finished.set(task.id, record);
    else if (failure !== undefined && isReproducible(failure)) failures.set(task.id, failure);
  }
  const waiting = tasks.filter(({ id }) => !finished.has(id) && !failures.has(id));
  waiting.sort((a, b) => a.parameters.referenceViscosity - b.parameters.referenceViscosity);
  const earlier = finished.size;
  if (waiting.length > 0) {
    const coarse = coarseGridWarning(
      waiting.map(({ parameters }) => parameters),
      evolution,
    );
    if (coarse !== undefined) reporter.note(`warning: ${coarse}`);
    const running = openExecutor(executor, threads, signal);
    try {
      await running.simulate(waiting, campaignWatch(tasks.length, finished, failures, reporter));
    } finally {
      await running.close();
    }
  }
  const inOrder = <Item>(items: ReadonlyMap<string, Item>): Item[] =>
    tasks.flatMap(({ id }) => (items.has(id) ? [items.get(id)!] : []));
  const campaign = { finished: inOrder(finished), failures: inOrder(failures) };
  reportFailures(campaign.failures, reporter);
  refuseFailures(campaign.failures, tasks.length, acceptedFailures);
  reporter.progress('simulate', tasks.length).finish(summary(tasks.length, earlier, campaign.failures.length));
  return campaign;
}

/** The configuration itself, then others with the next seeds of the perturbation; without a seed these count from 1. */
export function realizationsOf(evolution: EvolutionConfig, count = 1): EvolutionConfig[] {
  const { seed = 0 } = evolution.perturbation;
  const others = Array.from({ length: count - 1 }, (_, index) => seed + index + 1);
  const seeded = others.map((next) => ({ ...evolution, perturbation: { ...evolution.perturbation, seed: next } }));
  return [evolution, ...seeded];
}

/** Gathers results and failures into the two maps, and reports one progress for all simulations. */
function campaignWatch(
  total: number,
  finished: Map<string, SimulationRecord>,
  failures: Map<string, SimulationFailure>,
  reporter: Reporter,
): CampaignWatch {
  const settled = (): number => finished.size + failures.size;
  const progress = reporter.progress('simulate', total, settled());
  const fractions = new Map<string, number>();
  let queue = '';
  const show = (detail: string): void => {
    let underway = 0;
    for (const fraction of fractions.values()) underway += fraction;
    const failed = failures.size === 0 ? '' : ` (${failures.size} failed)`;
    progress.update(settled() + underway, `${settled()}/${total} simulations${failed}  ${detail}`);
  };
  return {
    note: reporter.note,
    progress: (detail, simulation) => {
      if (simulation !== undefined) fractions.set(simulation.id, simulation.fraction);
      else queue = detail;
      show(detail);
    },
    finished: (record) => {
      fractions.delete(record.id);
      finished.set(record.id, record);
      show(queue);
    },
    failed: (failure) => {
      fractions.delete(failure.id);
      failures.set(failure.id, failure);
      show(queue);
    },
  };
}

function summary(total: number, earlier: number, failed: number): string {
  const diverged = failed === 0 ? '' : `, ${failed} of them diverged`;
  return `${total} simulation${total === 1 ? '' : 's'}${diverged} (${earlier} from an earlier run)`;
}
