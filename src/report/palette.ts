// Names, colors and strokes of what is compared, the same in every figure and table. Colors after Okabe and Ito (2008),
// told apart with any color vision; references are dashed as well.

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
  'training-mean': { label: 'training mean', color: '#8a8f94', dash: '2,3', width: 1.5 },
  'nearest-neighbor': { label: 'nearest neighbor', color: '#b5608f', dash: '6,3', width: 1.5 },
  'horizontal-mean': { label: 'horizontal mean', color: '#a68a00', dash: '7,3,2,3', width: 1.5 },
};

const spareColors: readonly string[] = ['#56b4e9', '#7b5ea7', '#6a3d1a', '#00625a'];

/** The look of a predictor, 'truth' included; unknown names get spare colors that depend on the name only. */
export function lookOf(name: string): Look {
  const known = Object.hasOwn(looks, name) ? looks[name] : undefined;
  if (known) return known;
  const hash = [...name].reduce((sum, character) => (sum * 31 + character.codePointAt(0)!) % 9973, 7);
  return { label: name, color: spareColors[hash % spareColors.length]!, dash: '4,2', width: 1.5 };
}

/** Names in the order of legends and tables: truth, models, references, then the rest as given. */
export function inOrder(names: readonly string[]): string[] {
  const order = Object.keys(looks);
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...names].sort((a, b) => rank(a) - rank(b));
}
