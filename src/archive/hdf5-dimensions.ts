// What an HDF5 file calls the dimensions of a dataset: by the dimension scales attached to them, by their labels, or by
// the numbers that netCDF-4 gives dimensions.
import { TharsisError } from '../foundation/errors.js';
import type { DimensionNames } from './dimension-order.js';
import { Dataset, type Hdf5File } from './hdf5.js';
import { axisNames } from './layout.js';

/**
 * A name for each dimension; undefined where nothing names it.
 *
 * @param where the file and the dataset, for the error
 * @throws TharsisError `archive-shape` where a dimension has the names of two axes
 */
export function dimensionNamesOf(file: Hdf5File, dataset: Dataset, where: string): DimensionNames {
  const labels = dataset.get_dimension_labels();
  const numbered = numberedAxes(file, dataset);
  return (dataset.shape ?? []).map((_, index) => {
    const names = [...scalesAt(dataset, index), labels[index], numbered[index]].filter((name) => name != null);
    const axes = [...new Set(names.filter((name) => axisNames.some((axis) => axis === name)))];
    if (axes.length < 2) return axes[0] ?? names[0];
    throw new TharsisError(
      'archive-shape',
      `${where}: its dimension ${index} is named ${axes.join(' and ')}`,
      'keep one of the dimension scales and labels',
    );
  });
}

/** The last parts of the paths of the attached scales. */
function scalesAt(dataset: Dataset, index: number): string[] {
  let paths: string[];
  try {
    paths = dataset.get_attached_scales(index);
  } catch {
    // The scale was deleted, which leaves a reference to nothing.
    return [];
  }
  return paths.map((path) => path.slice(path.lastIndexOf('/') + 1));
}

/** By `_Netcdf4Coordinates`, which has the `_Netcdf4Dimid` of every dimension; as in files whose scales were detached. */
function numberedAxes(file: Hdf5File, dataset: Dataset): readonly (string | undefined)[] {
  const ids = dataset.attrs._Netcdf4Coordinates?.value;
  if (!(ids instanceof Int32Array)) return [];
  const present = axisNames.filter((axis) => file.keys().includes(axis));
  const axes = present.flatMap((axis) => {
    const scale = file.get(axis);
    if (!(scale instanceof Dataset) || scale.get_scale_name() === null) return [];
    return [[scale.attrs._Netcdf4Dimid?.value, axis] as const];
  });
  return Array.from(ids, (id) => axes.find(([axisId]) => axisId === id)?.[1]);
}
