// What a report needs, as plain data. Texts are plain text: they are escaped where they enter SVG or HTML.
import type { EvaluationResult } from '../evaluation/evaluation-result.js';
import type { SampleEvolution } from '../evaluation/sample-evolution.js';
import type { ComparedModels } from './looks.js';
import type { SimulatedEvolution } from './simulated-evolution.js';

/** The losses of one network over its training. */
export interface TrainingHistory {
  /** Of a compressor or predictor of the report's model. */
  readonly name: string;
  /** Epoch numbers, one per entry of the losses. */
  readonly epochs: readonly number[];
  readonly trainingLoss: readonly number[];
  readonly validationLoss: readonly number[];
  /** The epoch whose weights were kept; -1 for the initial ones. */
  readonly bestEpoch: number;
  /** What the loss is, for the axis: 'mean squared error of scaled temperature'. */
  readonly lossLabel?: string;
}

/** One parameter of the archive. */
export interface ParameterAxis {
  readonly name: string;
  /** For the axis: 'η_ref'. */
  readonly symbol: string;
  /** '1' where it has no unit. */
  readonly unit: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly scale: 'linear' | 'logarithmic';
}

/** Where the simulations lie in the parameter box, and what they are used for. */
export interface ParameterBox {
  readonly axes: readonly ParameterAxis[];
  readonly simulations: readonly {
    readonly role: 'training' | 'validation' | 'test';
    readonly values: Readonly<Record<string, number>>;
  }[];
}

/** Provenance of the numbers. */
export interface Provenance {
  /** Short facts in order: versions, seed, digests, machine, engine, command. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** Wall-clock seconds of each stage. */
  readonly wallTimes: readonly { readonly stage: string; readonly seconds: number }[];
}

/** Everything a report shows. Sections without data are left out. */
export interface ReportData {
  readonly title: string;
  /** One or two sentences under the title. */
  readonly description: string;
  readonly models: ComparedModels;
  readonly evaluation: EvaluationResult;
  /** Held-out simulations to draw: one or a few. */
  readonly samples: readonly SampleEvolution[];
  /** Simulations drawn with their flow; empty where the archive lacks what it follows from. */
  readonly simulated: readonly SimulatedEvolution[];
  readonly histories: readonly TrainingHistory[];
  readonly parameterBox: ParameterBox | null;
  readonly provenance: Provenance;
  /** What a reader must know before the scores, each a sentence without its capital and full stop. */
  readonly warnings: readonly string[];
  /** Remarks for the reader, each a sentence: what is small here, what falls short. */
  readonly remarks: readonly string[];
}
