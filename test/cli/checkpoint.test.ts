// Ctrl-C and kill -9 in the middle of an evolution: the same command goes on from its last checkpoint to the same bits.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sha256File } from '../../src/foundation/digest.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';
import { type Said, startTharsis } from './run-tharsis.js';

const command = [
  ...'simulate --eta 1e21 --activation-energy 3e5 --activation-volume 6e-6 --enrichment 20'.split(' '),
  ...'--initial-temperature 1700 --radial-cells 16 --azimuthal-cells 20 --output-intervals 40'.split(' '),
  ...'--checkpoint-interval 0 --threads 1 --json'.split(' '),
];

const beside = (folder: string, ending: string): string[] =>
  existsSync(join(folder, 'archive'))
    ? readdirSync(join(folder, 'archive')).filter((name) => name.endsWith(ending))
    : [];

/** When the checkpoint was written; undefined where there is none. */
function checkpointTime(folder: string): number | undefined {
  const [name] = beside(folder, '.checkpoint');
  return name === undefined ? undefined : statSync(join(folder, 'archive', name), { throwIfNoEntry: false })?.mtimeMs;
}

/** Runs the command; sends the signal as soon as there is a new checkpoint. */
async function stopped(folder: string, signal: NodeJS.Signals): Promise<Said> {
  const before = checkpointTime(folder);
  let watch: NodeJS.Timeout | undefined;
  const running = startTharsis(command, folder, undefined, (child) => {
    watch = setInterval(() => {
      const time = checkpointTime(folder);
      if (time === undefined || time === before) return;
      clearInterval(watch);
      child.kill(signal);
    }, 2);
  });
  const said = await running;
  clearInterval(watch);
  return said;
}

it('resumes an evolution that was interrupted or killed, and leaves nothing but the archive and its record', async () => {
  const folder = temporaryFolder();
  expect((await stopped(folder, 'SIGKILL')).code).toBeNull();
  expect((await stopped(folder, 'SIGINT')).code).toBe(130);
  expect(beside(folder, '.checkpoint')).toHaveLength(1);
  expect(beside(folder, '.h5')).toEqual([]);
  const resumed = await startTharsis(command, folder);
  const whole = temporaryFolder();
  const uninterrupted = await startTharsis([...command, '--checkpoint-interval', '30'], whole);
  const [file] = beside(whole, '.h5');
  expect(beside(folder, '.h5')).toEqual([file]);
  expect(sha256File(join(folder, 'archive', file!))).toBe(sha256File(join(whole, 'archive', file!)));
  expect(beside(folder, '').filter((name) => !/\.(h5|json)$/.test(name))).toEqual([]);
  const steps = ({ stdout }: Said): number => JSON.parse(stdout).simulations[0].steps;
  expect(steps(resumed)).toBe(steps(uninterrupted));
}, 60_000);
