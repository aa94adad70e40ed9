// The second half of `npm run types`: the compiler again, with noUncheckedIndexedAccess everywhere but in numeric kernels.
// A tsconfig.json applies to whole programs and not to folders, hence this script.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Loops over the cells of grids, where each index is one of a loop that the array's length bounds, and a check a read
 * would bury the equations.
 */
const numericKernels = [
  'src/convection/anderson.ts',
  'src/convection/energy/',
  'src/convection/evolution/flow-fields.ts',
  'src/convection/evolution/initial-field.ts',
  'src/convection/grid.ts',
  'src/convection/kernels/',
  'src/convection/material/',
  'src/convection/parameters/sobol.ts',
  'src/convection/stokes/',
  'src/convection/stretching.ts',
  'src/convection/verification/analytic-flow.ts',
  'src/convection/verification/convection-values.ts',
  'src/convection/verification/delta-load.ts',
  'src/convection/verification/interpolate-field.ts',
  'src/convection/verification/onset.ts',
  'src/convection/verification/periodic-state.ts',
  'src/convection/verification/spherical-annulus-flow.ts',
  'src/convection/verification/viscosity-jump.ts',
  'test/convection/',
];

const compiler = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
const options = ['--noEmit', '--pretty', 'false', '--noUncheckedIndexedAccess'];
const { stdout, stderr, error } = spawnSync(process.execPath, [compiler, ...options], { encoding: 'utf8' });
if (error !== undefined) throw error;

let inKernel = false;
const errors = `${stdout}${stderr}`.split('\n').filter((line) => {
  // What an error says further stands in indented lines.
  if (!line.startsWith(' ')) inKernel = numericKernels.some((part) => line.startsWith(part));
  return line !== '' && !inKernel;
});
for (const line of errors) process.stderr.write(`${line}\n`);
if (errors.length > 0) process.exitCode = 1;
