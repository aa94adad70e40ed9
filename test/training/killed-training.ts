// A process that trains the linear problem, slowly, until it is killed. Built and started by training-loop.test.ts.
import { setTimeout } from 'node:timers/promises';
import { openEngine } from '../../src/tensor/open-engine.js';
import { train } from '../../src/training/training-loop.js';
import { linearProblem, linearSettings } from './linear-problem.js';

const engine = await openEngine('cpu');
const slowEngine: typeof engine = {
  ...engine,
  compile: (name, fn, names) => {
    const compiled = engine.compile(name, fn, names);
    return {
      ...compiled,
      run: async (...args) => {
        await setTimeout(20);
        return compiled.run(...args);
      },
    };
  },
};
await train(linearProblem(), linearSettings, { engine: slowEngine, folder: process.argv[2]!, seed: 4 });
