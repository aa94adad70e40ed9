// Errors of engines and compiled functions that are used after they were disposed of.
import { TharsisError } from '../foundation/errors.js';
import type { Engine } from './engine.js';

/**
 * The engine, which from its disposal on refuses to compile and to run what it compiled; the same for each of its
 * functions. Disposing twice is allowed.
 *
 * @throws TharsisError `engine-disposed` that names the function; `engine-argument-invalid` for a name that is not a
 * text or a function that is not a function
 */
export function withDisposal(engine: Engine): Engine {
  let engineDisposed = false;
  return {
    ...engine,
    compile: (name, fn, names) => {
      if (typeof name !== 'string') throw invalid(engine, 'name', 'a text', name);
      if (typeof fn !== 'function') throw invalid(engine, `the function '${name}'`, 'a function', fn);
      if (engineDisposed) throw disposedError(name, engine, true);
      const compiled = engine.compile(name, fn, names);
      let functionDisposed = false;
      const guarded =
        <Arguments extends readonly unknown[], Result>(call: (...args: Arguments) => Promise<Result>) =>
        async (...args: Arguments): Promise<Result> => {
          if (engineDisposed || functionDisposed) throw disposedError(name, engine, engineDisposed);
          return call(...args);
        };
      const result: typeof compiled = {
        run: guarded(compiled.run),
        toOnnx: guarded(compiled.toOnnx),
        dispose: async () => {
          functionDisposed = true;
          await compiled.dispose();
        },
      };
      return result;
    },
    dispose: async () => {
      engineDisposed = true;
      await engine.dispose();
    },
  };
}

function disposedError(name: string, { name: engineName }: Engine, wholeEngine: boolean): TharsisError {
  return wholeEngine
    ? new TharsisError(
        'engine-disposed',
        `the function '${name}' is used after its engine '${engineName}' was disposed of`,
        'dispose of an engine when all its functions have run, or open another one',
      )
    : new TharsisError(
        'engine-disposed',
        `the function '${name}' is used after it was disposed of`,
        'dispose of a function after its last run, or compile it again',
      );
}

function invalid({ name }: Engine, what: string, expected: string, value: unknown): TharsisError {
  const given = value === null ? 'null' : `a ${typeof value}`;
  return new TharsisError(
    'engine-argument-invalid',
    `compile() of the engine '${name}' got ${given} for ${what}, expected ${expected}`,
    'call compile(name, fn)',
  );
}
