// Opens an engine by its name.
import { availableParallelism } from 'node:os';
import { TharsisError } from '../foundation/errors.js';
import { threadProblem } from '../foundation/thread-count.js';
import { withDisposal } from './disposal.js';
import { openEagerEngine } from './eager-engine.js';
import { type Engine, type EngineName, engineNamed } from './engine.js';
import { type OnnxEngineOptions, openOnnxEngine } from './onnx-engine.js';
import { graphCacheFolder } from './session-cache.js';

/**
 * Opens an engine.
 *
 * @param options `threads` (default: all cores); `cache`, the folder of optimized graphs (default: `graphCacheFolder()`,
 * undefined: none), for `onnx`, and `trace`, for the compiled engines
 * @throws TharsisError `engine-unknown` for a name that is not among `engineNames`, `engine-argument-invalid` for
 * threads that are not a whole number of at least 1 or far more than this machine has, `engine-unavailable` when this machine lacks what the engine needs
 */
export async function openEngine(name: EngineName, options: Partial<OnnxEngineOptions> = {}): Promise<Engine> {
  const threads = options.threads ?? availableParallelism();
  const wanted = threadProblem(threads);
  if (wanted !== undefined) {
    const given = typeof threads === 'string' ? `the text '${threads}'` : String(threads);
    const message = `openEngine() got ${given} for threads`;
    throw new TharsisError('engine-argument-invalid', message, `give threads as ${wanted}`);
  }
  return withDisposal(await openNamed(engineNamed(name), { ...options, threads }));
}

function openNamed(name: EngineName, settings: OnnxEngineOptions): Promise<Engine> {
  switch (name) {
    case 'onnx':
      return openOnnxEngine(name, 'cpu', { cache: graphCacheFolder(), ...settings });
    case 'onnx:webgpu':
      return openOnnxEngine(name, 'webgpu', settings);
    case 'onnx:cuda':
      return openOnnxEngine(name, 'cuda', settings);
    default:
      return openEagerEngine(name, settings.threads);
  }
}
