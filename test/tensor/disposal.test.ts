// What is refused by engines: use after disposal, unknown names, and arguments of the wrong type, each by its name.
import { describe, expect, it } from 'vitest';
import { TharsisError } from '../../src/foundation/errors.js';
import { ndArray } from '../../src/foundation/nd-array.js';
import { type EngineName, engineNames } from '../../src/tensor/engine.js';
import { openEngine } from '../../src/tensor/open-engine.js';
import { tf } from '../../src/tensor/tfjs.js';

const double = (x: tf.Tensor) => tf.mul(x, 2);
const two = ndArray([1], [2]);

describe.each(['onnx', 'cpu', 'wasm'] as const)('on %s', (name) => {
  it('a function that was disposed of is refused by its name; others go on', async () => {
    const engine = await openEngine(name, { threads: 1 });
    const [first, second] = [engine.compile('first', double), engine.compile('second', double)];
    await first.run(two);
    await first.dispose();
    await first.dispose();
    const refused = { code: 'engine-disposed', message: "the function 'first' is used after it was disposed of" };
    await expect(first.run(two)).rejects.toMatchObject(refused);
    await expect(first.toOnnx(two)).rejects.toMatchObject(refused);
    expect([...(await second.run(two)).data]).toEqual([4]);
    await engine.dispose();
  });

  it('an engine that was disposed of refuses its functions, and to compile others', async () => {
    const engine = await openEngine(name, { threads: 1 });
    const used = engine.compile('used', double);
    const unused = engine.compile('unused', double);
    await used.run(two);
    await engine.dispose();
    await engine.dispose();
    const refused = (what: string) => ({
      code: 'engine-disposed',
      message: `the function '${what}' is used after its engine '${name}' was disposed of`,
      remedy: expect.stringContaining('open another one'),
      exitCode: 2,
    });
    await expect(used.run(two)).rejects.toMatchObject(refused('used'));
    await expect(unused.run(two)).rejects.toMatchObject(refused('unused'));
    await expect(unused.toOnnx(two)).rejects.toBeInstanceOf(TharsisError);
    expect(() => engine.compile('late', double)).toThrow(expect.objectContaining(refused('late')));
    await used.dispose();
  });

  it('a name or a function of another type is refused', async () => {
    const engine = await openEngine(name, { threads: 1 });
    const code = 'engine-argument-invalid';
    expect(() => engine.compile(5 as never, double)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining('a number for name') }),
    );
    expect(() => engine.compile('net', 'relu' as never)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining("a string for the function 'net'") }),
    );
    await engine.dispose();
  });
});

describe('openEngine', () => {
  it('refuses an unknown name, and lists the names there are', async () => {
    const refusal: TharsisError = await openEngine('bogus' as EngineName).then(
      () => expect.fail('opened'),
      (error) => error,
    );
    expect(refusal).toBeInstanceOf(TharsisError);
    expect(refusal.code).toBe('engine-unknown');
    expect(refusal.message).toContain("'bogus'");
    for (const known of engineNames) expect(refusal.remedy).toContain(known);
    await expect(openEngine(7 as never)).rejects.toMatchObject({ code: 'engine-unknown' });
  });

  it.each([
    ['2', "the text '2'"],
    [0, '0'],
    [1.5, '1.5'],
    [Number.NaN, 'NaN'],
  ])('refuses %j threads', async (threads, given) => {
    await expect(openEngine('cpu', { threads: threads as number })).rejects.toMatchObject({
      code: 'engine-argument-invalid',
      message: `openEngine() got ${given} for threads`,
    });
  });
});
