// The simulation that the files of all formats hold: an asymmetric grid with uneven radii, adaptive times, two parameters
// with units. fixtures/make_netcdf_archive.py has the same numbers.
import type { SimulationData } from '../../src/archive/layout.js';
import { MYR } from './sample-simulations.js';

const times = Float64Array.of(0, 12.5, 130, 1000).map((time) => time * MYR);
const r = Float64Array.of(1700, 1810, 1990, 2300, 2900).map((radius) => radius * 1e3);
const phi = Float64Array.of(3, 10, 18.5).map((angle) => angle * (Math.PI / 180));
const cells = r.length * phi.length;

export const exampleSimulation: SimulationData = {
  id: 'example',
  parameters: { activationEnergy: 2.5e5, referenceViscosity: 3e20 },
  parameterUnits: { activationEnergy: 'J/mol', referenceViscosity: 'Pa s' },
  parameterScales: { activationEnergy: 'linear', referenceViscosity: 'logarithmic' },
  times,
  r,
  phi,
  temperature: Float32Array.from({ length: times.length * cells }, (_, index) => 1000 + index / 8),
  series: {
    mean_temperature: {
      // Of a snapshot: 1000 K, and an eighth of the mean of its indices.
      values: Float64Array.from(times, (_, snapshot) => 1000 + (snapshot * cells + (cells - 1) / 2) / 8),
      units: 'K',
      description: 'mean temperature of the mantle',
    },
  },
  solver: { code: 'another code' },
};
