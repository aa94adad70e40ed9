// The standard distributions. A new one is a file beside this and a line here; test/densities/distributions.test.ts
// tests them all.
import { diagonalNormal } from './diagonal-normal.js';
import { normal } from './normal.js';
import { standardNormal } from './standard-normal.js';
import { uniform } from './uniform.js';

export const distributions = { standardNormal, diagonalNormal, normal, uniform } as const;
