// The layout of `layout.ts` in HDF5, as Tharsis writes it and as others may with any HDF5 library (netCDF-4 included).
import { TharsisError } from '../../foundation/errors.js';
import { Dataset, type Hdf5File, hasHdf5Signature, missingIn, numbersOf, openFile } from '../hdf5.js';
import { depletionName, type SimulationHeader, temperatureName } from '../layout.js';
import { markMissing } from '../missing-values.js';
import { type FileContent, headerOf } from '../simulation-header.js';
import { writeSimulation } from '../simulation-writer.js';
import type { ArchiveFormat } from './format.js';
import { notPlain, packingOf, unitsText } from './plain-variable.js';

export const native: ArchiveFormat = {
  name: 'native',
  description: 'HDF5 in the layout of this page; netCDF-4 files are HDF5',
  extensions: ['h5', 'hdf5', 'nc'],
  mediaType: 'application/x-hdf5',
  recognizes: hasHdf5Signature,
  readHeader: (path) => openFile(path, (file) => headerOf('native', path, contentOf(file, path))),
  readTemperature: (header, start, stop) =>
    openFile(header.file, (file) => slab(datasetOf(file, temperatureName, header.file), header, start, stop)),
  readDepletion: (header, start, stop) =>
    openFile(header.file, (file) =>
      file.keys().includes(depletionName)
        ? slab(datasetOf(file, depletionName, header.file), header, start, stop)
        : undefined,
    ),
  readSeries: (header, names) =>
    openFile(header.file, (file) => {
      const present = names.filter((name) => file.keys().includes(name));
      return Object.fromEntries(present.map((name) => [name, numbersOf(datasetOf(file, name, header.file))]));
    }),
  write: writeSimulation,
};

function contentOf(file: Hdf5File, path: string): FileContent {
  return {
    variable: (name) => {
      const dataset = datasetOf(file, name, path);
      return {
        shape: dataset.shape ?? [],
        units: unitsText(dataset.attrs.units?.value),
        values: () => numbersOf(dataset),
      };
    },
    attributes: Object.fromEntries(Object.entries(file.attrs).map(([name, attribute]) => [name, attribute.value])),
  };
}

function slab(dataset: Dataset, header: SimulationHeader, start: number, stop: number): Float32Array {
  const [inner, , low] = header.ghostLayers;
  const values = dataset.slice([
    [start, stop],
    [inner, inner + header.r.length],
    [low, low + header.phi.length],
  ]);
  const cells = values instanceof Float32Array ? values : Float32Array.from(values as ArrayLike<number>, Number);
  return markMissing(cells, missingIn(dataset));
}

function datasetOf(file: Hdf5File, name: string, path: string): Dataset {
  if (file.keys().includes(name)) {
    const entity = file.get(name);
    if (entity instanceof Dataset) {
      requirePlainNumbers(entity, name, path, file.get_external_link(name)?.filename);
      return entity;
    }
  }
  throw new TharsisError(
    'archive-dataset-missing',
    `${path}: there is no dataset /${name}`,
    `write /temperature (time, r, phi) with /time, /r and /phi; docs/archive-format.md shows how`,
  );
}

/** Integers and floats of the machine (little or big endian), stored in the file itself and as they are. */
function requirePlainNumbers(dataset: Dataset, name: string, path: string, elsewhere: string | undefined): void {
  const { dtype } = dataset;
  const plain = typeof dtype === 'string' && /^[<>]?[bBhHiIqQfd]$/.test(dtype);
  const packing = packingOf(dataset.attrs);
  let what: string | undefined;
  if (elsewhere !== undefined) what = `is a link to ${elsewhere}`;
  else if (!plain) what = `holds elements of type ${JSON.stringify(dtype)}`;
  else if (packing !== undefined) what = packing;
  else if (dataset.metadata.virtual_sources !== undefined)
    what = 'is a virtual dataset, whose numbers are in other files';
  if (what !== undefined) throw notPlain(path, name, what);
}
