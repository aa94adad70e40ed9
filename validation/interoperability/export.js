// Exports the graphs of graphs.js for other runtimes to run: node validation/interoperability/export.js FOLDER
// For each graph a model (NAME.onnx), what it is called with and what Tharsis makes of it (NAME.inputs.safetensors,
// NAME.outputs.safetensors, arrays under the names of the graph's inputs and outputs); index.json lists the names.
import { join } from 'node:path';
import { build } from '../../bin/build.js';

build();
const { writeFileAtomic } = await import('../../dist/foundation/atomic-file.js');
const { openEngine } = await import('../../dist/tensor/open-engine.js');
const { encodeSafetensors } = await import('../../dist/tensor/safetensors.js');
const { exportedGraphs } = await import('./graphs.js');

/** Writes all graphs into a folder. */
export async function exportGraphs(folder) {
  const engine = await openEngine('onnx', { threads: 1 });
  for (const { name, fn, args } of exportedGraphs) {
    const compiled = engine.compile(name, fn);
    const inputs = Object.fromEntries(args.map((argument, position) => [`argument${position}`, argument]));
    writeFileAtomic(join(folder, `${name}.onnx`), await compiled.toOnnx(...args));
    writeFileAtomic(join(folder, `${name}.inputs.safetensors`), encodeSafetensors(inputs));
    const result = await compiled.run(...args);
    writeFileAtomic(join(folder, `${name}.outputs.safetensors`), encodeSafetensors({ result }));
  }
  writeFileAtomic(join(folder, 'index.json'), JSON.stringify(exportedGraphs.map(({ name }) => name)));
  await engine.dispose();
}

if (process.argv[1] === import.meta.filename) await exportGraphs(process.argv[2] ?? 'exported-graphs');
