// A damaged file that sends the HDF5 library round in circles, or that it keeps open, harms nothing but itself.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSimulationHeader, readTemperature } from '../../src/archive/guarded/guarded-reader.js';
import { openReadingThread } from '../../src/archive/guarded/reading-thread.js';
import { ingestArchive } from '../../src/archive/ingest.js';
import { InterruptedError } from '../../src/foundation/errors.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import { errorOf, rejectionOf, scratchFolder } from './sample-simulations.js';

const folder = scratchFolder();
const good = readFileSync('test/archive/fixtures/foreign-0.h5');
const cells = 5 * 6 * 7;

/** Bytes of the fixture that, wrong, keep the library from ever returning. */
const ENDLESS = [4632, 4736];
/** Bytes that, wrong, make the library fail with the file still open, or abort. */
const KEPT_OPEN = 168;
const ABORTING = 4592;

/** The fixture with all bits of one byte turned. */
function damaged(name: string, position: number): string {
  const path = join(folder, name);
  const bytes = Uint8Array.from(good);
  bytes[position] = bytes[position]! ^ 0xff;
  writeFileSync(path, bytes);
  return path;
}

describe('a file that is never read to its end', () => {
  it('is refused by the watchdog, and the next file is read', async () => {
    const thread = openReadingThread({ patience: 400 });
    for (const position of ENDLESS) {
      const path = damaged('endless.h5', position);
      expect(await rejectionOf(thread.ask(path, 'examine', [path]))).toMatchObject({
        code: 'archive-unreadable',
        message: `${path} is damaged: reading it does not come to an end (stopped after 0.4 s without progress)`,
        remedy: 'copy or simulate it again',
        exitCode: 2,
      });
    }
    const path = join(folder, 'good.h5');
    writeFileSync(path, good);
    const header = await thread.ask(path, 'header', [path]);
    expect(await thread.ask(path, 'temperature', [header, 0, 5])).toHaveLength(cells);
  });

  it('is refused where the caller waits, too', () => {
    const thread = openReadingThread({ patience: 400 });
    const path = damaged('endless.h5', ENDLESS[0]!);
    expect(errorOf(() => thread.askAndWait(path, 'examine', [path])).message).toContain('does not come to an end');
    writeFileSync(path, good);
    expect(thread.askAndWait(path, 'header', [path]).times).toHaveLength(5);
  });

  it('leaves the event loop to Ctrl-C', async () => {
    const controller = new AbortController();
    const ingesting = ingestArchive([damaged('endless.h5', ENDLESS[0]!)], {
      name: 'endless',
      description: '',
      manifest: join(folder, 'endless.json'),
      validationFraction: 0.2,
      testFraction: 0.2,
      stream: randomStream(1),
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 300);
    await expect(ingesting).rejects.toThrow(InterruptedError);
  });
});

it('starts another thread for the next question after one that did not start', () => {
  const script = join(folder, 'worker.mjs');
  const thread = openReadingThread({ startPatience: 3000, script: pathToFileURL(script) });
  const path = join(folder, 'good.h5');
  writeFileSync(path, good);
  expect(() => thread.askAndWait(path, 'header', [path])).toThrow('no reading thread started within 3000 ms');
  const worker = pathToFileURL(join(process.cwd(), 'dist/archive/guarded/reading-worker.js'));
  writeFileSync(script, `import '${worker.href}';`);
  expect(thread.askAndWait(path, 'header', [path]).times).toHaveLength(5);
});

describe('a damaged file', () => {
  it('is read once it is mended at the same path', () => {
    for (const position of [KEPT_OPEN, ABORTING]) {
      const path = damaged('mended.h5', position);
      expect(errorOf(() => readTemperature(readSimulationHeader(path)))).toMatchObject({ code: 'archive-unreadable' });
      writeFileSync(path, good);
      const header = readSimulationHeader(path);
      expect(readTemperature(header)).toHaveLength(cells);
      expect(readTemperature(header, 1, 3)).toEqual(readTemperature(header).slice((2 * cells) / 10, (6 * cells) / 10));
    }
  });

  it('does not spoil the next one', async () => {
    const thread = openReadingThread();
    const [kept, aborting] = [damaged('kept.h5', KEPT_OPEN), damaged('aborting.h5', ABORTING)];
    const whole = join(folder, 'whole.h5');
    writeFileSync(whole, good);
    const [first, second, third] = await Promise.allSettled(
      [kept, aborting, whole].map((path) => thread.ask(path, 'examine', [path])),
    );
    expect([first!.status, second!.status, third!.status]).toEqual(['rejected', 'rejected', 'fulfilled']);
  });
});
