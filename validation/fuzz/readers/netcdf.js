// Classic netCDF files in their three versions.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { asFile } from './as-file.js';

const { checkTemperatures } = await import('../../../dist/archive/guarded/check-temperatures.js');
const { readSimulationHeader, readTemperature } = await import('../../../dist/archive/simulation-reader.js');

export const netcdf = {
  name: 'netcdf',
  prepare: (folder) =>
    ['netcdf3.nc', 'netcdf-offset64.nc', 'netcdf-data64.nc'].map((name) => {
      const path = join(folder, name);
      copyFileSync(join('test/archive/fixtures', name), path);
      return asFile(path, { name }, () => {
        const header = readSimulationHeader(path);
        checkTemperatures(header);
        return { header, temperature: readTemperature(header) };
      });
    }),
};
