// What a schedule is: how the learning rate follows from what has been trained so far. A schedule has no state of its
// own; it depends only on the history, which checkpoints hold.
import type { EpochRecord } from '../history.js';

/** A schedule with its options set. */
export interface Schedule {
  /** Name and options as plain data: part of what a checkpoint belongs to. */
  readonly identity: { readonly name: string; readonly [option: string]: unknown };
  /**
   * The learning rate of the next epoch as a share of the initial one.
   *
   * @param history of all epochs so far, so that its length is the number of the next epoch
   * @param epochs the number of epochs that training takes at most
   */
  share(history: readonly EpochRecord[], epochs: number): number;
}
