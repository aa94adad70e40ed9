// A constant learning rate.
import type { Schedule } from './schedule.js';

export function constant(): Schedule {
  return { identity: { name: 'constant' }, share: () => 1 };
}
