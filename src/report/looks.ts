// What is compared in a report, and how each looks in all its figures and tables: label, color, stroke, order. Baselines
// bring their own look and are dashed; predictors take colors in their order.
import { baselineNamed, baselines } from '../evaluation/baselines/registry.js';
import { COMPRESSOR_COLOR, INK, PREDICTOR_COLORS, UNKNOWN_COLORS } from './palette.js';

/** A part of the model that predicts. */
export interface NamedModel {
  /** In evaluation.json. */
  readonly name: string;
  /** In figures and tables. */
  readonly label: string;
}

/** The model that a report is about. */
export interface ComparedModels {
  readonly compressor: NamedModel;
  /** The most important one first: simulations are ordered by its accuracy. */
  readonly predictors: readonly NamedModel[];
}

/** How one prediction looks. */
export interface Look {
  readonly label: string;
  readonly color: string;
  readonly dash?: string;
  readonly width: number;
}

export type Kind = 'truth' | 'compressor' | 'predictor' | 'baseline' | 'unknown';

/** The looks of a report. */
export interface Looks {
  of(name: string): Look;
  kindOf(name: string): Kind;
  /** Names in the order of legends and tables: truth, compressor, predictors, unknown ones as given, baselines. */
  inOrder(names: readonly string[]): string[];
}

/** The simulation itself. */
export const truthLook: Look = { label: 'simulation', color: INK, width: 3 };

/** The looks of all names in a report of these models; unknown names get colors that depend on the name only. */
export function looksOf({ compressor, predictors }: ComparedModels): Looks {
  const models = new Map<string, { readonly kind: Kind; readonly look: Look }>([
    ['truth', { kind: 'truth', look: truthLook }],
    [compressor.name, { kind: 'compressor', look: { label: compressor.label, color: COMPRESSOR_COLOR, width: 1.5 } }],
    ...predictors.map(({ name, label }, index) => {
      const color = PREDICTOR_COLORS[index % PREDICTOR_COLORS.length]!;
      return [name, { kind: 'predictor', look: { label, color, width: 1.7 } }] as const;
    }),
  ]);
  const modelNames = [...models.keys()];
  const baselineNames = Object.keys(baselines);
  const rank = (name: string): number => {
    if (models.has(name)) return modelNames.indexOf(name);
    return modelNames.length + (baselineNames.includes(name) ? 1 + baselineNames.indexOf(name) : 0);
  };
  return {
    of: (name) => models.get(name)?.look ?? baselineLook(name) ?? unknownLook(name),
    kindOf: (name) => models.get(name)?.kind ?? (baselineNamed(name) === undefined ? 'unknown' : 'baseline'),
    inOrder: (names) => [...names].sort((a, b) => rank(a) - rank(b)),
  };
}

function baselineLook(name: string): Look | undefined {
  const baseline = baselineNamed(name);
  return baseline && { label: baseline.label, color: baseline.color, dash: baseline.dash, width: 1.5 };
}

function unknownLook(name: string): Look {
  const hash = [...name].reduce((sum, character) => (sum * 31 + character.codePointAt(0)!) % 9973, 7);
  return { label: name, color: UNKNOWN_COLORS[hash % UNKNOWN_COLORS.length]!, dash: '4,2', width: 1.5 };
}
