// A dataset in memory: a few analytic "evolutions" on a small odd grid, with non-uniform times and two parameters.
import type { Dataset } from '../../src/archive/dataset.js';

const RADIAL = 7;
const AZIMUTHAL = 9;
const CELLS = RADIAL * AZIMUTHAL;

/** Temperature in K: a profile that cools at a rate set by the viscosity, and a plume whose strength is `enrichment`. */
function temperature(viscosity: number, enrichment: number, time: number, r: number, phi: number): number {
  const rate = (22 - Math.log10(viscosity)) / 3;
  const cooling = 300 * rate * (1 - Math.exp(-time / 1e17));
  return 1800 - 900 * r ** 2 - cooling + 2 * enrichment * Math.cos(4 * phi) * Math.sin(Math.PI * r);
}

/** `count` simulations: the last is the test set, the one before it the validation set. */
export function tinyDataset(count = 8, frames = 12, name = 'tiny'): Dataset {
  const r = Float64Array.from({ length: RADIAL }, (_, index) => (index + 0.5) / RADIAL);
  const phi = Float64Array.from({ length: AZIMUTHAL }, (_, index) => ((index + 0.5) / AZIMUTHAL) * (Math.PI / 2));
  const simulations = Array.from({ length: count }, (_, index) => ({
    id: `simulation-${index}`,
    parameters: {
      referenceViscosity: 10 ** (19 + 3 * ((index * 0.618) % 1)),
      enrichment: 1 + 49 * ((index * 0.382) % 1),
    },
    solver: {},
    sha256: `sha256 of ${name}-${index}`,
    times: Float64Array.from({ length: frames }, (_, frame) => 1.4e17 * (frame / (frames - 1)) ** 1.5),
  }));
  const fields = simulations.map(({ parameters, times }) => {
    const values = new Float32Array(times.length * CELLS);
    let next = 0;
    for (const time of times) {
      for (const radius of r) {
        for (const angle of phi) {
          values[next++] = temperature(parameters.referenceViscosity, parameters.enrichment, time, radius, angle);
        }
      }
    }
    return values;
  });
  const indices = Array.from({ length: count }, (_, index) => index);
  return {
    name,
    r,
    phi,
    geometry: 'cylinder',
    parameterNames: ['referenceViscosity', 'enrichment'],
    parameterUnits: { referenceViscosity: 'Pa s', enrichment: '1' },
    parameterScales: { referenceViscosity: 'logarithmic', enrichment: 'linear' },
    simulations,
    split: { training: indices.slice(0, -2), validation: [count - 2], test: [count - 1] },
    digest: `${name}-${count}-${frames}`,
    readTemperature: (simulation, start = 0, stop = frames) =>
      fields[simulation]!.subarray(start * CELLS, stop * CELLS),
  };
}
