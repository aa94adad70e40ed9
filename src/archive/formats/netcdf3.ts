// Classic netCDF (netcdf-classic.ts), as older codes and converters write it: the layout of `layout.ts` as variables
// temperature(time, r, phi), time(time), r(r), phi(phi) with the attribute `units`; parameters as global attributes.
import { TharsisError } from '../../foundation/errors.js';
import { depletionName, type SimulationHeader, temperatureName } from '../layout.js';
import { isNetcdfClassic, type NetcdfFile, type NetcdfVariable, openNetcdf } from '../netcdf-classic.js';
import { headerOf } from '../simulation-header.js';
import type { ArchiveFormat } from './format.js';
import { notPlain, packingOf, unitsText } from './plain-variable.js';

export const netcdf3: ArchiveFormat = {
  name: 'netcdf3',
  description: 'classic netCDF (CDF-1, CDF-2, CDF-5): variables and global attributes named as on this page',
  extensions: ['nc', 'cdf'],
  mediaType: 'application/netcdf',
  recognizes: (_path, firstBytes) => isNetcdfClassic(firstBytes),
  readHeader: (path) =>
    openNetcdf(path, (file) =>
      headerOf('netcdf3', path, {
        variable: (name) => {
          const variable = numericVariable(file, name, path);
          return { shape: variable.shape, units: unitsText(variable.attributes.units), values: () => variable.read() };
        },
        attributes: file.attributes,
      }),
    ),
  readTemperature: (header, start, stop) =>
    openNetcdf(header.file, (file) => slab(numericVariable(file, temperatureName, header.file), header, start, stop)),
  readDepletion: (header, start, stop) =>
    openNetcdf(header.file, (file) =>
      file.variables.has(depletionName)
        ? slab(numericVariable(file, depletionName, header.file), header, start, stop)
        : undefined,
    ),
  readSeries: (header, names) =>
    openNetcdf(header.file, (file) => {
      const present = names.filter((name) => file.variables.has(name));
      return Object.fromEntries(present.map((name) => [name, numericVariable(file, name, header.file).read()]));
    }),
};

function numericVariable({ variables }: NetcdfFile, name: string, path: string): NetcdfVariable {
  const variable = variables.get(name);
  if (variable === undefined) {
    throw new TharsisError(
      'archive-dataset-missing',
      `${path}: there is no variable ${name}`,
      'write temperature(time, r, phi) with time, r and phi; docs/archive-format.md shows how',
    );
  }
  const what = variable.isNumeric ? packingOf(variable.attributes) : 'holds text';
  if (what !== undefined) throw notPlain(path, name, what);
  return variable;
}

/** Active cells of snapshots. */
function slab(variable: NetcdfVariable, header: SimulationHeader, start: number, stop: number): Float32Array {
  const [inner, outer, low, high] = header.ghostLayers;
  const rows = header.r.length;
  const columns = header.phi.length;
  const width = low + columns + high;
  const height = inner + rows + outer;
  const all = variable.read(start, stop);
  const cells = new Float32Array((stop - start) * rows * columns);
  let next = 0;
  for (let time = 0; time < stop - start; time++) {
    for (let row = 0; row < rows; row++) {
      const from = (time * height + inner + row) * width + low;
      cells.set(all.subarray(from, from + columns), next);
      next += columns;
    }
  }
  return cells;
}
