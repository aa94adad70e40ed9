// The normal distribution of mean 0 and variance 1 in every component: the base distribution of flows.
import { diagonalNormal } from './diagonal-normal.js';
import type { Distribution } from './distribution.js';

/** @param dimension at least 1 */
export function standardNormal(dimension: number): Distribution {
  const zeros = new Array<number>(dimension).fill(0);
  const ones = new Array<number>(dimension).fill(1);
  return { ...diagonalNormal(zeros, ones), name: 'standard normal' };
}
