// The schedules of the learning rate. A new one is a file beside this and a line here; test/training/schedules.test.ts
// tests them all.
import { constant } from './constant.js';
import { cosine } from './cosine.js';
import { exponential } from './exponential.js';
import { plateau } from './plateau.js';

export const schedules = { constant, cosine, exponential, plateau } as const;
