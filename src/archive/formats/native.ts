// The layout of `layout.ts` in HDF5, as Tharsis writes it and as others may with any HDF5 library (netCDF-4 included).
import { TharsisError } from '../../foundation/errors.js';
import type { FileContent, FileVariable } from '../file-content.js';
import { Dataset, type Hdf5File, hasHdf5Signature, openFile, reasonOf } from '../hdf5.js';
import { dimensionNamesOf } from '../hdf5-dimensions.js';
import { type AttributeValues, isMeaningful, type UnreadableValue } from '../root-attributes.js';
import { writeSimulation } from '../simulation-writer.js';
import { type EncodingAttributes, encodingAttributes, encodingOf } from '../value-encoding.js';
import { readersByVariables } from './by-variables.js';
import type { ArchiveFormat } from './format.js';
import { attributeText, descriptionOf, notPlain } from './plain-variable.js';

export const native: ArchiveFormat = {
  name: 'native',
  description: 'HDF5 in the layout of this page; netCDF-4 files are HDF5',
  extensions: ['h5', 'hdf5', 'nc'],
  mediaType: 'application/x-hdf5',
  recognizes: hasHdf5Signature,
  ...readersByVariables('native', (path, use) => openFile(path, (file) => use(contentOf(file, path)))),
  write: writeSimulation,
};

function contentOf(file: Hdf5File, path: string): FileContent {
  const names = new Set(file.keys());
  return {
    has: (name) => names.has(name),
    variable: (name) => fileVariable(file, name, path),
    attributes: rootAttributes(file),
  };
}

/** Those that mean something here; others are not read, whatever their type. */
function rootAttributes({ attrs }: Hdf5File): AttributeValues {
  return Object.fromEntries(
    Object.keys(attrs)
      .filter(isMeaningful)
      .map((name) => {
        try {
          return [name, attrs[name]?.value];
        } catch (error) {
          return [name, { unreadable: reasonOf((error as Error).message) } satisfies UnreadableValue];
        }
      }),
  );
}

function fileVariable(file: Hdf5File, name: string, path: string): FileVariable {
  const dataset = datasetOf(file, name, path);
  const { attrs, metadata } = dataset;
  return {
    shape: dataset.shape ?? [],
    dimensions: dimensionNamesOf(file, dataset, `${path}: /${name}`),
    units: attributeText(attrs.units?.value),
    description: descriptionOf((attribute) => attrs[attribute]?.value),
    encoding: encodingOf(
      statedEncoding(dataset),
      { floating: metadata.type === FLOAT_CLASS, bytes: metadata.size, signed: metadata.signed },
      `${path}: /${name}`,
    ),
    stored: (ranges) => {
      const values = ranges === undefined ? dataset.value : dataset.slice(ranges.map(([start, stop]) => [start, stop]));
      return values instanceof Float32Array ? values : Float64Array.from(values as ArrayLike<number>, Number);
    },
  };
}

/** H5T_FLOAT. */
const FLOAT_CLASS = 1;

function statedEncoding({ attrs }: Dataset): EncodingAttributes {
  const present = encodingAttributes.flatMap((name) => {
    const attribute = attrs[name];
    if (attribute === undefined) return [];
    return [[name, { value: attribute.value, floating: attribute.metadata.type === FLOAT_CLASS }]];
  });
  return Object.fromEntries(present) as EncodingAttributes;
}

function datasetOf(file: Hdf5File, name: string, path: string): Dataset {
  if (file.keys().includes(name)) {
    const elsewhere: string | undefined = file.get_external_link(name)?.filename;
    if (elsewhere !== undefined) throw notPlain(path, name, `is a link to ${elsewhere}`);
    const entity = file.get(name);
    if (entity instanceof Dataset) {
      requirePlainNumbers(entity, name, path);
      return entity;
    }
  }
  throw new TharsisError(
    'archive-dataset-missing',
    `${path}: there is no dataset /${name}`,
    `write /temperature (time, r, phi) with /time, /r and /phi; docs/archive-format.md shows how`,
  );
}

/** Integers and floats of the machine (little or big endian), stored in the file itself. */
function requirePlainNumbers(dataset: Dataset, name: string, path: string): void {
  const { dtype } = dataset;
  const plain = typeof dtype === 'string' && /^[<>]?[bBhHiIqQfd]$/.test(dtype);
  let what: string | undefined;
  if (!plain) what = `holds elements of type ${JSON.stringify(dtype)}`;
  else if (dataset.metadata.virtual_sources !== undefined)
    what = 'is a virtual dataset, whose numbers are in other files';
  if (what !== undefined) throw notPlain(path, name, what);
}
