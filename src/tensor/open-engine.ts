// Opens an engine by its name.
import { availableParallelism } from 'node:os';
import { openEagerEngine } from './eager-engine.js';
import type { Engine, EngineName } from './engine.js';
import { type OnnxEngineOptions, openOnnxEngine } from './onnx-engine.js';
import { graphCacheFolder } from './session-cache.js';

/**
 * Opens an engine.
 *
 * @param options `threads` (default: all cores); `cache`, the folder of optimized graphs (default:
 * `graphCacheFolder()`,
 *   undefined: none), for `onnx`, and `trace`, for the compiled engines
 * @throws TharsisError `engine-unavailable` with the way out, when this machine lacks what it needs
 */
export async function openEngine(name: EngineName, options: Partial<OnnxEngineOptions> = {}): Promise<Engine> {
  const threads = options.threads ?? availableParallelism();
  const settings = { ...options, threads };
  switch (name) {
    case 'onnx':
      return openOnnxEngine(name, 'cpu', { cache: graphCacheFolder(), ...settings });
    case 'onnx:webgpu':
      return openOnnxEngine(name, 'webgpu', settings);
    case 'onnx:cuda':
      return openOnnxEngine(name, 'cuda', settings);
    default:
      return openEagerEngine(name, threads);
  }
}
