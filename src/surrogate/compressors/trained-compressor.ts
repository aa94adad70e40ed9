// What fitting a compressor leaves: plain data and arrays, as model folders hold them.
import type { TrainingRecord } from '../trained-file.js';

/** A fitted compressor: plain data and arrays. */
export interface TrainedCompressor extends TrainingRecord {
  readonly shape: {
    /** Radial and azimuthal cells of a field. */
    readonly input: readonly [number, number];
  };
  /** A tree of arrays. */
  readonly parameters: unknown;
}

/** A fitted compressor with the name of its member, as held by a model. */
export interface NamedCompressor {
  readonly name: string;
  readonly trained: TrainedCompressor;
}
