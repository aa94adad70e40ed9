// Manifests: Croissant 1.0 JSON-LD (http://mlcommons.org/croissant/1.0) that describes an archive: its files with sizes
// and SHA-256, what they hold, the parameter ranges, and the split, as a record set with inline data.
import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { createFileAtomic, writeFileAtomic } from '../foundation/atomic-file.js';
import { brokenSeal } from '../foundation/byte-seal.js';
import { TharsisError } from '../foundation/errors.js';
import { problemOf } from '../foundation/schema-issue.js';
import { howToEdit, type SealedContent, sealedContent, sealedJson } from '../foundation/sealed-json.js';
import { croissantContext } from './croissant-context.js';
import { archiveFormats } from './formats/registry.js';
import { axisDescriptions, axisNames, axisUnits } from './layout.js';
import { type ParameterScale, parameterScaleNames, usualScale } from './parameter-scale.js';
import { splitNames } from './split.js';

/** One file of an archive, as its manifest knows it. */
export interface ManifestFile {
  readonly id: string;
  /** Path as seen from the working folder. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Name of its format in formats/registry.ts. */
  readonly format: string;
  readonly split: (typeof splitNames)[number];
}

/** What a manifest says. */
export interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly license: string;
  /** How to cite the archive, where that is known. */
  readonly citation?: string;
  readonly grid: { readonly radial: number; readonly azimuthal: number };
  readonly snapshots: number;
  readonly parameters: readonly {
    readonly name: string;
    readonly unit: string;
    readonly scale: ParameterScale;
    readonly minimum: number;
    readonly maximum: number;
  }[];
  readonly files: readonly ManifestFile[];
  /** The keys of physics in which the simulations differ, where that was asked for (stated-physics.ts). */
  readonly mixedPhysics?: readonly string[];
  /** Simulations of the campaign that are missing, as they diverged: which, why, with which parameters. */
  readonly failures?: readonly string[];
}

/**
 * Writes a manifest; file locations in it are relative to its own folder. Without `replace` one that is there already
 * stays.
 *
 * @throws TharsisError `manifest-exists`
 */
export function writeManifest(path: string, manifest: Manifest, replace = true): void {
  const text = sealedJson(croissantOf(manifest, dirname(path)), 2);
  if (replace) writeFileAtomic(path, text);
  else if (!createFileAtomic(path, text)) throw manifestExists(path);
}

/** The error for a manifest that may not be replaced: it may have been edited by hand (its sets, its license). */
export function manifestExists(path: string): TharsisError {
  return new TharsisError(
    'manifest-exists',
    `${path} is there already`,
    'give --overwrite, or another --name or --out',
  );
}

/**
 * Reads a manifest.
 *
 * @throws TharsisError `manifest-missing`, `manifest-malformed`
 */
export function readManifest(path: string): Manifest {
  const { content, state } = readContent(path);
  const parsed = croissantSchema.safeParse(content, { reportInput: true });
  if (!parsed.success) throw malformed(path, problemOf(parsed.error.issues[0]!));
  if (state === 'damaged') {
    throw malformed(path, brokenSeal, `ingest the archive again, or restore the file; ${howToEdit}`);
  }
  const document = parsed.data;
  const ids = document.distribution.map((file) => file['@id']);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw malformed(path, `it lists ${twice} twice`);
  const splits = new Map(document.recordSet[1].data.map((row) => [row['split/simulation'], row['split/set']]));
  const files = document.distribution.map((file): ManifestFile => {
    const split = splits.get(file['@id']);
    if (split === undefined) throw malformed(path, `no split is given for ${file['@id']}`);
    return {
      id: file['@id'],
      path: join(dirname(path), file.contentUrl),
      bytes: Number.parseInt(file.contentSize, 10),
      sha256: file.sha256,
      format: file['tharsis:format'] ?? 'native',
      split,
    };
  });
  const unused = splitNames.find((name) => !files.some(({ split }) => split === name));
  if (unused !== undefined) throw malformed(path, `no simulation is in the set '${unused}'`);
  return {
    name: document.name,
    description: document.description,
    license: document.license,
    ...(document.citeAs === undefined ? {} : { citation: document.citeAs }),
    grid: document['tharsis:grid'],
    snapshots: document['tharsis:snapshots'],
    parameters: document.variableMeasured.map((variable) => ({
      name: variable.name,
      unit: variable.unitText,
      scale: variable['tharsis:scale'] ?? usualScale(variable.name),
      minimum: variable.minValue,
      maximum: variable.maxValue,
    })),
    files,
    ...(document['tharsis:mixedPhysics'] === undefined ? {} : { mixedPhysics: document['tharsis:mixedPhysics'] }),
    ...(document['tharsis:failures'] === undefined ? {} : { failures: document['tharsis:failures'] }),
  };
}

