// Temperature profiles in CSV, from which simulations start.
import { asFile, written } from './as-file.js';

const { readTemperatureProfile } = await import('../../../dist/archive/temperature-profile.js');

export const temperatureProfile = {
  name: 'temperature-profile',
  prepare: (folder) => {
    const lines = Array.from({ length: 8 }, (_, index) => `${1.7e6 + 2.4e5 * index},${2000 - 230 * index}`);
    const path = written(folder, 'profile.csv', `radius_m,temperature_K\n${lines.join('\n')}\n`);
    return [asFile(path, { name: 'profile.csv', isText: true }, readTemperatureProfile)];
  },
};
