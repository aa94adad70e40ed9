// The optimizers. A new one is a file beside this and a line here; test/training/optimizers.test.ts tests them all.
import { adam } from './adam.js';
import { adamw } from './adamw.js';

export const optimizers = { adam, adamw } as const;