function readContent(path: string): SealedContent {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new TharsisError(
      'manifest-missing',
      `cannot read the manifest ${path}: ${(error as Error).message}`,
      'make it with: npx tharsis ingest ARCHIVE',
      { cause: error },
    );
  }
  try {
    return sealedContent(text);
  } catch (error) {
    throw malformed(path, (error as Error).message);
  }
}

function malformed(path: string, what: string, remedy = 'ingest the archive again'): TharsisError {
  return new TharsisError('manifest-malformed', `${path} is no manifest of Tharsis: ${what}`, remedy);
}

const croissantSchema = z.object({
  '@type': z.literal('sc:Dataset'),
  conformsTo: z.literal('http://mlcommons.org/croissant/1.0'),
  name: z.string(),
  description: z.string(),
  license: z.string(),
  citeAs: z.string().optional(),
  'tharsis:grid': z.object({ radial: z.int().positive(), azimuthal: z.int().positive() }),
  'tharsis:snapshots': z.int().positive(),
  'tharsis:mixedPhysics': z.array(z.string()).optional(),
  'tharsis:failures': z.array(z.string()).optional(),
  variableMeasured: z.array(
    z.object({
      name: z.string(),
      unitText: z.string(),
      // Absent in older manifests.
      'tharsis:scale': z.enum(parameterScaleNames).optional(),
      minValue: z.number(),
      maxValue: z.number(),
    }),
  ),
  distribution: z
    .array(
      z.object({
        '@id': z.string(),
        contentUrl: z.string(),
        contentSize: z.string().regex(/^\d+ B$/),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        // Absent in older manifests.
        'tharsis:format': z.enum(archiveFormats.map(({ name }) => name)).optional(),
      }),
    )
    .min(1),
  recordSet: z.tuple([
    z.unknown(),
    z.object({ data: z.array(z.object({ 'split/simulation': z.string(), 'split/set': z.enum(splitNames) })) }),
  ]),
});

function croissantOf(manifest: Manifest, folder: string): object {
  return {
    '@context': croissantContext,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    name: manifest.name,
    description: manifest.description,
    license: manifest.license,
    citeAs: manifest.citation,
    'tharsis:grid': manifest.grid,
    'tharsis:snapshots': manifest.snapshots,
    'tharsis:mixedPhysics': manifest.mixedPhysics,
    'tharsis:failures': manifest.failures,
    variableMeasured: manifest.parameters.map(({ name, unit, scale, minimum, maximum }) => ({
      '@type': 'sc:PropertyValue',
      name,
      unitText: unit,
      'tharsis:scale': scale,
      minValue: minimum,
      maxValue: maximum,
    })),
    distribution: manifest.files.map((file) => ({
      '@type': 'cr:FileObject',
      '@id': file.id,
      name: file.id,
      contentUrl: relative(folder, file.path).split(sep).join('/'),
      contentSize: `${file.bytes} B`,
      encodingFormat: archiveFormats.find(({ name }) => name === file.format)?.mediaType,
      sha256: file.sha256,
      'tharsis:format': file.format,
    })),
    recordSet: [contentRecords(), splitRecords(manifest)],
  };
}

/**
 * What every file holds. Croissant cannot extract arrays from these files, so this is data rather than sources of fields.
 */
function contentRecords(): object {
  const rows = [
    ['temperature', 'time, r, phi', 'K', 'temperature at cell centers, float32'],
    ...axisNames.map((axis) => [axis, axis, axisUnits[axis], axisDescriptions[axis]]),
  ];
  return inlineRecords('content', 'Variables of every file.', ['dataset', 'dimensions', 'unit', 'meaning'], rows);
}

function splitRecords({ files }: Manifest): object {
  const rows = files.map(({ id, split }) => [id, split]);
  return inlineRecords('split', 'Which set each simulation belongs to.', ['simulation', 'set'], rows);
}

/** A record set of texts with its data inside; the first field is the key. */
function inlineRecords(id: string, description: string, fields: readonly string[], rows: string[][]): object {
  const fieldId = (name: string) => `${id}/${name}`;
  return {
    '@type': 'cr:RecordSet',
    '@id': id,
    name: id,
    description,
    key: { '@id': fieldId(fields[0]!) },
    field: fields.map((name) => ({ '@type': 'cr:Field', '@id': fieldId(name), name, dataType: 'sc:Text' })),
    data: rows.map((row) => Object.fromEntries(fields.map((name, index) => [fieldId(name), row[index]]))),
  };
}
