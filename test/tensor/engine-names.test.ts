// Which engines there are, and the error for one that is not there.
import { describe, expect, it } from 'vitest';
import { TharsisError } from '../../src/foundation/errors.js';
import { type EngineName, engineNamed, engineNames } from '../../src/tensor/engine.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { tf } from '../../src/tensor/tfjs.js';
import { normals } from './arrays.js';
import { expectSameTrees, openBothEngines, runOn, type TensorFunction } from './both-engines.js';

function refusal(name: string): TharsisError {
  try {
    engineNamed(name);
  } catch (error) {
    expect(error).toBeInstanceOf(TharsisError);
    return error as TharsisError;
  }
  return expect.fail(`'${name}' was taken`);
}

describe('an engine name', () => {
  it.each(engineNames)('may be %s', (name) => {
    expect(engineNamed(name)).toBe(name);
  });

  it.each([
    ['onx', 'onnx'],
    ['onnx:gpu', 'onnx:webgpu'],
    ['ONNX:CUDA', 'onnx:cuda'],
    ['tensorflw', 'tensorflow'],
  ])('may not be %s, for which %s is proposed', (name, meant) => {
    const { code, message, remedy } = refusal(name);
    expect(code).toBe('engine-unknown');
    expect(message).toContain(`'${name}'`);
    expect(remedy).toContain(`'${meant}'`);
  });

  it('may not be anything else, for which all are listed', () => {
    for (const name of engineNames) expect(refusal('quantum computer').remedy).toContain(name);
  });
});

const perceptron: TensorFunction = (x, weights) => tf.relu(tf.add(tf.matMul(x!, weights!), 0.5));
const args = [normals([3, 4], 1), normals([4, 2], 2)];

describe('the engine', () => {
  it.each([
    ['cpu', 'onnx'],
    ['wasm', 'onnx'],
  ] as const)('%s computes what %s does', async (name, reference) => {
    const [engine, other] = [await openEngine(name), await openEngine(reference, { threads: 1 })];
    expect(engine.name).toBe(name);
    expectSameTrees(await runOn(engine, perceptron, args), await runOn(other, perceptron, args));
    await other.dispose();
  });

  // Whether they are there depends on the machine; a machine that lacks one must say so and go on.
  it.each<[EngineName, RegExp]>([
    ['tensorflow', /install one of them.*--engine onnx/],
    ['onnx:cuda', /CUDA 12.*docs\/installation.md.*--engine onnx/],
    ['onnx:webgpu', /GPU.*--engine onnx/],
  ])('%s computes what cpu does, or is refused with the way out', async (name, wayOut) => {
    const opened = await openEngine(name, { threads: 1 }).catch((error: unknown) => error);
    const { compiled, oracle } = await openBothEngines();
    const expected = await runOn(oracle, perceptron, args);
    if (opened instanceof Error) {
      expect(opened).toBeInstanceOf(TharsisError);
      const { code, message, remedy } = opened as TharsisError;
      expect(code).toBe('engine-unavailable');
      expect(message).toContain(`'${name}'`);
      expect(message).not.toMatch(/\n|\.cc:/);
      expect(remedy).toMatch(wayOut);
    } else {
      expectSameTrees(await runOn(opened as typeof compiled, perceptron, args), expected, 1e-3);
    }
    expectSameTrees(await runOn(compiled, perceptron, args), expected);
    await compiled.dispose();
  });
});
