// Named random streams from one seed. A stream is a Philox key and a position; a child stream's key is a hash of the
// parent's key and the child's name, so adding a stream never shifts another. Checkpoints hold no stream: whoever
// resumes asks for the child of the same name again.
import { createHash } from 'node:crypto';
import { philox } from './philox.js';

/** A source of random numbers. All methods advance it, except `child`. */
export interface RandomStream {
  /** Uniform in [0, 1) with 53 random bits. */
  uniform(): number;
  /** Standard normal (Box-Muller; two uniforms each). */
  normal(): number;
  fillUniform(target: Float32Array | Float64Array): void;
  fillNormal(target: Float32Array | Float64Array): void;
  /** Uniform integer in [0, below). */
  integer(below: number): number;
  /** Fisher-Yates, in place. */
  shuffle(items: unknown[] | Int32Array): void;
  /** An independent stream, the same for the same parent key and name whatever was drawn before. */
  child(name: string): RandomStream;
}

/** The root stream of a seed (any safe integer), or one of its named children. */
export function randomStream(seed: number, name?: string): RandomStream {
  if (!Number.isSafeInteger(seed)) throw new Error(`randomStream(): got seed ${seed}, expected a safe integer`);
  const root = streamOf(keyOf(`seed ${seed}`));
  return name === undefined ? root : root.child(name);
}

function keyOf(text: string): readonly [number, number] {
  const digest = createHash('sha256').update(text).digest();
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
}

function streamOf(key: readonly [number, number]): RandomStream {
  const counter = new Uint32Array(4);
  const keyWords = Uint32Array.from(key);
  const block = new Uint32Array(4);
  let position = 0;
  let blockIndex = -1;

  const nextWord = (): number => {
    const index = Math.floor(position / 4);
    if (index !== blockIndex) {
      counter[0] = index >>> 0;
      counter[1] = Math.floor(index / 2 ** 32);
      philox(counter, keyWords, block);
      blockIndex = index;
    }
    return block[position++ % 4]!;
  };
  const uniform = (): number => {
    const high = nextWord() >>> 5;
    const low = nextWord() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  };
  const normal = (): number => {
    // 1 - u lies in (0, 1], so the logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  };
  const integer = (below: number): number => {
    if (!(below >= 1)) throw new Error(`integer(): got below = ${below}, expected at least 1`);
    return Math.floor(uniform() * below);
  };
  return {
    uniform,
    normal,
    integer,
    fillUniform: (target) => {
      for (let i = 0; i < target.length; i++) target[i] = uniform();
    },
    fillNormal: (target) => {
      for (let i = 0; i < target.length; i++) target[i] = normal();
    },
    shuffle: (items) => {
      for (let i = items.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        const kept = items[i]!;
        items[i] = items[j]!;
        items[j] = kept;
      }
    },
    child: (name) => streamOf(keyOf(`${key[0]} ${key[1]} ${name}`)),
  };
}
