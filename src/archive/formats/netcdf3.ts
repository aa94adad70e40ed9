// Classic netCDF (netcdf-classic.ts), as older codes and converters write it: the layout of `layout.ts` as variables
// temperature(time, r, phi), time(time), r(r), phi(phi) with the attribute `units`; parameters as global attributes.
import { TharsisError } from '../../foundation/errors.js';
import type { FileVariable, Range } from '../file-content.js';
import { isNetcdfClassic, type NetcdfFile, type NetcdfVariable, openNetcdf } from '../netcdf-classic.js';
import { encodingOf } from '../value-encoding.js';
import { readersByVariables } from './by-variables.js';
import type { ArchiveFormat } from './format.js';
import { attributeText, descriptionOf, notPlain } from './plain-variable.js';

export const netcdf3: ArchiveFormat = {
  name: 'netcdf3',
  description: 'classic netCDF (CDF-1, CDF-2, CDF-5): variables and global attributes named as on this page',
  extensions: ['nc', 'cdf'],
  mediaType: 'application/netcdf',
  recognizes: (_path, firstBytes) => isNetcdfClassic(firstBytes),
  ...readersByVariables('netcdf3', (path, use) =>
    openNetcdf(path, (file) =>
      use({
        has: (name) => file.variables.has(name),
        variable: (name) => fileVariable(file, name, path),
        attributes: file.attributes,
      }),
    ),
  ),
};

function fileVariable({ variables }: NetcdfFile, name: string, path: string): FileVariable {
  const variable = variables.get(name);
  if (variable === undefined) {
    throw new TharsisError(
      'archive-dataset-missing',
      `${path}: there is no variable ${name}`,
      'write temperature(time, r, phi) with time, r and phi; docs/archive-format.md shows how',
    );
  }
  const { kind, shape, attributes, dimensions } = variable;
  if (kind === undefined) throw notPlain(path, name, 'holds text');
  const stated = Object.entries(attributes).map(([attribute, value]) => [
    attribute,
    { value, floating: variable.floatAttributes.has(attribute) },
  ]);
  return {
    shape,
    dimensions,
    units: attributeText(attributes.units),
    description: descriptionOf((attribute) => attributes[attribute]),
    encoding: encodingOf(Object.fromEntries(stated), kind, `${path}: /${name}`),
    stored: (ranges) => (ranges === undefined ? variable.read() : block(variable, ranges)),
  };
}

/** The numbers of a block, read entry by entry of the first dimension. */
function block(variable: NetcdfVariable, ranges: readonly Range[]): Float64Array {
  const [first, ...inner] = ranges as [Range, ...Range[]];
  const lengths = variable.shape.slice(1);
  const size = inner.reduce((product, [start, stop]) => product * (stop - start), 1);
  const cells = new Float64Array((first[1] - first[0]) * size);
  let next = 0;
  const copy = (entry: Float64Array, from: number, axis: number): void => {
    const [start, stop] = inner[axis]!;
    if (axis === inner.length - 1) {
      cells.set(entry.subarray(from + start, from + stop), next);
      next += stop - start;
      return;
    }
    const step = lengths.slice(axis + 1).reduce((product, length) => product * length, 1);
    for (let index = start; index < stop; index++) copy(entry, from + index * step, axis + 1);
  };
  for (let index = first[0]; index < first[1]; index++) copy(variable.read(index, index + 1), 0, 0);
  return cells;
}
