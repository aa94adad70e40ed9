// Ingesting somebody's archive: every file is opened, checked and hashed; then the simulations are split and the
// manifest is written. Nothing is written unless all of it is good.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { hasKeys, requireArgument, requirePath } from '../foundation/argument.js';
import { TharsisError } from '../foundation/errors.js';
import { interruptible } from '../foundation/interruption.js';
import type { RandomStream } from '../foundation/random-stream.js';
import { type Reporter, silentReporter } from '../foundation/reporter.js';
import { checkTogether, noteOnce } from './check-simulations.js';
import { archiveFormats } from './formats/registry.js';
import { guardedReader } from './guarded/guarded-reader.js';
import type { SimulationHeader } from './layout.js';
import { type Manifest, type ManifestFile, writeManifest } from './manifest.js';
import { parameterSetsOf, refuseCopies } from './realizations.js';
import { type SplitFractions, type SplitName, splitNames, splitSimulations } from './split.js';
import { differingKeys, kindsOfPhysics, refuseMixedPhysics } from './stated-physics.js';

export interface IngestOptions extends SplitFractions {
  readonly name: string;
  readonly description: string;
  readonly license?: string;
  readonly citation?: string;
  /** Where the manifest goes. */
  readonly manifest: string;
  /** Whether a manifest that is there already is replaced (default), or is an error. */
  readonly replace?: boolean;
  /** Decides the split. */
  readonly stream: RandomStream;
  /** Sets of simulations that were split before, by the SHA-256 of their files: they keep them. */
  readonly placed?: ReadonlyMap<string, SplitName>;
  /** Accept simulations that state different physics (default: false); the manifest says in which keys they differ. */
  readonly allowMixedPhysics?: boolean;
  /** Simulations that the archive lacks, as in the manifest. */
  readonly failures?: readonly string[];
  readonly signal?: AbortSignal;
  readonly reporter?: Reporter;
}

const MIXING_REMEDY =
  'ingest them apart; or mix them with --allow-mixed-physics, in a pipeline ingest.allowMixedPhysics: true';

/** How many bad files are named; further ones are only counted. */
const NAMED_PROBLEMS = 5;

/**
 * Checks the files (and those in the folders that have an ending of a known format) and writes their manifest.
 *
 * @throws TharsisError, exit code 2: with a single bad file its own error; with several, `archive-invalid`, a line each
 */
export async function ingestArchive(paths: readonly string[], options: IngestOptions): Promise<Manifest> {
  requireArgument(Array.isArray(paths), 'ingestArchive(paths)', 'a list of paths', paths);
  requireArgument(
    hasKeys(options, 'name', 'manifest', 'stream'),
    'ingestArchive(paths, options)',
    'name, manifest and stream',
    options,
  );
  requirePath('ingestArchive(paths, { manifest })', options.manifest);
  const reporter = options.reporter ?? silentReporter;
  const files = archiveFiles(paths, reporter);
  const headers: SimulationHeader[] = [];
  const digests: string[] = [];
  const fieldDigests: string[] = [];
  const seen = new Map<string, string>();
  const problems: TharsisError[] = [];
  const progress = reporter.progress('ingest', files.length);
  const checkpoint = interruptible(options.signal);
  for (const [index, file] of files.entries()) {
    await checkpoint();
    try {
      const { header, sha256, fieldDigest } = await guardedReader.examine(file, options.signal);
      noteOnce(seen, sha256, file, 'content');
      headers.push(header);
      digests.push(sha256);
      fieldDigests.push(fieldDigest);
    } catch (error) {
      // A defect or a failing disk (exit code 1) is no fault of the file.
      if (!(error instanceof TharsisError) || error.exitCode !== 2) throw error;
      problems.push(error);
    }
    progress.update(index + 1, file);
  }
  if (problems.length > 0) throw joined(problems, files.length);
  checkTogether(headers);
  refuseCopies(headers, fieldDigests);
  if (!options.allowMixedPhysics) refuseMixedPhysics(headers, MIXING_REMEDY);
  const placed = digests.map((digest) => options.placed?.get(digest));
  refuseTooFew(parameterSetsOf(headers), placed);
  progress.finish(`${headers.length} simulations`);
  const manifest = manifestOf(headers, digests, placed, options);
  writeManifest(options.manifest, manifest, options.replace);
  return manifest;
}

