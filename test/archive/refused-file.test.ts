// Every file that does not fit the layout is refused in one line that names the file, the value and the way out.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archiveFormats } from '../../src/archive/formats/registry.js';
import { readSimulationHeader } from '../../src/archive/simulation-reader.js';
import { errorOf, type RawFile, scratchFolder, writeRaw } from './sample-simulations.js';

const folder = scratchFolder();

interface Refusal {
  readonly what: string;
  readonly spoil: (file: RawFile) => void;
  readonly code: string;
  readonly says: string;
  readonly remedy: string;
}

const refusals: readonly Refusal[] = [
  {
    what: 'no temperatures',
    spoil: (file) => delete file.datasets.temperature,
    code: 'archive-dataset-missing',
    says: 'there is no dataset /temperature',
    remedy: 'docs/archive-format.md',
  },
  {
    what: 'no times',
    spoil: (file) => delete file.datasets.time,
    code: 'archive-dataset-missing',
    says: 'there is no dataset /time',
    remedy: 'docs/archive-format.md',
  },
  {
    what: 'temperatures of another shape',
    spoil: (file) => Object.assign(file.datasets.temperature!, { shape: [3, 5, 4] }),
    code: 'archive-shape',
    says: '[3, 5, 4], but its coordinates have the lengths [3, 4, 5]',
    remedy: '(time, r, phi)',
  },
  {
    what: 'temperatures without dimensions for the grid',
    spoil: (file) => Object.assign(file.datasets.temperature!, { shape: [60] }),
    code: 'archive-shape',
    says: '[60]',
    remedy: '(time, r, phi)',
  },
  {
    what: 'a coordinate of two dimensions',
    spoil: (file) => Object.assign(file.datasets.r!, { shape: [2, 2] }),
    code: 'archive-shape',
    says: '/r has 2 dimensions',
    remedy: 'in one',
  },
  {
    what: 'unsorted times',
    spoil: (file) => Object.assign(file.datasets.time!, { data: Float64Array.of(0, 30, 10) }),
    code: 'archive-times',
    says: '/time does not increase at index 2: 30 is followed by 10',
    remedy: 'sort',
  },
  {
    what: 'repeated times',
    spoil: (file) => Object.assign(file.datasets.time!, { data: Float64Array.of(0, 10, 10) }),
    code: 'archive-times',
    says: '/time does not increase at index 2: 10 is followed by 10',
    remedy: 'remove repeated values',
  },
  {
    what: 'a time that is not a number',
    spoil: (file) => Object.assign(file.datasets.time!, { data: Float64Array.of(0, Number.NaN, 10) }),
    code: 'archive-times',
    says: '/time holds NaN at index 1',
    remedy: '',
  },
  {
    what: 'no snapshots',
    spoil: ({ datasets }) => {
      datasets.temperature = { data: new Float64Array(0), shape: [0, 4, 5] };
      datasets.time = { data: new Float64Array(0), shape: [0] };
    },
    code: 'archive-times',
    says: '/time is empty',
    remedy: '',
  },
  {
    what: 'radii from the surface down',
    spoil: (file) => file.datasets.r!.data.reverse(),
    code: 'archive-coordinates',
    says: '/r does not increase at index 1: 3500000 is followed by 3000000',
    remedy: 'sort',
  },
  ...[
    {
      what: 'depths up to the surface',
      r: [-3, -2, -1, 0],
      says: '/r starts at -3 m, but radii are positive; are these depths?',
    },
    {
      what: 'depths from the surface',
      r: [0, 4e5, 9e5, 17e5],
      says: '/r starts at 0 m, but radii are positive; are these depths?',
    },
    {
      what: 'depths of cell centers',
      r: [1e5, 4e5, 9e5, 16e5],
      says: '/r reaches from 100000 to 1600000 m, like depths',
    },
    {
      what: 'depths by name',
      r: [3e5, 4e5, 9e5, 16e5],
      long_name: 'Depth below surface',
      says: "/r holds depths, as it says ('Depth below surface')",
    },
    {
      what: 'depths by direction',
      r: [3e5, 4e5, 9e5, 16e5],
      positive: 'down',
      says: "/r holds depths, as it says ('down')",
    },
  ].map(({ what, r, says, ...attributes }) => ({
    what,
    spoil: (file: RawFile) => Object.assign(file.datasets.r!, { data: Float64Array.from(r), attributes }),
    code: 'archive-coordinates',
    says,
    remedy: 'write radii instead',
  })),
  {
    what: 'kilometers that are not said to be kilometers',
    spoil: (file) => Object.assign(file.datasets.r!, { data: Float64Array.of(1700, 2000, 3000, 3389.5) }),
    code: 'archive-coordinates',
    says: '/r reaches to 3389.5 and has no attribute units; are these kilometers?',
    remedy: "units = 'km', or 'm'",
  },
  {
    what: 'degrees that are not said to be degrees',
    spoil: (file) => Object.assign(file.datasets.phi!, { data: Float64Array.of(9, 27, 45, 63, 81) }),
    code: 'archive-coordinates',
    says: '/phi spans 72 rad, more than a full circle',
    remedy: "'degree'",
  },
  {
    what: 'an unknown unit of time',
    spoil: (file) => Object.assign(file.datasets.time!, { attributes: { units: 'Mya' } }),
    code: 'archive-unit',
    says: "/time has the unit 'Mya'",
    remedy: 'write a time that runs forward',
  },
  {
    what: 'a unit of radius far from any known',
    spoil: (file) => Object.assign(file.datasets.r!, { attributes: { units: 'planetary radii' } }),
    code: 'archive-unit',
    says: "/r has the unit 'planetary radii'",
    remedy: 'known: m (meter), cm (centimeter), km (kilometer)',
  },
  {
    what: 'a unit that is a number',
    spoil: (file) => Object.assign(file.datasets.phi!, { attributes: { units: 180 } }),
    code: 'archive-unit',
    says: "/phi has the unit '180'",
    remedy: 'rad',
  },
  ...[
    { units: 'degC', remedy: 'add 273.15' },
    { units: 'degrees Celsius', remedy: 'add 273.15' },
    { units: 'F', remedy: '459.67' },
    { units: '1', remedy: 'leave the attribute out' },
    { units: 'constructor', remedy: 'write it in K' },
  ].map(({ units, remedy }) => ({
    what: `temperatures in ${units}`,
    spoil: (file: RawFile) => Object.assign(file.datasets.temperature!, { attributes: { units } }),
    code: 'archive-unit',
    says: `/temperature has the unit '${units}'`,
    remedy,
  })),
  ...[
    ['time', 'constructor', 'known: s (second), min (minute), '],
    ['time', '__proto__', 'known: s'],
    ['time', 'seconds since 0001-01-01', 'write the time since the start'],
    ['time', 'Ma BP', 'a time that runs forward'],
    ['time', '1', 'leave the attribute out where coordinates have no dimension'],
    ['time', 'mA', "did you mean 'Ma'?"],
    ['time', 'secnds', "did you mean 'seconds'?"],
    ['r', 'mm', 'known: m (meter), cm'],
    ['r', 'millimeters', 'known: m (meter), cm'],
    ['r', 'Km', "did you mean 'km'?"],
    ['r', 'kilometer s', "did you mean 'kilometers'?"],
  ].map(([axis, units, remedy]) => ({
    what: `a unit of ${axis}, ${units}`,
    spoil: (file: RawFile) => Object.assign(file.datasets[axis!]!, { attributes: { units } }),
    code: 'archive-unit',
    says: `/${axis} has the unit '${units}'`,
    remedy: remedy!,
  })),
  {
    what: 'temperatures that are packed by nothing',
    spoil: (file) => Object.assign(file.datasets.temperature!, { attributes: { scale_factor: 0 } }),
    code: 'archive-type',
    says: '/temperature: it is packed by scale_factor = 0 and add_offset = 0',
    remedy: 'finite',
  },
  {
    what: 'texts for numbers',
    spoil: (file) => Object.assign(file.datasets.time!, { data: ['0', '10', '30'] }),
    code: 'archive-type',
    says: '/time holds elements of type',
    remedy: 'float64',
  },
  {
    what: 'no parameters',
    spoil: (file) => delete file.attributes.parameter_referenceViscosity,
    code: 'archive-parameter',
    says: "no root attribute starts with 'parameter_'",
    remedy: 'parameter_referenceViscosity = 1e21',
  },
  {
    what: 'a parameter that is not a number',
    spoil: (file) => Object.assign(file.attributes, { parameter_enrichment: Number.NaN }),
    code: 'archive-parameter',
    says: 'the attribute parameter_enrichment is NaN',
    remedy: 'one finite number',
  },
  {
    what: 'a parameter in words',
    spoil: (file) => Object.assign(file.attributes, { parameter_enrichment: 'high' }),
    code: 'archive-parameter',
    says: "the attribute parameter_enrichment is 'high'",
    remedy: 'one finite number',
  },
  {
    what: 'a parameter of several numbers',
    spoil: (file) => Object.assign(file.attributes, { parameter_enrichment: Float64Array.of(1, 2) }),
    code: 'archive-parameter',
    says: 'the attribute parameter_enrichment is [1, 2]',
    remedy: 'one finite number',
  },
  {
    what: 'an unknown scale of a parameter',
    spoil: (file) => Object.assign(file.attributes, { parameter_referenceViscosity_scale: 'cubic' }),
    code: 'archive-parameter',
    says: "the attribute parameter_referenceViscosity_scale is 'cubic'",
    remedy: 'linear, logarithmic',
  },
  ...[
    { what: 'too few ghost layers', layers: Int32Array.of(1, 1), says: '[1, 1]' },
    { what: 'negative ghost layers', layers: Int32Array.of(1, -1, 0, 0), says: '[1, -1, 0, 0]' },
    { what: 'broken ghost layers', layers: Float64Array.of(0.5, 0, 0, 0), says: '[0.5, 0, 0, 0]' },
    { what: 'nothing but ghost layers', layers: Int32Array.of(2, 2, 0, 0), says: '[2, 2, 0, 0] on 4 x 5 cells' },
    { what: 'one number for all ghost layers', layers: 1, says: 'is 1 on' },
    { what: 'ghost layers in words', layers: 'none', says: "is 'none' on" },
  ].map(({ what, layers, says }) => ({
    what,
    spoil: (file: RawFile) => Object.assign(file.attributes, { ghost_layers: layers }),
    code: 'archive-ghost-layers',
    says,
    remedy: 'four whole numbers',
  })),
  ...[
    { what: 'a geometry that may be either', geometry: 'annulus', says: "the attribute geometry is 'annulus'" },
    { what: 'a geometry by number', geometry: 2, says: 'the attribute geometry is 2' },
    { what: 'a geometry that JavaScript knows', geometry: 'constructor', says: "geometry is 'constructor'" },
  ].map(({ what, geometry, says }) => ({
    what,
    spoil: (file: RawFile) => Object.assign(file.attributes, { geometry }),
    code: 'archive-geometry',
    says,
    remedy: 'cylinder or spherical-annulus',
  })),
];

