// Writing a simulation. The file is read back and compared before it gets its name: a full disk makes HDF5 fail late.
import { replaceAtomically } from '../foundation/atomic-file.js';
import { TharsisError } from '../foundation/errors.js';
import { ownValue } from '../foundation/own-value.js';
import { compareDerivedFields, type FieldDigests, writeDerivedFields } from './derived-fields.js';
import { createFile, Dataset, type Hdf5File, openFile, reasonOf } from './hdf5.js';
import {
  axisDescriptions,
  axisNames,
  axisUnits,
  conventions,
  depletionName,
  formatName,
  formatVersion,
  geometryAttribute,
  ghostLayersAttribute,
  parameterPrefix,
  type SimulationData,
  scaleSuffix,
  solverPrefix,
  temperatureName,
  unitsSuffix,
} from './layout.js';
import { scalesOf } from './parameter-scale.js';

const COMPRESSION_LEVEL = 4;

/**
 * Writes a simulation in the layout of `layout.ts`.
 *
 * @throws TharsisError `archive-not-written` (exit code 1) when the file system did not keep what was written; the errors of derived
 *   fields
 */
export function writeSimulation(path: string, simulation: SimulationData): void {
  const cells = simulation.r.length * simulation.phi.length;
  if (simulation.temperature.length !== simulation.times.length * cells) {
    throw new Error(
      `writeSimulation(): got ${simulation.temperature.length} temperatures for ${cells} cells a snapshot`,
    );
  }
  replaceAtomically(path, (temporaryPath) => {
    try {
      let derived: FieldDigests = new Map();
      createFile(temporaryPath, (file) => {
        derived = writeContent(file, simulation);
      });
      openFile(temporaryPath, (file) => {
        compare(file, simulation);
        compareDerivedFields(file, simulation, derived);
      });
    } catch (error) {
      // A field that could not be worked out says nothing about the disk.
      if (error instanceof TharsisError && !error.code.startsWith('archive-')) throw error;
      throw new TharsisError(
        'archive-not-written',
        `${path} could not be written whole: ${reasonOf((error as Error).message)}`,
        'check free space and quota, then run the same command again: it resumes',
        { cause: error, exitCode: 1 },
      );
    }
  });
}

function writeContent(file: Hdf5File, simulation: SimulationData): FieldDigests {
  const { times, r, phi, temperature, depletion } = simulation;
  const coordinates = { time: times, r, phi };
  for (const axis of axisNames) {
    const dataset = file.create_dataset({ name: axis, data: coordinates[axis] });
    dataset.create_attribute('units', axisUnits[axis]);
    dataset.create_attribute('long_name', axisDescriptions[axis]);
    dataset.make_scale(axis);
  }
  writeField(file, simulation, temperatureName, temperature, 'K', 'temperature at cell centers');
  if (depletion) {
    writeField(file, simulation, depletionName, depletion, '1', 'fraction of melt that has left the rock');
  }
  const derived = writeDerivedFields(simulation, (name, first, units, description) =>
    writeField(file, simulation, name, first, units, description),
  );
  for (const [name, { values, units, description }] of Object.entries(simulation.series)) {
    const dataset = file.create_dataset({ name, data: values });
    describe(dataset, units, description);
    dataset.attach_scale(0, 'time');
  }
  file.create_attribute('Conventions', conventions);
  file.create_attribute('format', formatName);
  file.create_attribute('format_version', formatVersion);
  file.create_attribute('simulation_id', simulation.id);
  if (simulation.geometry !== undefined) file.create_attribute(geometryAttribute, simulation.geometry);
  if (simulation.ghostLayers !== undefined) {
    file.create_attribute(ghostLayersAttribute, Int32Array.from(simulation.ghostLayers));
  }
  const scales = scalesOf(Object.keys(simulation.parameters), simulation.parameterScales);
  for (const [name, value] of Object.entries(simulation.parameters)) {
    createScalarAttribute(file, `${parameterPrefix}${name}`, value);
    file.create_attribute(`${parameterPrefix}${name}${unitsSuffix}`, ownValue(simulation.parameterUnits, name) ?? '1');
    file.create_attribute(`${parameterPrefix}${name}${scaleSuffix}`, scales[name]!);
  }
  for (const [name, value] of Object.entries(simulation.solver)) {
    createScalarAttribute(file, `${solverPrefix}${name}`, value);
  }
  return derived;
}

/** Makes a dataset on (time, r, phi). Of a derived field the data are the first snapshot; it has room for the others. */
function writeField(
  file: Hdf5File,
  { times, r, phi }: SimulationData,
  name: string,
  data: Float32Array,
  units: string,
  description: string,
): Dataset {
  const shape = [times.length, r.length, phi.length];
  const chunks = [1, r.length, phi.length];
  const whole = data.length === times.length * r.length * phi.length;
  const given = whole ? { shape } : { shape: chunks, maxshape: shape };
  const field = file.create_dataset({ name, data, ...given, chunks, compression: COMPRESSION_LEVEL }) as Dataset;
  if (!whole) field.resize(shape);
  describe(field, units, description);
  for (const [index, axis] of axisNames.entries()) field.attach_scale(index, axis);
  return field;
}

/** Numbers as float64: left to itself the library stores whole numbers as int32, whatever their size. */
function createScalarAttribute(file: Hdf5File, name: string, value: string | number): void {
  if (typeof value === 'number') file.create_attribute(name, value, [], '<d');
  else file.create_attribute(name, value);
}

function describe(dataset: Dataset, units: string, description: string): void {
  dataset.create_attribute('units', units);
  dataset.create_attribute('long_name', description);
}

function compare(file: Hdf5File, { times, temperature, depletion }: SimulationData): void {
  const readBack = (name: string): ArrayLike<number> => {
    const dataset = file.get(name);
    if (!(dataset instanceof Dataset)) throw new Error(`/${name} is missing after writing`);
    return dataset.value as ArrayLike<number>;
  };
  for (const [name, written] of [
    ['time', times],
    [temperatureName, temperature],
    ...(depletion ? ([[depletionName, depletion]] as const) : []),
  ] as const) {
    const kept = readBack(name);
    for (let index = 0; index < written.length; index++) {
      if (!Object.is(kept[index], written[index])) throw new Error(`/${name} differs after writing, first at ${index}`);
    }
  }
}
