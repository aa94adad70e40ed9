// Community benchmarks of thermal convection that come to a steady state, and Tosi's case 5a, which does not. Grids are
// stretched towards top and bottom, as most of the published solutions were.
import { annulusGrid, boxGrid } from '../grid.js';
import { frankKamenetskiiLaw } from '../material/viscosity.js';
import type { BenchmarkCase } from './convection-case.js';

const isoviscous = frankKamenetskiiLaw(1);
const STRETCHING = 3;
/** Where a soft layer at the bottom feeds a thin plume. */
const plumeGrid = (cells: number, stretching: number) => boxGrid(cells, 2 * cells, 1, stretching);

type InitialField = BenchmarkCase['initial'];

/** Conduction with a perturbation that sets off one cell as wide as the box. */
const conductive = (amplitude: number, width = 1): InitialField => {
  return (height, x) => 1 - height + amplitude * Math.cos((Math.PI * x) / width) * Math.sin(Math.PI * height);
};

/** A hot interior between two boundary layers: nearer to the steady state where the viscosity drops with temperature. */
const hotInterior = (width = 1): InitialField => {
  return (height, x) => {
    const profile = (0.75 + 0.25 * Math.exp(-height / 0.03)) * (1 - Math.exp((height - 1) / 0.1));
    return profile + 0.05 * Math.cos((Math.PI * x) / width) * Math.sin(Math.PI * height);
  };
};

/** Two boundary layers and a mixed interior: at a high Rayleigh number a conductive one breaks up into several cells. */
const mixedInterior: InitialField = (height, x) => {
  const profile = 0.5 + 0.5 * (Math.exp(-height / 0.04) - Math.exp((height - 1) / 0.04));
  return profile + 0.2 * Math.cos(Math.PI * x) * Math.sin(Math.PI * height);
};

const blankenbachSource = 'Blankenbach et al. 1989, Table 9';

const blankenbach = {
  source: blankenbachSource,
  grid: (cells: number) => boxGrid(cells, cells, 1, STRETCHING),
  law: isoviscous,
  initial: conductive(0.05),
};

const tosiSource = 'Tosi et al. 2015, Table 2: smallest and largest over the codes, without the outlier MC3D';

const tosi = {
  source: tosiSource,
  grid: (cells: number) => boxGrid(cells, cells, 1, STRETCHING),
  rayleigh: 100,
  initial: conductive(0.01),
};

const daviesSource = 'Davies et al., cylindrical shell, ASPECT with 1536 × 128 cells; one reflecting quarter of mode 4';

const davies = {
  source: daviesSource,
  grid: (cells: number) => annulusGrid(cells, Math.round(2.7 * cells), 1.22, 2.22, Math.PI / 2, STRETCHING),
  law: isoviscous,
  initial: (height: number, phi: number) => 1 - height + 0.02 * Math.cos(4 * phi) * Math.sin(Math.PI * height),
};

/** T₀ is 273 K over a difference of 3000 K. */
const KING_SURFACE_RATIO = 0.091;

/** Nu, v_rms, ⟨T⟩ and ⟨Φ⟩ Di/Ra of the spectral solution, and as published. */
function kingCase(
  dissipationNumber: number,
  rayleigh: number,
  spectral: KingValues,
  published?: KingValues,
): BenchmarkCase {
  return {
    source:
      'spectral solution (validation/spectral/extended_boussinesq.py); published: King et al. 2010, extended Boussinesq',
    name: `king-di${dissipationNumber}-ra1e${Math.log10(rayleigh)}`,
    grid: (cells) => boxGrid(cells, cells, 1, STRETCHING),
    law: isoviscous,
    initial: rayleigh < 1e6 ? conductive(0.05) : mixedInterior,
    rayleigh,
    extendedBoussinesq: { dissipationNumber, surfaceTemperatureRatio: KING_SURFACE_RATIO },
    reference: kingValues(spectral),
    ...(published && { published: kingValues(published) }),
  };
}

type KingValues = readonly [nusselt: number, vrms: number, meanTemperature: number, viscousHeating: number];

function kingValues([nusselt, vrms, meanTemperature, viscousHeating]: KingValues) {
  return { nusselt, vrms, meanTemperature, viscousHeating };
}

