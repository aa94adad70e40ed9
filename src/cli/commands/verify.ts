// tharsis verify SUITE: published numbers and closed forms beside ours.
import { Argument, InvalidArgumentError } from 'commander';
import { factorBytesPerCell, mostCells } from '../../convection/stokes/factor-size.js';
import type { VerificationResult } from '../../convection/verification/suite.js';
import { bytesInWords } from '../../foundation/byte-size.js';
import { interruptible } from '../../foundation/interruption.js';
import type { Reporter } from '../../foundation/reporter.js';
import { describeMeasurement } from '../../runs/environment.js';
import { type CommonOptions, type Outcome, wholeNumber } from '../command-frame.js';
import type { TharsisCommand } from './command.js';

/** Of a side; the solver refuses wider grids that do not fit. */
const MAX_SIDE = Math.floor(Math.sqrt(mostCells));

interface VerifyOptions extends CommonOptions {
  readonly case?: string[];
  readonly cells?: number;
}

export const verify: TharsisCommand = {
  name: 'verify',
  description: 'compute published benchmarks: our numbers beside theirs',
  out: 'not used',
  again: 'starts over',
  register(command) {
    command
      .addArgument(new Argument('<suite>', 'what to verify').choices(['convection']))
      .option('--case <names...>', 'these cases only, like blankenbach-2b tosi-3 stokes-annulus (default: all)')
      .option('--cells <count>', 'cells from bottom to top (default: 64)', evenCells);
  },
  run: ({ signal, reporter }, options: VerifyOptions) => verifySuite(options, signal, reporter),
};

async function verifySuite(options: VerifyOptions, signal: AbortSignal, reporter: Reporter): Promise<Outcome> {
  const { casesNamed, defaultCells, verifyCase } = await import('../../convection/verification/suite.js');
  const chosen = casesNamed(options.case ?? []);
  const pause = interruptible(signal);
  const cases: VerificationResult[] = [];
  for (const [index, verification] of chosen.entries()) {
    const progress = reporter.progress(verification.name, chosen.length, index);
    const show = (words: string): void => progress.update(index, words);
    cases.push(await verifyCase(verification, options.cells ?? defaultCells, pause, show));
    progress.finish();
    await pause();
  }
  return { document: { provenance: describeMeasurement(), cases }, lines: cases.flatMap(lines) };
}

function lines({
  case: name,
  cells,
  values,
  reference,
  seconds,
  steady,
  residual,
  order = {},
}: VerificationResult): string[] {
  const rows = Object.entries(values).map(([key, value]) => {
    const published = reference[key];
    const text = typeof published === 'object' ? published.join(' to ') : (published?.toString() ?? '');
    const observed = order[key] === undefined ? '' : `  order ${order[key].toFixed(2)}`;
    return `  ${key.padEnd(40)} ${value.toPrecision(6).padStart(12)}  ${text}${observed}`;
  });
  return [`${name}, ${cells[0]} x ${cells[1]} cells, ${seconds.toFixed(1)} s${steadiness(steady, residual)}`, ...rows];
}

/** Whether a case that is driven to a steady state has come to rest. */
function steadiness(steady: boolean | undefined, residual: number | undefined): string {
  if (steady === undefined || residual === undefined) return '';
  const change = `the last sweep changed the temperature by ${residual.toExponential(1)}`;
  return steady ? `, steady (${change})` : `, NOT STEADY: ${change}`;
}

/** Orders of convergence compare with half as many cells. */
function evenCells(text: string): number {
  const value = wholeNumber(8, MAX_SIDE, (cells) => {
    const memory = bytesInWords(cells ** 2 * factorBytesPerCell);
    return `the matrix factors of ${cells} x ${cells} cells would take ${memory} of the 4 GB that WebAssembly can address`;
  })(text);
  if (value % 2 !== 0) {
    throw new InvalidArgumentError('expected an even whole number from 8 on.');
  }
  return value;
}
