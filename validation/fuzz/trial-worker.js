// The thread of a campaign: makes a reader's good files, then answers trial after trial.
import { parentPort, workerData } from 'node:worker_threads';
import { contentDigest, judged } from './judge.js';
import { readers } from './registry.js';

const { randomStream } = await import('../../dist/foundation/random-stream.js');
const { name, seed, folder } = workerData;
const files = await readers.find((reader) => reader.name === name).prepare(folder);
for (const file of files) file.digest = contentDigest(await file.read(file.bytes));
parentPort.postMessage({ ready: true });
parentPort.on('message', async (number) => {
  const { bytes, ...result } = await judged({ name, files }, seed, number, randomStream);
  parentPort.postMessage({ number, ...result });
});