/** Cases that come to a steady state. */
export const convectionCases: readonly BenchmarkCase[] = [
  {
    ...blankenbach,
    name: 'blankenbach-1a',
    rayleigh: 1e4,
    reference: { nusselt: 4.884409, vrms: 42.864947, q1: 8.059384, q2: 0.58881, q3: 8.059384, q4: 0.58881 },
  },
  {
    ...blankenbach,
    name: 'blankenbach-1b',
    rayleigh: 1e5,
    reference: { nusselt: 10.534095, vrms: 193.21454, q1: 19.07944, q2: 0.722751, q3: 19.07944, q4: 0.722751 },
  },
  {
    ...blankenbach,
    name: 'blankenbach-1c',
    rayleigh: 1e6,
    initial: mixedInterior,
    reference: { nusselt: 21.972465, vrms: 833.98977, q1: 45.96425, q2: 0.87711, q3: 45.96425, q4: 0.87711 },
  },
  {
    ...blankenbach,
    name: 'blankenbach-2a',
    grid: (cells) => plumeGrid(cells, 2 * STRETCHING),
    rayleigh: 1e4,
    law: frankKamenetskiiLaw(1000),
    initial: hotInterior(),
    reference: { nusselt: 10.066, vrms: 480.4334, q1: 17.53136, q2: 1.00851, q3: 26.8085, q4: 0.49738 },
  },
  {
    ...blankenbach,
    name: 'blankenbach-2b',
    grid: (cells) => boxGrid(cells, Math.round(2.5 * cells), 2.5, STRETCHING),
    rayleigh: 1e4,
    law: frankKamenetskiiLaw(16384, 64),
    initial: hotInterior(2.5),
    // Without corner fluxes: no file with those of Table 9 was found.
    reference: { nusselt: 6.9299, vrms: 171.755 },
  },
  {
    ...tosi,
    name: 'tosi-1',
    grid: (cells) => plumeGrid(cells, STRETCHING),
    law: frankKamenetskiiLaw(1e5),
    reference: {
      meanTemperature: [0.7758, 0.7768],
      nusselt: [3.4091, 3.4305],
      nusseltBottom: [3.4091, 3.4259],
      vrms: [248.93, 252.09],
      surfaceVrms: [1.8298, 1.8999],
      surfaceVmax: [2.5516, 2.6477],
      work: [2.369, 2.4583],
      dissipation: [2.392, 2.4333],
    },
  },
  {
    ...tosi,
    name: 'tosi-2',
    law: frankKamenetskiiLaw(1e5),
    plasticity: { definition: 'tosi-2015', highStressViscosity: 1e-3, yieldStress: 1 },
    reference: {
      meanTemperature: [0.6027, 0.6071],
      nusselt: [8.5217, 8.7475],
      nusseltBottom: [8.5217, 8.6489],
      vrms: [140.1871, 143.8518],
      surfaceVrms: [102.85, 105.1767],
      surfaceVmax: [119.412, 122.9754],
      viscosityMinimum: [1.985e-5, 2.08e-5],
      viscosityMaximum: [1.04, 1.9421],
      work: [7.5199, 7.64],
      dissipation: [7.469, 7.6422],
    },
  },
  {
    ...tosi,
    name: 'tosi-3',
    law: frankKamenetskiiLaw(1e5, 10),
    reference: {
      meanTemperature: [0.7241, 0.7268],
      nusselt: [3.0253, 3.0918],
      nusseltBottom: [2.9628, 3.0376],
      vrms: [99.8701, 100.9467],
      surfaceVrms: [2.0374, 2.0916],
      surfaceVmax: [2.8458, 2.9207],
      viscosityMinimum: [4.7907e-5, 4.84e-5],
      viscosityMaximum: [0.901, 1],
      work: [2.0028, 2.04],
      dissipation: [2.0277, 2.037],
    },
  },
  {
    ...tosi,
    name: 'tosi-4',
    law: frankKamenetskiiLaw(1e5, 10),
    plasticity: { definition: 'tosi-2015', highStressViscosity: 1e-3, yieldStress: 1 },
    reference: {
      meanTemperature: [0.5273, 0.5289],
      nusselt: [6.5572, 6.6822],
      nusseltBottom: [6.5243, 6.669],
      vrms: [78.6652, 79.6202],
      surfaceVrms: [74.1719, 75.4814],
      surfaceVmax: [88.813, 88.9848],
      viscosityMinimum: [1.9467e-4, 1.99e-4],
      viscosityMaximum: [1.18, 1.9834],
      work: [5.5903, 5.6512],
      dissipation: [5.5434, 5.6463],
    },
  },
  {
    ...davies,
    name: 'davies-2.1',
    rayleigh: 1e4,
    reference: { meanTemperature: 0.382, nusselt: 4.7, nusseltBottom: 4.706, vrms: 46.244 },
  },
  {
    ...davies,
    name: 'davies-2.2',
    rayleigh: 1e5,
    reference: { meanTemperature: 0.382, nusselt: 9.548, nusseltBottom: 9.584, vrms: 193.371 },
  },
  {
    ...davies,
    name: 'davies-2.3',
    rayleigh: 1e3,
    law: frankKamenetskiiLaw(1000),
    reference: { meanTemperature: 0.582, nusselt: 5.102, nusseltBottom: 5.121, vrms: 79.632 },
  },
  kingCase(0.25, 1e4, [4.094596, 38.454635, 0.491195, 0.773223], [4.092, 38.4, 0.491, 0.773]),
  kingCase(0.25, 1e5, [8.6526, 173.90064, 0.504512, 1.912134], [8.644, 174.1, 0.505, 1.911]),
  kingCase(0.25, 1e6, [15.6441, 591.378, 0.519536, 3.6626], [15.563, 586, 0.519, 3.65]),
  kingCase(1, 1e4, [2.193794, 24.22011, 0.466883, 1.187329]),
  kingCase(1, 1e5, [3.963692, 108.04893, 0.482195, 2.940721]),
];

/** Convection that yields now and then: the plates of this case stop and go, period P. */
export const periodicCase: BenchmarkCase = {
  ...tosi,
  name: 'tosi-5a',
  law: frankKamenetskiiLaw(1e5, 10),
  plasticity: { definition: 'tosi-2015', highStressViscosity: 1e-3, yieldStress: 4 },
  reference: {
    period: [0.076, 0.0792],
    meanTemperatureMinimum: [0.6491, 0.6543],
    meanTemperatureMaximum: [0.6671, 0.6722],
    nusseltMinimum: [2.6787, 2.695],
    nusseltMaximum: [7.2792, 7.4314],
    vrmsMinimum: [41.2488, 41.9813],
    vrmsMaximum: [98.004, 100.538],
  },
};
