// The training engine, opened when the first stage asks for it and closed once at the end.
import type { Engine, EngineName } from '../tensor/engine.js';
import { openEngine } from '../tensor/open-engine.js';

/** Gives the one engine of this process. */
export interface EngineSource {
  open(): Promise<Engine>;
  close(): Promise<void>;
}

/** An engine source for `name`; nothing is loaded before `open`. */
export function engineSource(name: EngineName, threads: number): EngineSource {
  let opened: Promise<Engine> | undefined;
  return {
    open: () => {
      opened ??= openEngine(name, { threads });
      return opened;
    },
    close: async () => {
      if (opened !== undefined) await (await opened).dispose();
    },
  };
}
