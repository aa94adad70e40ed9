// What a baseline is: a prediction without a network, for a surrogate to beat, or a reference computed from the truth.
// A member is one file here and one line in `registry.ts`; it then has a row in evaluation.json and a color in the
// report. Fields (time, r, phi) in K, times in s.

import type { ParameterScale } from '../../archive/parameter-scale.js';

/** Simulations to predict from: a Dataset of `archive` is one. */
export interface SimulationSource {
  /** m and rad, cell centers. */
  readonly r: Float64Array;
  readonly phi: Float64Array;
  readonly parameterNames: readonly string[];
  /** Parameters on a logarithmic scale are compared by their logarithm. */
  readonly parameterScales: Readonly<Record<string, ParameterScale>>;
  readonly simulations: readonly {
    readonly parameters: Readonly<Record<string, number>>;
    readonly times: Float64Array;
  }[];
  /** (n, r, phi) K of one simulation. */
  readTemperature(simulation: number): Float32Array;
}

/** One held-out simulation to predict, with the training simulations. */
export interface BaselineTask {
  readonly source: SimulationSource;
  /** Indices of the simulations that a prediction may read. */
  readonly training: readonly number[];
  /** Index of the held-out simulation; its temperatures are for yardsticks only. */
  readonly heldOut: number;
}

export interface Baseline {
  /** In figures and tables: 'training mean'. */
  readonly label: string;
  /** Definition in a phrase, in Markdown. */
  readonly meaning: string;
  /** It reads the truth: a reference, not a prediction. */
  readonly yardstick: boolean;
  /** Key of its section in metrics.json; without it metrics.json does not have the baseline. */
  readonly summaryKey?: string;
  /** '#8a8f94'. */
  readonly color: string;
  /** Dashes of its curves, px. */
  readonly dash: string;
  /** (time, r, phi) K at the times of the held-out simulation. */
  predict(task: BaselineTask): Float32Array;
}
