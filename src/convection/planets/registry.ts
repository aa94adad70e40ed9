// The planets: one file and one line each.
import { earth } from './earth.js';
import { mars } from './mars.js';
import { marsInsight } from './mars-insight.js';
import { mercury } from './mercury.js';
import { moon } from './moon.js';
import type { PlanetEntry } from './planet-data.js';
import { venus } from './venus.js';

export const planets = { mars, 'mars-insight': marsInsight, moon, mercury, venus, earth } as const satisfies Readonly<
  Record<string, PlanetEntry>
>;

export type PlanetName = keyof typeof planets;

export const planetNames = Object.keys(planets) as [PlanetName, ...PlanetName[]];
