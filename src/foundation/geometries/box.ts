// A box: "radius" is height, φ is a length. For benchmarks.
import type { Geometry } from './geometry.js';

export const box: Geometry = {
  description: 'box',
  width: () => 1,
  thickness: () => 1,
  hoop: () => 0,
  volume: (_center, height) => height,
  resistance: (_at, inner, outer) => outer - inner,
};
