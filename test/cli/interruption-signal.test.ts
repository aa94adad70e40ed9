// What signals do to a process that listens for interruption, also while its thread is blocked.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const module = pathToFileURL('dist/cli/interruption-signal.js').href;

/** Starts a process that listens, says 'ready', and runs `work` once its signal is raised. */
async function listening(work: string) {
  const script = `
    const { listenForInterruption } = await import(${JSON.stringify(module)});
    const { signal, stopListening } = listenForInterruption();
    const alive = setInterval(() => {}, 1000);
    signal.addEventListener('abort', () => { ${work} });
    console.log('ready');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  await once(child.stdout, 'data');
  return { child, ended: once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]> };
}

it.each(['SIGINT', 'SIGTERM'] as const)('a second %s ends a process whose thread is blocked', async (name) => {
  const { child, ended } = await listening(`
    setTimeout(() => {
      console.log('blocked');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }, 700);`);
  child.kill(name);
  await once(child.stdout, 'data');
  child.kill(name);
  expect(await ended).toEqual([null, name]);
});

it('two signals of one key press are one', async () => {
  const { child, ended } = await listening(`setTimeout(() => { stopListening(); clearInterval(alive); }, 300);`);
  child.kill('SIGINT');
  await once(child.stderr, 'data');
  await pause(50);
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
});
