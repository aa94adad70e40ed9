// A slice of `npm run fuzz` (validation/fuzz): the same mutations of every run, and the inputs of all faults that were
// mended. Files of HDF5 are in test/archive, where the reading thread has its tests; models need a training.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/foundation/random-stream.js';
import { temporaryFolder } from '../pipeline/temporary-folder.js';

interface GoodFile {
  readonly name: string;
  digest?: string | undefined;
  readonly bytes: Uint8Array;
  readonly read: (bytes: Uint8Array) => unknown;
}

interface Reader {
  readonly name: string;
  readonly prepare: (folder: string) => GoodFile[] | Promise<GoodFile[]>;
}

interface Verdict {
  readonly verdict: string;
  readonly detail?: string;
}

const fuzz = (module: string) => import(pathToFileURL(join('validation/fuzz', module)).href);
const { readers } = (await fuzz('registry.js')) as { readers: readonly Reader[] };
const { contentDigest, faults, judged, verdictOn } = (await fuzz('judge.js')) as {
  contentDigest: (content: unknown) => string | undefined;
  faults: readonly string[];
  judged: (
    reader: { name: string; files: GoodFile[] },
    seed: number,
    number: number,
    stream: typeof randomStream,
  ) => Promise<Verdict & { what: string }>;
  verdictOn: (file: GoodFile, bytes: Uint8Array) => Promise<Verdict>;
};

const TRIALS = 30;
const elsewhere = ['hdf5', 'model', 'weights'];
const mended = 'test/fuzz/fixtures';

describe.each(readers.filter(({ name }) => !elsewhere.includes(name)))('the reader $name', (reader) => {
  it('reads, refuses in one line or sets aside whatever it is given', async () => {
    const folder = join(temporaryFolder(), reader.name);
    mkdirSync(folder, { recursive: true });
    const files = await reader.prepare(folder);
    for (const file of files) {
      file.digest = contentDigest(await file.read(file.bytes));
      expect(file.digest, file.name).toBeDefined();
    }
    for (let number = 0; number < TRIALS; number++) {
      const { verdict, what, detail } = await judged({ name: reader.name, files }, 22, number, randomStream);
      expect(faults, `trial ${number}, ${what}: ${detail}`).not.toContain(verdict);
    }
    const kept = readdirSync(mended).filter((input) => input.startsWith(`${reader.name}~`));
    for (const input of kept) {
      const file = files.find(({ name }) => name.replaceAll(' ', '-') === input.split('~')[1]);
      const { verdict, detail } = await verdictOn(file!, Uint8Array.from(readFileSync(join(mended, input))));
      expect(faults, `${input}: ${detail}`).not.toContain(verdict);
    }
  });
});

it('every fixture belongs to a reader of the slice', () => {
  const names = readers.map(({ name }) => name).filter((name) => !elsewhere.includes(name));
  for (const input of readdirSync(mended)) expect(names).toContain(input.split('~')[0]);
});
