// The engines of a run, opened when a stage first asks for one and closed once at the end.
import type { Engine, EngineName } from './engine.js';
import { openEngine } from './open-engine.js';

/** This module: what is computed with an engine depends on the code behind it, though it is handed the engine. */
export const engineCode = import.meta.url;

/** Gives the engines of this process. */
export interface EngineSource {
  readonly name: EngineName;
  /** For training: on all threads of the run. */
  open(): Promise<Engine>;
  /** For queries: on one thread, which is faster for graphs of a few milliseconds. */
  openForQueries(): Promise<Engine>;
  close(): Promise<void>;
}

/** An engine source for `name`; nothing is loaded before it is asked. */
export function engineSource(name: EngineName, threads: number): EngineSource {
  const opened = new Map<number, Promise<Engine>>();
  const openOn = (count: number): Promise<Engine> => {
    const engine = opened.get(count) ?? openEngine(name, { threads: count });
    opened.set(count, engine);
    return engine;
  };
  return {
    name,
    open: () => openOn(threads),
    openForQueries: () => openOn(1),
    close: async () => {
      for (const engine of opened.values()) await (await engine).dispose();
    },
  };
}