describe('a file that does not fit the layout', () => {
  it.each(refusals)('is refused: $what', ({ what, spoil, code, says, remedy }) => {
    const path = writeRaw(join(folder, `${what.replaceAll(' ', '-')}.h5`), (file) => void spoil(file));
    const error = errorOf(() => readSimulationHeader(path));
    expect(error).toMatchObject({ code, exitCode: 2 });
    expect(error.message.startsWith(`${path}: `), error.message).toBe(true);
    expect(error.message).toContain(says);
    expect(error.remedy).toContain(remedy);
    expect(error.remedy).not.toBe('');
    expect(`${error.message}${error.remedy}`).not.toContain('\n');
  });

  it('is accepted when nothing is wrong with it', () => {
    expect(readSimulationHeader(writeRaw(join(folder, 'right.h5'))).parameters).toEqual({ referenceViscosity: 1e21 });
  });
});

describe('what is not an HDF5 file', () => {
  it('is refused: missing', () => {
    const path = join(folder, 'nowhere.h5');
    expect(errorOf(() => readSimulationHeader(path))).toMatchObject({
      code: 'archive-missing',
      message: `${path} does not exist`,
      exitCode: 2,
    });
  });

  it.each([
    ['a text', 'r,phi,temperature\n1,2,3\n'],
    ['nothing', ''],
  ])('is refused: %s', (name, content) => {
    const path = join(folder, `${name}.h5`);
    writeFileSync(path, content);
    const error = errorOf(() => readSimulationHeader(path));
    expect(error).toMatchObject({
      code: 'archive-format',
      message: `${path} is in none of the formats that can be read (${archiveFormats.map((format) => format.name).join(', ')})`,
      exitCode: 2,
    });
    expect(error.remedy).toContain('docs/archive-format.md');
  });

  it('is refused: a folder', () => {
    const path = join(folder, 'folder.h5');
    mkdirSync(path);
    expect(errorOf(() => readSimulationHeader(path))).toMatchObject({
      code: 'archive-format',
      message: `${path} is not a file`,
      exitCode: 2,
    });
  });
});

describe('a file with control characters in its name', () => {
  it('is refused in one line that writes them out', () => {
    const error = errorOf(() => readSimulationHeader('a\nb\u001b.h5'));
    expect(error).toMatchObject({ code: 'archive-missing', message: 'a\\nb\\u001b.h5 does not exist', exitCode: 2 });
  });
});
