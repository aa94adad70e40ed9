import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build-once.ts'],
    // Native runtimes (onnxruntime, h5wasm) are safest in processes of their own; two cores, so two of them.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    // Set-ups train small models.
    hookTimeout: 60_000,
    // Tests compile what they test; the cache of compiled graphs has a test of its own.
    env: { THARSIS_CACHE: 'off' },
  },
});
