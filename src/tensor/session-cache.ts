// Optimized graphs on disk. Before ONNX Runtime runs a graph it fuses and rearranges it, which takes half of the time to the
// first step where graphs are large. What it arrives at is kept by content: by the digest of the graph, the version and options
// of the runtime, and the instruction set of the machine (optimized graphs lay data out for it). An entry that is damaged or
// cannot be written costs time, nothing else.
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { cpus, homedir } from 'node:os';
import { join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { canonicalJson, sha256 } from '../foundation/digest.js';
import { makeFolders } from '../foundation/folders.js';

type Runtime = typeof import('onnxruntime-node');

/** Smaller graphs, bytes, are optimized in a few tens of milliseconds. */
const LEAST_BYTES = 32 * 2 ** 10;

/** What a cache folder may hold; the entries that were not used for longest go first. */
const MOST_BYTES = 256 * 2 ** 20;

/** Entries begin with the SHA-256 of the rest, in hexadecimal. */
const DIGEST_LENGTH = 64;

/** Where optimized graphs are kept: `THARSIS_CACHE`, or tharsis/graphs in the user's cache folder; undefined for 'off'. */
export function graphCacheFolder(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const { THARSIS_CACHE: chosen, XDG_CACHE_HOME: caches } = environment;
  if (chosen === 'off') return undefined;
  return chosen || join(caches || join(homedir(), '.cache'), 'tharsis', 'graphs');
}

/** A session for a model on the processor, by way of `folder` unless that is undefined. */
export async function cachedSession(
  runtime: Runtime,
  model: Uint8Array,
  options: InferenceSession.SessionOptions,
  folder: string | undefined,
): Promise<InferenceSession> {
  const create = (bytes: Uint8Array, changed: InferenceSession.SessionOptions = {}) =>
    runtime.InferenceSession.create(bytes, { ...options, ...changed });
  if (folder === undefined || model.length < LEAST_BYTES) return create(model);
  const path = join(folder, `${keyOf(runtime, model, options)}.onnx`);
  const optimized = readEntry(path);
  if (optimized !== undefined) {
    try {
      return await create(optimized, { graphOptimizationLevel: 'disabled' });
    } catch {
      // Written whole, but not for this machine: made anew below.
    }
  }
  const written = join(folder, `${randomUUID()}.tmp`);
  let session: InferenceSession;
  try {
    makeFolders(folder);
    session = await create(model, { optimizedModelFilePath: written });
  } catch {
    return create(model);
  }
  try {
    keepEntry(path, readFileSync(written));
    rmSync(written);
    evict(folder);
  } catch {
    // The disk may be full, or another process may have made or emptied the folder: the session is there all the same.
  }
  return session;
}

function keyOf(runtime: Runtime, model: Uint8Array, options: InferenceSession.SessionOptions): string {
  return sha256(canonicalJson({ model: sha256(model), versions: runtime.env.versions, options, machine: machine() }));
}

/** What decides how graphs are optimized for this processor. */
function machine(): object {
  let flags: string | undefined;
  try {
    // A virtual machine may hide instructions that the model's name promises.
    flags = /^(?:flags|Features)\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1];
  } catch {
    // Not Linux: the model's name has to do.
  }
  return { architecture: process.arch, model: cpus()[0]?.model, flags };
}

function readEntry(path: string): Uint8Array | undefined {
  try {
    const bytes = readFileSync(path);
    const optimized = bytes.subarray(DIGEST_LENGTH);
    if (bytes.toString('latin1', 0, DIGEST_LENGTH) !== sha256(optimized)) return undefined;
    const now = new Date();
    utimesSync(path, now, now);
    return optimized;
  } catch {
    return undefined;
  }
}

function keepEntry(path: string, optimized: Uint8Array): void {
  writeFileAtomic(path, Buffer.concat([Buffer.from(sha256(optimized), 'latin1'), optimized]));
}

function evict(folder: string): void {
  const entries = readdirSync(folder)
    .filter((name) => name.endsWith('.onnx'))
    .map((name) => ({ path: join(folder, name), file: statSync(join(folder, name), { throwIfNoEntry: false }) }))
    .sort((a, b) => (b.file?.mtimeMs ?? 0) - (a.file?.mtimeMs ?? 0));
  let total = 0;
  for (const { path, file } of entries) {
    total += file?.size ?? 0;
    if (total > MOST_BYTES) rmSync(path, { force: true });
  }
}
