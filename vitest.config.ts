import { defineConfig } from 'vitest/config';

/** Networks and gradients: TensorFlow.js keeps state in its module, so every file has a process of its own. */
const networks = ['benchmark', 'densities', 'explain', 'nets', 'pipeline', 'surrogate', 'tensor', 'training'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

const common = {
  // Native runtimes (onnxruntime, h5wasm) are safest in processes of their own; two cores, so two of them.
  pool: 'forks',
  testTimeout: 60_000,
  // Set-ups train small models.
  hookTimeout: 60_000,
  // Tests compile what they test; the cache of compiled graphs has a test of its own.
  env: { THARSIS_CACHE: 'off' },
} as const;

export default defineConfig({
  test: {
    globalSetup: ['test/build-once.ts'],
    maxWorkers: 2,
    projects: [
      { test: { ...common, name: 'networks', include: networks } },
      // The rest shares processes: loading the same modules for every file takes a quarter of the time.
      { test: { ...common, name: 'rest', include: ['test/**/*.test.ts'], exclude: networks, isolate: false } },
    ],
  },
});
