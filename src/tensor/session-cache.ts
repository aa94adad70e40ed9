// Optimized graphs on disk. Before ONNX Runtime runs a graph it fuses and rearranges it, which takes half of the time
// to the first step for large graphs. The result is kept by content: by the digest of the graph, the
// version and options of the runtime, and the machine with its instruction set (optimized graphs lay data out for it).
// An entry that is damaged or cannot be written costs time, nothing else.
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { cpus, homedir } from 'node:os';
import { join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { writeFileAtomic } from '../foundation/atomic-file.js';
import { canonicalJson, sha256 } from '../foundation/digest.js';
import { makeFolders } from '../foundation/folders.js';
import { channelBlock } from './channel-block.js';

type Runtime = typeof import('onnxruntime-node');

/** Smaller graphs, bytes, are optimized in a few tens of milliseconds. */
const MIN_BYTES = 32 * 2 ** 10;

/** Maximum size of a cache folder; the least recently used entries are removed first. */
const MAX_BYTES = 256 * 2 ** 20;

/** Entries begin with the SHA-256 of the rest, in hexadecimal. */
const DIGEST_LENGTH = 64;

/** A temporary file of this age, milliseconds, was left by a process that was killed. */
const ABANDONED = 3_600_000;

/** Mode of the folder: other users must not put graphs there, since they are run. */
const OWN_FOLDER = 0o700;

/**
 * Where optimized graphs are kept: `THARSIS_CACHE`, or tharsis/graphs in the user's cache folder; undefined for 'off'
 * and for users without a home.
 */
export function graphCacheFolder(
  environment: NodeJS.ProcessEnv = process.env,
  home: () => string = homedir,
): string | undefined {
  const { THARSIS_CACHE: chosen, XDG_CACHE_HOME: caches } = environment;
  if (chosen === 'off') return undefined;
  if (chosen) return chosen;
  try {
    return join(caches || join(home(), '.cache'), 'tharsis', 'graphs');
  } catch {
    // No HOME, and no entry in the list of users: common in containers.
    return undefined;
  }
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
  if (folder === undefined || model.length < MIN_BYTES) return create(model);
  const path = join(folder, `${await keyOf(runtime, model, options)}.onnx`);
  const optimized = readEntry(path);
  if (optimized !== undefined) {
    try {
      return await create(optimized, { graphOptimizationLevel: 'disabled' });
    } catch {
      // Intact, but not for this machine: made again below.
    }
  }
  const written = join(folder, `${randomUUID()}.tmp`);
  let session: InferenceSession;
  try {
    makeFolders(folder, OWN_FOLDER);
    session = await create(model, { optimizedModelFilePath: written });
  } catch {
    removeQuietly(written);
    return create(model);
  }
  try {
    keepEntry(path, readFileSync(written));
    evict(folder);
  } catch {
    // The disk may be full, or another process may have made or emptied the folder: the session works anyway.
  } finally {
    removeQuietly(written);
  }
  return session;
}

async function keyOf(runtime: Runtime, model: Uint8Array, options: InferenceSession.SessionOptions): Promise<string> {
  const { versions } = runtime.env;
  const block = await channelBlock(runtime);
  return sha256(canonicalJson({ model: sha256(model), versions, options, machine: machine(), block }));
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Its folder may not exist, or belong to somebody else.
  }
}

/** The properties of this processor that optimized graphs depend on. */
function machine(): object {
  let flags: string | undefined;
  try {
    // A virtual machine may hide instructions that the processor model has.
    flags = /^(?:flags|Features)\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1];
  } catch {
    // Not Linux: use the model name alone.
  }
  return { platform: process.platform, architecture: process.arch, model: cpus()[0]?.model, flags };
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

/** Removes temporary files of killed processes, and the least recently used entries. */
function evict(folder: string): void {
  const files = readdirSync(folder)
    .map((name) => ({ path: join(folder, name), file: statSync(join(folder, name), { throwIfNoEntry: false }) }))
    .sort((a, b) => (b.file?.mtimeMs ?? 0) - (a.file?.mtimeMs ?? 0));
  const abandonedBefore = Date.now() - ABANDONED;
  for (const { path, file } of files) {
    if (path.endsWith('.tmp') && file !== undefined && file.mtimeMs < abandonedBefore) removeQuietly(path);
  }
  let total = 0;
  for (const { path, file } of files.filter((entry) => entry.path.endsWith('.onnx'))) {
    total += file?.size ?? 0;
    if (total > MAX_BYTES) rmSync(path, { force: true });
  }
}
