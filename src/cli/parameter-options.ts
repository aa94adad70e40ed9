// Simulation parameters on the command line: named options for the five of a Mars-like mantle, and
// --parameters name=value,... for models that were trained on others.
import type { Command } from 'commander';
import { TharsisError } from '../foundation/errors.js';
import { suggestion } from '../foundation/nearest-name.js';
import { plainDecimal } from '../foundation/plain-number.js';
import { finiteNumber } from './command-frame.js';

/** What the parameter options give. */
export interface ParameterOptions {
  readonly eta?: number;
  readonly activationEnergy?: number;
  readonly activationVolume?: number;
  readonly enrichment?: number;
  readonly initialTemperature?: number;
  readonly parameters?: string;
}

/** Adds the parameter options to a command. */
export function addParameterOptions(command: Command): Command {
  return command
    .option('--eta <Pa s>', 'reference viscosity at 1600 K and 3 GPa', finiteNumber)
    .option('--activation-energy <J/mol>', 'activation energy of diffusion creep', finiteNumber)
    .option('--activation-volume <m3/mol>', 'activation volume of diffusion creep', finiteNumber)
    .option(
      '--enrichment <ratio>',
      'heat-producing elements in the crust, relative to the residual mantle',
      finiteNumber,
    )
    .option('--initial-temperature <K>', 'initial mantle temperature', finiteNumber)
    .option('--parameters <name=value,...>', 'any parameters by the names in the archive');
}

/** The parameters given, by archive name. */
export function givenParameters(options: ParameterOptions): Record<string, number> {
  const named: Record<string, number | undefined> = {
    referenceViscosity: options.eta,
    activationEnergy: options.activationEnergy,
    activationVolume: options.activationVolume,
    enrichment: options.enrichment,
    initialTemperature: options.initialTemperature,
  };
  const given = Object.fromEntries(
    Object.entries(named).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
  const assigned = parseAssignments(options.parameters ?? '');
  const twice = Object.keys(assigned).find((name) => Object.hasOwn(given, name));
  if (twice !== undefined) {
    throw new TharsisError(
      'parameter-twice',
      `${twice} is given twice`,
      'give it by its own option or by --parameters',
    );
  }
  return { ...given, ...assigned };
}

/** Exactly the `expected` parameters; a missing or an unknown one is an error that names it. */
export function requireParameters(given: Record<string, number>, expected: readonly string[]): Record<string, number> {
  for (const name of Object.keys(given)) {
    if (!expected.includes(name)) {
      throw new TharsisError('parameter-unknown', `unknown parameter '${name}'`, suggestion(name, expected));
    }
  }
  const missing = expected.filter((name) => !Object.hasOwn(given, name));
  if (missing.length > 0) {
    throw new TharsisError(
      'parameter-missing',
      `missing parameter${missing.length > 1 ? 's' : ''}: ${missing.join(', ')}`,
      `give --parameters ${missing.map((name) => `${name}=...`).join(',')} or the options that --help lists`,
    );
  }
  return Object.fromEntries(expected.map((name) => [name, given[name]!]));
}

function parseAssignments(text: string): Record<string, number> {
  const assignments = new Map<string, number>();
  for (const part of text.split(',').filter((item) => item.trim() !== '')) {
    const [name, value, ...rest] = part.split('=').map((item) => item.trim());
    if (!name || !value || rest.length > 0 || !Number.isFinite(plainDecimal(value))) {
      throw new TharsisError(
        'parameter-malformed',
        `cannot read the parameter '${part}'`,
        'write name=value, like enrichment=12',
      );
    }
    if (assignments.has(name)) {
      throw new TharsisError('parameter-twice', `--parameters gives ${name} twice`, 'give it once');
    }
    assignments.set(name, plainDecimal(value));
  }
  return Object.fromEntries(assignments);
}
