// The learning rate stays as it is.
import type { Schedule } from './schedule.js';

export function constant(): Schedule {
  return { identity: { name: 'constant' }, share: () => 1 };
}
