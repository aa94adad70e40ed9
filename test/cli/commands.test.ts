// Every command of the registry, in this process: help, and what a mistyped option is answered with.
import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/registry.js';
import { tharsisCommand } from '../../src/cli/main.js';

it('names each command once', () => {
  const names = commands.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(tharsisCommand().commands.map((command) => command.name())).toEqual(names);
});

const readme = readFileSync('README.md', 'utf8');

describe.each(commands)('tharsis $name', ({ name, description, out }) => {
  it('stands in the table of README.md', () => {
    expect(readme).toMatch(new RegExp(`^\\| .*\`tharsis ${name}[ \`]`, 'm'));
  });

  it('describes itself and its options', () => {
    const command = tharsisCommand().commands.find((one) => one.name() === name)!;
    const help = command.configureHelp({ helpWidth: 1000 }).helpInformation();
    expect(help).toContain(`Usage: tharsis ${name} `);
    expect(help).toContain(description);
    expect(help).toContain(out);
    for (const option of command.options) expect(option.description, option.flags).not.toBe('');
  });

  it('refuses an unknown option and suggests the nearest', async () => {
    const program = tharsisCommand();
    const command = program.commands.find((one) => one.name() === name)!;
    command.configureOutput({ writeErr: () => {} });
    const error = await program
      .parseAsync([name, '--thread', '2'], { from: 'user' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CommanderError);
    expect(error).toMatchObject({ code: 'commander.unknownOption' });
    expect((error as CommanderError).message).toContain('Did you mean --threads?');
  });
});
