// The verdict on one trial: what a reader made of a mutated file.
import { createHash } from 'node:crypto';
import { mutated } from './mutations.js';

/** The digest of a content; undefined for one that was set aside. Numbers count by value, arrays of numbers by bits. */
export function contentDigest(content) {
  if (content === undefined) return undefined;
  const text = JSON.stringify(content, (_, value) => {
    if (ArrayBuffer.isView(value)) {
      const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      return `${value.constructor.name} ${createHash('sha256').update(bytes).digest('hex')}`;
    }
    if (value instanceof Map) return [...value];
    return typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)) ? String(value) : value;
  });
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Trial `number` of a reader: one of its good files, mutated and read.
 *
 * @param {{ name: string, files: object[] }} reader with the digests of its good contents in `files[].digest`
 */
export async function judged({ name, files }, seed, number, randomStream) {
  const stream = randomStream(seed, `fuzz ${name} ${number}`);
  const file = files[stream.integer(files.length)];
  const { what, bytes } = mutated(file.bytes, file.isText, stream);
  return { file: file.name, what, bytes, ...(await verdictOn(file, bytes)) };
}

/** `same`, `refused`, `set aside` and, of what has no seal, `other content` are well; the rest are faults. */
export async function verdictOn(file, bytes) {
  try {
    const digest = contentDigest(await file.read(bytes));
    if (digest === undefined) return { verdict: 'set aside' };
    if (digest === file.digest) return { verdict: 'same' };
    return { verdict: file.isSealed ? 'silent damage' : 'other content' };
  } catch (error) {
    if (error?.name !== 'TharsisError')
      return { verdict: 'raw error', detail: String(error?.stack ?? error).slice(0, 1500) };
    const line = `${error.message} (${error.remedy}) [${error.code}]`;
    if (error.exitCode !== 2) return { verdict: 'called a defect', detail: line.slice(0, 1500) };
    // All other control characters are written out where the line is printed.
    if (/\n/.test(line)) return { verdict: 'not one line', detail: line.slice(0, 1500) };
    return { verdict: 'refused' };
  }
}

export const faults = ['silent damage', 'raw error', 'called a defect', 'not one line', 'hang', 'crash'];
