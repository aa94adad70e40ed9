// Published benchmarks of convection beside ours. By hand, from the root of the repository:
//   node validation/convection.js [CASE] [CELLS,CELLS,...]
import { build } from '../bin/build.js';

build();
const { benchmarkCase, benchmarkCases } = await import('../dist/convection/verification/benchmark-cases.js');
const { steadyState } = await import('../dist/convection/verification/steady-state.js');

const [name, cells = '24,32,48'] = process.argv.slice(2);
const cases = name === undefined || name === 'all' ? benchmarkCases : [benchmarkCase(name)];
for (const benchmark of cases) {
  console.log(`${benchmark.name} (${benchmark.source})`);
  console.log('  published', shown(benchmark.published));
  for (const count of cells.split(',').map(Number)) {
    const began = process.cpuUsage();
    const result = steadyState(benchmark, count);
    const { user, system } = process.cpuUsage(began);
    const seconds = ((user + system) / 1e6).toFixed(1);
    console.log(`  ${String(count).padStart(4)} cells`, shown(result), `(${seconds} s)`);
  }
}

function shown(values) {
  return Object.entries(values)
    .map(([key, value]) => `${key} ${typeof value === 'number' ? Number(value.toPrecision(7)) : value}`)
    .join('  ');
}
