// The same inputs give the same bits, whatever ran before and on how many threads.
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../src/tensor/engine.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { expectSameTrees } from './both-engines.js';
import { firstArguments, trainingStep } from './training-step.js';

const STEPS = 5;

/** What some steps make of the weights. */
async function train(engine: Engine): Promise<unknown> {
  const step = engine.compile('step', trainingStep);
  let [weights, state, x] = firstArguments();
  const losses: number[] = [];
  for (let count = 0; count < STEPS; count++) {
    const result = await step.run(weights, state, x);
    losses.push(result.loss.data[0]!);
    weights = result.parameters;
    state = result.state;
  }
  expect(losses.at(-1)).toBeLessThan(losses[0]!);
  return { weights, state };
}

describe.each([1, 2])('training on %i threads', (threads) => {
  it('gives the same bits again, in the same engine and in another', async () => {
    const engine = await openEngine('onnx', { threads });
    const other = await openEngine('onnx', { threads });
    const first = await train(engine);
    expect(await train(engine)).toEqual(first);
    expect(await train(other)).toEqual(first);
    await engine.dispose();
    await other.dispose();
  });

  it('gives what the cpu engine gives', async () => {
    const engine = await openEngine('onnx', { threads });
    expectSameTrees(await train(engine), await train(await openEngine('cpu')), 1e-4);
    await engine.dispose();
  });
});
