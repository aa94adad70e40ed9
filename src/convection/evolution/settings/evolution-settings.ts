// All settings of an evolution, by subject: keys, types, defaults, checks of single values, and descriptions.
import { z } from 'zod';
import { gridSettings } from './grid.js';
import { outputSettings } from './output.js';
import { physicsSettings } from './physics.js';
import { stepSettings, viscositySettings } from './solver.js';
import { startSettings } from './start.js';

/** Archives keep configurations as text, in this order: another one would change their bytes. */
export const evolutionSettings = z.strictObject({
  ...physicsSettings,
  ...gridSettings,
  ...outputSettings,
  ...viscositySettings,
  ...startSettings,
  ...stepSettings,
});

/** How an evolution is computed: every default filled in. */
export type EvolutionConfig = Readonly<z.output<typeof evolutionSettings>>;

/** What may be given: every key has a default. */
export type EvolutionSettings = Readonly<z.input<typeof evolutionSettings>>;
