// Community benchmarks of thermal convection between held temperatures, as plain data for `steady-state.ts`.
import { annulusGrid, boxGrid, type Grid } from '../grid.js';
import { frankKamenetskiiLaw, type ViscosityLaw } from '../material/rheology.js';

/** A steady-state case: temperature 1 at the bottom (core), 0 at the top, no internal heating. */
export interface BenchmarkCase {
  readonly name: string;
  readonly source: string;
  /** The grid of so many cells from bottom to top. */
  readonly grid: (cells: number) => Grid;
  readonly rayleigh: number;
  readonly law: ViscosityLaw;
  /** Initial temperature at a height above the bottom and an azimuth (in a box: a horizontal position). */
  readonly initial: (height: number, phi: number) => number;
  /** Published values, by the names of `SteadyState`. */
  readonly published: Readonly<Record<string, number>>;
}

const isoviscous = frankKamenetskiiLaw(1);

type InitialField = BenchmarkCase['initial'];

/** Conduction with a perturbation that sets off one cell. */
const conductive: InitialField = (height, x) => 1 - height + 0.05 * Math.cos(Math.PI * x) * Math.sin(Math.PI * height);

/** A hot interior between two boundary layers: nearer to the steady state where the viscosity drops with temperature. */
const hotInterior: InitialField = (height, x) => {
  const profile = (0.75 + 0.25 * Math.exp(-height / 0.03)) * (1 - Math.exp((height - 1) / 0.1));
  return profile + 0.05 * Math.cos(Math.PI * x) * Math.sin(Math.PI * height);
};

function blankenbach(
  name: string,
  rayleigh: number,
  law: ViscosityLaw,
  initial: InitialField,
  published: { nusselt: number; rootMeanSquareVelocity: number },
): BenchmarkCase {
  const source = 'Blankenbach et al. 1989, Table 9';
  return { name, source, grid: (cells) => boxGrid(cells, cells, 1), rayleigh, law, initial, published };
}

export const benchmarkCases: readonly BenchmarkCase[] = [
  blankenbach('blankenbach-1a', 1e4, isoviscous, conductive, { nusselt: 4.884409, rootMeanSquareVelocity: 42.864947 }),
  blankenbach('blankenbach-1b', 1e5, isoviscous, conductive, { nusselt: 10.534095, rootMeanSquareVelocity: 193.21454 }),
  blankenbach('blankenbach-2a', 1e4, frankKamenetskiiLaw(1000), hotInterior, {
    nusselt: 10.066,
    rootMeanSquareVelocity: 480.4334,
  }),
  {
    name: 'tosi-1',
    source: 'Tosi et al. 2015, Table 2, case 1 (stagnant lid; middle of the range over the codes)',
    grid: (cells) => boxGrid(cells, cells, 1),
    rayleigh: 100,
    law: frankKamenetskiiLaw(1e5),
    initial: (height, x) => 1 - height + 0.01 * Math.cos(Math.PI * x) * Math.sin(Math.PI * height),
    published: { nusselt: 3.42, nusseltBottom: 3.418, rootMeanSquareVelocity: 250.5, meanTemperature: 0.7763 },
  },
  {
    name: 'davies-2.1',
    source: 'Davies et al. 2022, free-slip cylindrical shell, one reflecting quarter of the mode-4 state',
    grid: (cells) => annulusGrid(cells, Math.round(2.7 * cells), 1.22, 2.22),
    rayleigh: 1e4,
    law: isoviscous,
    initial: (height, phi) => 1 - height + 0.02 * Math.cos(4 * phi) * Math.sin(Math.PI * height),
    published: { nusselt: 4.7, nusseltBottom: 4.706, rootMeanSquareVelocity: 46.244, meanTemperature: 0.382 },
  },
];

/** The case of a name; a plain error lists the names where there is none. */
export function benchmarkCase(name: string): BenchmarkCase {
  const found = benchmarkCases.find((benchmark) => benchmark.name === name);
  if (found === undefined) {
    throw new Error(`benchmarkCase(): got '${name}', expected ${benchmarkCases.map((known) => known.name).join(', ')}`);
  }
  return found;
}
