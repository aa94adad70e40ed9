// The truth averaged over the azimuth: the best that any model of profiles alone could do.
import { horizontallyAveraged } from '../profiles.js';
import type { Baseline } from './baseline.js';

export const horizontalMean: Baseline = {
  label: 'horizontal mean',
  meaning: 'the truth averaged over φ: the best that a model of profiles without plumes could do',
  yardstick: true,
  color: '#a68a00',
  dash: '7,3,2,3',
  predict: ({ source, heldOut }) => {
    const { times } = source.simulations[heldOut]!;
    return horizontallyAveraged({ times, r: source.r, phi: source.phi, temperature: source.readTemperature(heldOut) });
  },
};
