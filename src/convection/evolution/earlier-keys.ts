// Keys of earlier versions, in configurations and in the files that keep them.
import { z } from 'zod';

/** The present key of each, and the value there that an earlier one stands for. */
const earlierKeys: Readonly<Record<string, { readonly key: string; readonly translate: (value: unknown) => unknown }>> =
  {
    snapshots: { key: 'outputIntervals', translate: (value) => value },
    perturbationAmplitude: { key: 'perturbation', translate: (amplitude) => ({ amplitude }) },
  };

/** A preprocessing step of a schema. Refuses settings that have both an earlier key and the present one. */
export function renameEarlierKeys(given: unknown, context: z.RefinementCtx): unknown {
  if (typeof given !== 'object' || given === null) return given;
  const settings: Record<string, unknown> = { ...given };
  for (const [earlier, { key, translate }] of Object.entries(earlierKeys)) {
    if (!(earlier in settings)) continue;
    const value = settings[earlier];
    if (key in settings) {
      const message = `expected ${key} alone: ${earlier} is its earlier name`;
      context.addIssue({ code: 'custom', path: [earlier], input: value, message });
      return z.NEVER;
    }
    delete settings[earlier];
    settings[key] = translate(value);
  }
  return settings;
}
