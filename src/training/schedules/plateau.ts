// The learning rate falls by a factor whenever the loss has not fallen for some epochs. The loss is that of validation
// where there is one, else that of training.
import type { Schedule } from './schedule.js';

export interface PlateauOptions {
  /** Of the learning rate, at each reduction; default 0.5. */
  readonly factor?: number;
  /** Epochs without a lower loss before a reduction, and again before the next; default 10. */
  readonly patience?: number;
  /** Share of the lowest loss so far (of its magnitude) by which a loss has to fall below it to count; default 1e-4. */
  readonly threshold?: number;
  /** Share of the initial learning rate below which it is not reduced; default 1e-3. */
  readonly minimumShare?: number;
}

export function plateau({
  factor = 0.5,
  patience = 10,
  threshold = 1e-4,
  minimumShare = 1e-3,
}: PlateauOptions = {}): Schedule {
  return {
    identity: { name: 'plateau', factor, patience, threshold, minimumShare },
    share: (history) => {
      let share = 1;
      let lowest = Number.POSITIVE_INFINITY;
      let stalled = 0;
      for (const { validationLoss, trainingLoss } of history) {
        const loss = validationLoss ?? trainingLoss;
        if (loss < lowest - threshold * Math.abs(lowest) || lowest === Number.POSITIVE_INFINITY) {
          lowest = loss;
          stalled = 0;
        } else if (++stalled >= patience) {
          share = Math.max(minimumShare, share * factor);
          stalled = 0;
        }
      }
      return share;
    },
  };
}
