// The Stokes solver against an analytic flow in the annulus: node validation/stokes.js [CELLS,CELLS,...]
// Root-mean-square error of ψ relative to its maximum, and the order between two grids. By hand.
import { build } from '../bin/build.js';

build();
const { streamFunctionError } = await import('../dist/convection/verification/analytic-flow.js');

const counts = (process.argv[2] ?? '12,24,48,96').split(',').map(Number);
const k = 2;
for (const n of [2, 4, 8]) {
  const errors = counts.map((cells) => streamFunctionError(cells, n, k));
  const orders = errors.slice(1).map((error, index) => {
    return Math.log(errors[index] / error) / Math.log(counts[index + 1] / counts[index]);
  });
  console.log(
    `n = ${n}, k = ${k}: ${errors.map((error) => error.toExponential(1)).join('  ')}`,
    `  orders ${orders.map((order) => order.toFixed(2)).join(', ')}`,
  );
}
