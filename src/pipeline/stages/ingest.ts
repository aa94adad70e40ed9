// The stage that checks the archive, splits it by simulation and writes its manifest.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openDatasetInterruptibly } from '../../archive/dataset.js';
import { guardedReader } from '../../archive/guarded/guarded-reader.js';
import { archiveFiles, ingestArchive } from '../../archive/ingest.js';
import type { IngestSection } from '../../archive/ingest-section.js';
import { type Manifest, readManifest, writeManifest } from '../../archive/manifest.js';
import { type SplitName, splitNames } from '../../archive/split.js';
import { sha256File } from '../../foundation/digest.js';
import { randomStream } from '../../foundation/random-stream.js';
import type { Summary } from '../../runs/stage.js';
import { loadModel } from '../../surrogate/model-folder.js';
import type { PipelineStage } from '../pipeline-stage.js';

/** How to cite an archive that the simulate stage made. */
const OWN_CITATION = 'Simulated with Tharsis after the set-up of Agarwal et al. (2021), arXiv 2108.10105.';

/** What else a manifest needs. */
export interface ArchiveIdentity {
  readonly name: string;
  readonly description: string;
  /** The manifest that the run works with. */
  readonly manifest: string;
  /** Where others find it: a copy, which several runs may write. */
  readonly publishedManifest: string;
  /** The files that a stage before made; undefined where there is no such stage. */
  readonly simulated: (() => readonly string[]) | undefined;
  /** Which simulations failed in the stage before, and why. */
  readonly failures: () => readonly string[];
  /** The model whose training goes on: simulations that it knows keep their sets. */
  readonly warmStart: string | undefined;
}

export function ingestStage(section: IngestSection, identity: ArchiveIdentity): PipelineStage {
  const { name, description, manifest: path, publishedManifest, simulated, failures, warmStart } = identity;
  const foreign = section.archives.map((archive) => [archive, fingerprint(archive)]);
  const knownModel = warmStart === undefined ? null : digestOf(join(warmStart, 'model.json'));
  return {
    name: 'ingest',
    configuration: { ...section, name, description, foreign, knownModel },
    reads: simulated === undefined ? [] : ['simulate'],
    code: [import.meta.url],
    run: async ({ seed, signal, reporter }) => {
      const manifest = await ingestArchive([...(simulated?.() ?? []), ...section.archives], {
        name,
        description,
        license: section.license,
        citation: section.citation ?? (section.archives.length === 0 ? OWN_CITATION : undefined),
        manifest: path,
        validationFraction: section.validationFraction,
        testFraction: section.testFraction,
        allowMixedPhysics: section.allowMixedPhysics,
        stream: randomStream(seed, 'split'),
        failures: failures(),
        placed: warmStart === undefined ? undefined : knownSets(warmStart),
        signal,
        reporter,
      });
      writeManifest(publishedManifest, manifest);
      return { outputs: [path], summary: manifestSummary(manifest) };
    },
  };
}

/** The sets of the simulations that a model was made with, by the SHA-256 of their files. */
function knownSets(model: string): ReadonlyMap<string, SplitName> {
  const sets = loadModel(model).description.dataset.sets;
  return new Map(splitNames.flatMap((name) => (sets?.[name] ?? []).map((digest) => [digest, name] as const)));
}

/**
 * In place of ingesting, for a manifest that is there already: reads its files to their ends, as ingesting does, and
 * verifies that they are what it says: files are checked, whatever the manifest says of them.
 */
export function verifyStage(manifestPath: string): PipelineStage {
  return {
    name: 'ingest',
    configuration: { dataset: manifestPath, digest: digestOf(manifestPath) },
    reads: [],
    code: [import.meta.url],
    run: async ({ signal, reporter }) => {
      const { files } = readManifest(manifestPath);
      const progress = reporter.progress('verify', files.length);
      for (const [index, { path }] of files.entries()) {
        await guardedReader.examine(path, signal);
        progress.update(index + 1, path);
      }
      await openDatasetInterruptibly(manifestPath, { signal });
      progress.finish(`${files.length} simulations`);
      return { outputs: [manifestPath], summary: manifestSummary(readManifest(manifestPath)) };
    },
  };
}

function manifestSummary({ files, grid, snapshots }: Manifest): Summary {
  const counts = splitNames.map((name) => [name, files.filter((file) => file.split === name).length]);
  return {
    simulations: {
      count: files.length,
      grid: [grid.radial, grid.azimuthal],
      snapshots,
      ...Object.fromEntries(counts),
    },
  };
}

function digestOf(path: string): string | null {
  return existsSync(path) ? sha256File(path) : null;
}

/** Changes when a file changes, appears or goes. Contents are hashed by ingesting, which this decides on. */
function fingerprint(path: string): unknown {
  if (!existsSync(path)) return null;
  return archiveFiles([path]).map((file) => {
    const { size, mtimeMs } = statSync(file);
    return [file, size, mtimeMs];
  });
}