/** @param sets by simulation, the index of the first with the same parameters */
function refuseTooFew(sets: readonly number[], placed: readonly (SplitName | undefined)[]): void {
  const known = new Set(sets.filter((_, index) => placed[index] !== undefined));
  const filled = new Set(placed.filter((set) => set !== undefined)).size;
  const fresh = new Set(sets.filter((set) => !known.has(set))).size;
  if (filled + fresh >= 3) return;
  const count = new Set(sets).size;
  const kind = count === sets.length ? 'simulations' : 'parameter sets';
  throw new TharsisError(
    'archive-too-small',
    `too few ${kind} to train, validate and test on: ${count}`,
    'give at least 3',
  );
}

/** The files that are meant by files and folders. */
export function archiveFiles(paths: readonly string[], reporter: Reporter = silentReporter): string[] {
  const endings = [...new Set(archiveFormats.flatMap(({ extensions }) => extensions))].map((ending) => `.${ending}`);
  const files = paths.flatMap((path) => {
    if (!existsSync(path) || !statSync(path).isDirectory()) return [path];
    const inside = readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => endings.some((ending) => name.toLowerCase().endsWith(ending)))
      .sort()
      .map((name) => join(path, name))
      .filter((name) => !statSync(name, { throwIfNoEntry: false })?.isDirectory());
    // macOS leaves a resource fork beside each file on foreign disks.
    const [forks, meant] = [true, false].map((fork) =>
      inside.filter((name) => basename(name).startsWith('._') === fork),
    );
    if (forks!.length > 0) {
      const more = forks!.length > 1 ? ` and ${forks!.length - 1} more` : '';
      reporter.note(`skipped ${forks![0]}${more}: files that begin with ._ hold attributes of macOS, no simulations`);
    }
    if (meant!.length > 0) return meant!;
    throw new TharsisError(
      'archive-missing',
      `the folder ${path} holds no ${endings.join(', ')} file`,
      'check the path',
    );
  });
  return [...new Set(files)];
}

function joined(problems: readonly TharsisError[], count: number): TharsisError {
  const first = problems[0]!;
  if (problems.length === 1) return first;
  const named = problems.slice(0, NAMED_PROBLEMS).map(({ message, remedy }) => `${message} (${remedy})`);
  const more = problems.length > NAMED_PROBLEMS ? [`and ${problems.length - NAMED_PROBLEMS} more`] : [];
  return new TharsisError(
    'archive-invalid',
    `${problems.length} of ${count} files cannot be used:`,
    'mend them or leave them out',
    { details: [...named, ...more] },
  );
}

function manifestOf(
  headers: readonly SimulationHeader[],
  digests: readonly string[],
  placed: readonly (SplitName | undefined)[],
  options: IngestOptions,
): Manifest {
  const split = splitSimulations(placed, options, options.stream, parameterSetsOf(headers));
  const setOf = (index: number) => splitNames.find((name) => split[name].includes(index))!;
  const first = headers[0]!;
  const mixedPhysics = differingKeys(kindsOfPhysics(headers));
  const files: ManifestFile[] = headers.map((header, index) => ({
    id: header.id,
    path: header.file,
    bytes: statSync(header.file).size,
    sha256: digests[index]!,
    format: header.format,
    split: setOf(index),
  }));
  return {
    name: options.name,
    description: options.description,
    license: options.license ?? 'not stated',
    ...(options.citation === undefined ? {} : { citation: options.citation }),
    grid: { radial: first.r.length, azimuthal: first.phi.length },
    snapshots: headers.reduce((sum, header) => sum + header.times.length, 0),
    parameters: Object.keys(first.parameters).map((name) => {
      const values = headers.map((header) => header.parameters[name]!);
      return {
        name,
        unit: first.parameterUnits[name]!,
        scale: first.parameterScales[name]!,
        minimum: Math.min(...values),
        maximum: Math.max(...values),
      };
    }),
    files,
    ...(mixedPhysics.length === 0 ? {} : { mixedPhysics }),
    ...(options.failures === undefined || options.failures.length === 0 ? {} : { failures: options.failures }),
  };
}
