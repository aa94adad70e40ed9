// The bijections. A new one is a file beside this and a line here; test/densities/bijections.test.ts tests them all.
import { affine } from './affine.js';
import { sigmoid } from './sigmoid.js';

export const bijections = { affine, sigmoid } as const;
