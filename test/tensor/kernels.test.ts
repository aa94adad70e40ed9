// Every kernel of the graph backend, compiled, gives what tfjs's own cpu kernel gives.
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { graphBackendName } from '../../src/tensor/graph/backend.js';
import { tf } from '../../src/tensor/tfjs.js';
import { expectSameTrees, openBothEngines, runOn } from './both-engines.js';
import { elementwiseCases } from './elementwise-cases.js';
import { fillCases } from './fill-cases.js';
import { gatherCases } from './gather-cases.js';
import { imageCases } from './image-cases.js';
import type { KernelTable } from './kernel-case.js';
import { numericCases } from './numeric-cases.js';
import { structuralCases } from './structural-cases.js';

const table: KernelTable = {
  ...elementwiseCases,
  ...numericCases,
  ...structuralCases,
  ...gatherCases,
  ...fillCases,
  ...imageCases,
};
const { compiled, oracle } = await openBothEngines();
const kernels = tf.getKernelsForBackend(graphBackendName);

afterAll(() => compiled.dispose());
afterEach(() => {
  vi.restoreAllMocks();
});

it('the table has a row for every kernel, and no other', () => {
  expect(Object.keys(table).sort()).toEqual(kernels.map(({ kernelName }) => kernelName).sort());
});

describe.each(Object.entries(table))('%s, compiled, is the cpu kernel', (kernelName, cases) => {
  const kernel = kernels.find((candidate) => candidate.kernelName === kernelName)!;

  it.each(cases)('$label', async ({ args, fn }) => {
    const recorded = vi.spyOn(kernel, 'kernelFunc');
    const actual = await runOn(compiled, fn, args);
    expect(recorded, `the row does not use ${kernelName}`).toHaveBeenCalled();
    expectSameTrees(actual, await runOn(oracle, fn, args));
  });
});
