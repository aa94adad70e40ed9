// The rheologies an evolution may have: one file and one line each. The configuration lists these names.
import { arrhenius } from './arrhenius.js';
import { linearized } from './linearized.js';
import type { Rheology } from './rheology.js';
import { viscoplastic } from './viscoplastic.js';

export const rheologies = {
  arrhenius,
  linearized,
  viscoplastic,
} as const satisfies Readonly<Record<string, Rheology>>;

export type RheologyName = keyof typeof rheologies;

export const rheologyNames = Object.keys(rheologies) as [RheologyName, ...RheologyName[]];
