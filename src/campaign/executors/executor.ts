// Where the simulations of a campaign run: worker threads here, or a batch system. Either way a simulation leaves its
// archive file and its record in the folder of the campaign; an executor starts them and reports what becomes of them.
import type { SimulationFailure, SimulationRecord } from '../simulation-record.js';
import type { SimulationTask } from '../simulation-task.js';

/** What an executor reports to the campaign while simulations run. */
export interface CampaignWatch {
  /** One simulation is so far (0 to 1), or, with no simulation named, the batch system says something. */
  progress(detail: string, simulation?: { readonly id: string; readonly fraction: number }): void;
  /** One line for the user. */
  note(line: string): void;
  finished(record: SimulationRecord): void;
  failed(failure: SimulationFailure): void;
}

/** Runs simulations. */
export interface CampaignExecutor {
  /**
   * Simulates all tasks, the first first; resolves when each is reported as finished or failed.
   *
   * @throws InterruptedError after Ctrl-C
   */
  simulate(tasks: readonly SimulationTask[], watch: CampaignWatch): Promise<void>;
  close(): Promise<void>;
}
