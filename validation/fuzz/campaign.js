// A campaign against one reader: trials one after the other in a thread that is ended when it hangs, counts by verdict,
// and the inputs of all faults in a folder.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { faults } from './judge.js';
import { mutated } from './mutations.js';
import { readers } from './registry.js';

const { randomStream } = await import('../../dist/foundation/random-stream.js');

/** s that a trial may take; a machine that does other things may be ten times slower than alone. */
const LIMIT = 40;

/**
 * Goes on from `state` until `count` trials are done or the time is over.
 *
 * @param {{ name: string, seed: number, count: number, until: number, folder: string, faultFolder: string,
 *   state: { done: number, verdicts: Record<string, number>, faults: object[] }, progress: (state: object) => void }} campaign
 */
export async function runCampaign({ name, seed, count, until, folder, faultFolder, state, progress }) {
  let worker;
  const start = async () => {
    worker = new Worker(new URL('./trial-worker.js', import.meta.url), {
      workerData: { name, seed, folder },
      stdout: true,
      stderr: true,
    });
    await answer(worker, undefined, 10 * LIMIT);
  };
  const trial = async (number) => {
    if (worker === undefined) await start();
    let result;
    try {
      result = await answer(worker, number, LIMIT);
    } catch (error) {
      result = { verdict: error.verdict ?? 'crash', detail: error.message };
      void worker.terminate();
      worker = undefined;
    }
    state.verdicts[result.verdict] = (state.verdicts[result.verdict] ?? 0) + 1;
    if (faults.includes(result.verdict)) await keep(result, number);
  };
  // What was a fault may have been mended since.
  for (const fault of state.faults.splice(0)) {
    state.verdicts[fault.verdict]--;
    await trial(fault.number);
  }
  while (state.done < count && performance.now() < until) {
    await trial(state.done);
    state.done++;
    progress(state);
  }
  await worker?.terminate();

  async function keep(result, number) {
    mkdirSync(faultFolder, { recursive: true });
    const input = `${name}-${seed}-${number}`;
    const files = await readers.find((reader) => reader.name === name).prepare(folder);
    const stream = randomStream(seed, `fuzz ${name} ${number}`);
    const file = files[stream.integer(files.length)];
    writeFileSync(join(faultFolder, input), mutated(file.bytes, file.isText, stream).bytes);
    const fault = { input, file: file.name, ...result, number };
    state.faults.push(fault);
    writeFileSync(join(faultFolder, `${input}.json`), `${JSON.stringify(fault, null, 1)}\n`);
  }
}

/** Sends a message and waits for its answer for a number of seconds. */
function answer(worker, message, seconds) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => finish(() => reject(Object.assign(new Error(`no answer in ${seconds} s`), { verdict: 'hang' }))),
      1000 * seconds,
    );
    const onMessage = (result) => finish(() => resolve(result));
    const onError = (error) => finish(() => reject(error));
    const finish = (end) => {
      clearTimeout(timer);
      worker.off('message', onMessage);
      worker.off('error', onError);
      end();
    };
    worker.on('message', onMessage);
    worker.on('error', onError);
    if (message !== undefined) worker.postMessage(message);
  });
}
