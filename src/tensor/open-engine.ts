// Opens an engine by its name.
import { availableParallelism } from 'node:os';
import { openEagerEngine } from './eager-engine.js';
import type { Engine, EngineName } from './engine.js';
import { openOnnxEngine } from './onnx-engine.js';

/**
 * Opens an engine.
 *
 * @throws TharsisError `engine-unavailable` with the way out, when this machine lacks what it needs
 */
export async function openEngine(name: EngineName, options: { threads?: number } = {}): Promise<Engine> {
  const threads = options.threads ?? availableParallelism();
  switch (name) {
    case 'onnx':
      return openOnnxEngine(name, 'cpu', threads);
    case 'onnx:webgpu':
      return openOnnxEngine(name, 'webgpu', threads);
    case 'onnx:cuda':
      return openOnnxEngine(name, 'cuda', threads);
    default:
      return openEagerEngine(name, threads);
  }
}
