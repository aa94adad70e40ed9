// The second half of `npm run types`: the compiler again, with noUncheckedIndexedAccess everywhere but in numeric kernels.
// A tsconfig.json applies to whole programs and not to folders, hence this script.
import ts from 'typescript';

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
  'src/convection/verification/periodic-state.ts',
  'src/convection/verification/spherical-annulus-flow.ts',
  'src/convection/verification/viscosity-jump.ts',
  'test/convection/',
];

const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
const program = ts.createProgram(fileNames, { ...options, noUncheckedIndexedAccess: true });
const isChecked = (name) =>
  !name.includes('node_modules/') && !numericKernels.some((part) => name.includes(`/${part}`) || name.startsWith(part));
const checked = program.getSourceFiles().filter(({ fileName }) => isChecked(fileName));
const errors = checked.flatMap((file) => program.getSemanticDiagnostics(file));

process.stderr.write(
  ts.formatDiagnostics(errors, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => process.cwd(),
    getNewLine: () => '\n',
  }),
);
if (checked.length === 0 || errors.length > 0) process.exitCode = 1;
