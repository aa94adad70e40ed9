// Runs when npm installs Tharsis, before the install script of onnxruntime-node. That script downloads 500 MB of CUDA
// libraries on Linux, and fails the whole installation where its server cannot be reached, as on the nodes of most
// clusters. It downloads nothing if the libraries are there, so placeholders are put where they would be. Whoever asks
// for CUDA (docs/installation.md) gets the libraries: an explicit request replaces whatever is there.
import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const libraries = ['cuda', 'shared', 'tensorrt'].map((part) => `libonnxruntime_providers_${part}.so`);

try {
  const runtime = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
  const folder = join(runtime, 'bin', 'napi-v6', process.platform, process.arch);
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(folder)) {
    for (const library of libraries) {
      const path = join(folder, library);
      if (!existsSync(path)) writeFileSync(path, 'A placeholder by Tharsis: CUDA was not asked for at installation.\n');
    }
  }
} catch {
  // Without the placeholders the installation is what onnxruntime-node alone would make of it.
}
