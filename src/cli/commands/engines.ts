// tharsis engines: which training engines work on this machine, and why the others do not.
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import type { EngineProbe } from '../../benchmark/probe-engine.js';
import { engineNames } from '../../tensor/engine.js';
import { addCommonOptions, type CommonOptions, perform } from '../command-frame.js';

export function enginesCommand(): Command {
  const command = new Command('engines').description('list the training engines: which work here, and how fast');
  return addCommonOptions(command, 'not used').action((options: CommonOptions) =>
    perform(options, async () => {
      const { probeEngine } = await import('../../benchmark/probe-engine.js');
      const engines: EngineProbe[] = [];
      for (const name of engineNames) engines.push(await probeEngine(name, options.threads ?? availableParallelism()));
      return { document: { engines }, lines: engines.map(line) };
    }),
  );
}

function line({ name, works, reason, matmulGflops, convolutionGflops }: EngineProbe): string {
  if (!works) return `${name.padEnd(12)} no   ${reason}`;
  return `${name.padEnd(12)} yes  matrix product ${matmulGflops!.toFixed(1)} GFLOP/s, convolution ${convolutionGflops!.toFixed(1)} GFLOP/s`;
}
