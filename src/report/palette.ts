// Names, colors and strokes of what is compared, the same in every figure and table. Colors after Okabe and Ito (2008),
// distinct for any color vision; baselines are dashed as well, and bring their own look.
import { baselineNamed, baselines } from '../evaluation/baselines/registry.js';

/** How one predictor looks. */
export interface Look {
  readonly label: string;
  readonly color: string;
  readonly dash?: string;
  readonly width: number;
}

/** Text and axes. */
export const INK = '#1d2327';
/** Secondary text. */
export const QUIET = '#5f6b73';
/** Grid lines and frames. */
export const RULE = '#dde2e6';

const looks: Readonly<Record<string, Look>> = {
  truth: { label: 'simulation', color: INK, width: 3 },
  autoencoder: { label: 'autoencoder', color: '#009e73', width: 1.5 },
  fnn: { label: 'FNN', color: '#d55e00', width: 1.7 },
  lstm: { label: 'LSTM', color: '#0072b2', width: 1.7 },
};

const spareColors: readonly string[] = ['#56b4e9', '#7b5ea7', '#6a3d1a', '#00625a'];

/** The look of a predictor, 'truth' included; unknown names get spare colors that depend on the name only. */
export function lookOf(name: string): Look {
  const baseline = baselineNamed(name);
  if (baseline) return { label: baseline.label, color: baseline.color, dash: baseline.dash, width: 1.5 };
  const known = Object.hasOwn(looks, name) ? looks[name] : undefined;
  if (known) return known;
  const hash = [...name].reduce((sum, character) => (sum * 31 + character.codePointAt(0)!) % 9973, 7);
  return { label: name, color: spareColors[hash % spareColors.length]!, dash: '4,2', width: 1.5 };
}

/** Names in the order of legends and tables: truth, models (unknown names last, as given), baselines. */
export function inOrder(names: readonly string[]): string[] {
  const models = Object.keys(looks);
  const references = Object.keys(baselines);
  const rank = (name: string): number => {
    if (models.includes(name)) return models.indexOf(name);
    return references.includes(name) ? models.length + 1 + references.indexOf(name) : models.length;
  };
  return [...names].sort((a, b) => rank(a) - rank(b));
}
