// Where the time of training steps goes: from a made trace exactly, and from a true one.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { profileLine, profileOf } from '../../src/benchmark/training-profile.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { tf } from '../../src/tensor/tfjs.js';
import { normals } from '../tensor/arrays.js';

const run = (ts: number, dur: number) => ({ cat: 'Session', name: 'model_run', ts, dur, args: {} });
const kernel = (name: string, operation: string, ts: number, dur: number) => ({
  cat: 'Node',
  name: `${name}_kernel_time`,
  ts,
  dur,
  args: { op_name: operation },
});

describe('the profile of a trace', () => {
  // Runs begin every 100 µs and take 80; the first is slow; a scan holds what is traced by itself.
  const trace = [
    run(0, 300),
    kernel('slow', 'MatMul', 10, 250),
    ...[400, 500].flatMap((begin) => [
      run(begin, 80),
      kernel('product', 'MatMul', begin, 40),
      kernel('other', 'MatMul', begin + 40, 10),
      kernel('turn', 'Transpose', begin + 50, 20),
      kernel('loop', 'Scan', begin, 70),
      { ...kernel('product', 'MatMul', begin, 3), name: 'product_fence_before' },
    ]),
    run(600, 80),
  ];

  it('is the time of operations from the second run on', () => {
    const profile = profileOf(trace);
    expect(profile.operations).toEqual([
      { name: 'MatMul', share: 0.5 },
      { name: 'Transpose', share: 0.2 },
    ]);
    expect(profile.nodes.map(({ name }) => name)).toEqual(['product', 'turn', 'other']);
    expect(profile.moving).toBeCloseTo(0.2, 12);
    expect(profile.betweenOperations).toBeCloseTo(0.1, 12);
    expect(profile.betweenRuns).toBeCloseTo(0.2, 12);
    expect(profileLine(profile)).toBe(
      'MatMul 50 %, Transpose 20 %; moving numbers 20 %, between operations 10 %, between runs 20 %',
    );
  });

  it('needs more than the first runs', () => {
    expect(() => profileOf(trace.slice(0, 3))).toThrow('got 2 runs');
  });
});

it('a trace that the engine leaves can be read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tharsis-trace-'));
  const engine = await openEngine('onnx', { threads: 1, trace: folder });
  const product = engine.compile('product', (x: tf.Tensor) => tf.matMul(tf.tanh(x), tf.exp(x), false, true));
  const x = normals([400, 400]);
  for (let step = 0; step < 5; step++) await product.run(x);
  await engine.dispose();
  const [trace, ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  const { operations, nodes, betweenOperations, betweenRuns } = profileOf(
    JSON.parse(readFileSync(join(folder, trace!), 'utf8')),
  );
  // Shares may be small on a busy machine; only the matrix product is sure to be listed.
  expect(operations[0]!.name).toMatch(/Gemm|MatMul/);
  expect(nodes.map(({ name }) => name.split('_')[0])).toEqual(expect.arrayContaining(['Exp', 'Tanh']));
  const sum = operations.reduce((total, { share }) => total + share, betweenOperations + betweenRuns);
  expect(sum).toBeGreaterThan(0.9);
  expect(sum).toBeLessThanOrEqual(1 + 1e-9);
});
