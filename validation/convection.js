// Published benchmarks beside ours, at three resolutions. By hand: node bin/build.js && node validation/convection.js
import { benchmarkCases, steadyState } from '../dist/convection/benchmark.js';

const resolutions = process.argv.slice(2).map(Number);
for (const benchmark of benchmarkCases) {
  console.log(`${benchmark.name} (${benchmark.source}); published:`, JSON.stringify(benchmark.reference));
  for (const cells of resolutions.length > 0 ? resolutions : [24, 32, 48]) {
    const began = performance.now();
    const result = steadyState(benchmark, cells);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const values = Object.entries(result).map(([name, value]) => `${name} ${Number(value.toPrecision(7))}`);
    console.log(`  ${String(cells).padStart(3)} cells per depth: ${values.join('  ')}  (${seconds} s)`);
  }
}
