// Half a cosine over all epochs (Loshchilov & Hutter 2017, arXiv 1608.03983, without restarts).
import type { Schedule } from './schedule.js';

export interface CosineOptions {
  /** Share of the initial learning rate that the last epoch comes close to; default 0.01. */
  readonly finalShare?: number;
}

export function cosine({ finalShare = 0.01 }: CosineOptions = {}): Schedule {
  return {
    identity: { name: 'cosine', finalShare },
    share: ({ length: epoch }, epochs) => {
      const wave = 0.5 * (1 + Math.cos((Math.PI * epoch) / epochs));
      return finalShare + (1 - finalShare) * wave;
    },
  };
}
