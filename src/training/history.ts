// The history of a training: one record per epoch.

/** An epoch. Losses are means over samples. */
export interface EpochRecord {
  readonly epoch: number;
  readonly trainingLoss: number;
  /** Absent where there is no validation. */
  readonly validationLoss?: number;
  readonly learningRate: number;
}

/** An epoch of a training with validation. */
export interface ValidatedEpoch extends EpochRecord {
  readonly validationLoss: number;
}
