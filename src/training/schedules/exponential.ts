// The learning rate falls by the same factor every epoch.
import type { Schedule } from './schedule.js';

export interface ExponentialOptions {
  /** Learning rate of an epoch over that of the epoch before; default 0.97. */
  readonly decay?: number;
}

export function exponential({ decay = 0.97 }: ExponentialOptions = {}): Schedule {
  return { identity: { name: 'exponential', decay }, share: ({ length: epoch }) => decay ** epoch };
}
