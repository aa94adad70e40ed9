// The words of commands: what the command line makes of them, short of running the command. A word a line.
const { tharsisCommand } = await import('../../../dist/cli/main.js');
const { TharsisError } = await import('../../../dist/foundation/errors.js');

const lines = [
  'run pipelines/mars-quick.yaml --seed 3 --threads 2 --json',
  'simulate --eta 1e21 --activation-energy 3e5 --radial-cells 32 --out runs/one',
  'ingest archive --name mars --validation-fraction 0.1 --test-fraction 0.1 --overwrite',
  'train pod --data data-manifests/mars.json --seed 1',
  'predict runs/mars/model --parameters referenceViscosity=1e21 --times 0.5,1,4.5 --predictor fnn',
  'picture runs/one/simulation.h5 --field temperature --width 500',
  'evaluate runs/mars --json',
];

export const commandLine = {
  name: 'command-line',
  prepare: () =>
    lines.map((line) => ({
      name: line.split(' ')[0],
      isText: true,
      isSealed: false,
      bytes: new TextEncoder().encode(line.replaceAll(' ', '\n')),
      read: parsed,
    })),
};

async function parsed(bytes) {
  let found;
  const program = tharsisCommand();
  const silent = { writeOut: () => {}, writeErr: () => {} };
  program.configureOutput(silent);
  for (const command of program.commands) {
    command.configureOutput(silent);
    command.action(() => {
      found = [command.name(), command.args, JSON.stringify(command.opts())];
    });
  }
  try {
    // A word of the system holds no zero.
    await program.parseAsync(new TextDecoder().decode(bytes).replaceAll('\0', '').split('\n'), { from: 'user' });
  } catch (error) {
    if (String(error.code).startsWith('commander.')) throw new TharsisError('usage', 'usage', 'see --help');
    throw error;
  }
  return found;
}
