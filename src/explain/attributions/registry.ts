// The attributions. A new one is a file beside this and a line here; test/explain/attributions.test.ts tests them all.
import { gradient } from './gradient.js';

export const attributions = { gradient } as const;
