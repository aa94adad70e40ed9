// tharsis engines: which training engines work on this machine, and why the others do not.
import { availableParallelism } from 'node:os';
import type { EngineProbe } from '../../benchmark/probe-engine.js';
import { engineNames } from '../../tensor/engine.js';
import type { TharsisCommand } from './command.js';

export const engines: TharsisCommand = {
  name: 'engines',
  description: 'list the training engines: which work here, and how fast',
  out: 'not used',
  again: 'resumes where it stopped',
  register() {},
  async run(_context, options) {
    const { probeEngine } = await import('../../benchmark/probe-engine.js');
    const probes: EngineProbe[] = [];
    for (const name of engineNames) probes.push(await probeEngine(name, options.threads ?? availableParallelism()));
    return { document: { engines: probes }, lines: probes.map(line) };
  },
};

function line({ name, works, reason, matmulGflops, convolutionGflops }: EngineProbe): string {
  if (!works) return `${name.padEnd(12)} no   ${reason}`;
  return `${name.padEnd(12)} yes  matrix product ${matmulGflops!.toFixed(1)} GFLOP/s, convolution ${convolutionGflops!.toFixed(1)} GFLOP/s`;
}
