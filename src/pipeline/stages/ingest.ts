// The stage that checks the archive, splits it by simulation and writes its manifest.
import { existsSync, statSync } from 'node:fs';
import { openDataset } from '../../archive/dataset.js';
import { archiveFiles, ingestArchive } from '../../archive/ingest.js';
import { type Manifest, readManifest } from '../../archive/manifest.js';
import { splitNames } from '../../archive/split.js';
import { sha256File } from '../../foundation/digest.js';
import { randomStream } from '../../foundation/random-stream.js';
import type { IngestSection } from '../ingest-section.js';
import type { Stage, Summary } from '../stage.js';

/** How to cite an archive that the simulate stage made. */
const OWN_CITATION = 'Simulated with Tharsis after the set-up of Agarwal et al. (2021), arXiv 2108.10105.';

/** What else a manifest needs. */
export interface ArchiveIdentity {
  readonly name: string;
  readonly description: string;
  /** Files and folders, simulated ones first. */
  readonly paths: readonly string[];
  readonly manifest: string;
  /** Whether a stage before made a part of it. */
  readonly simulated: boolean;
}

export function ingestStage(section: IngestSection, identity: ArchiveIdentity): Stage {
  const foreign = section.archives.map((path) => [path, fingerprint(path)]);
  return {
    name: 'ingest',
    configuration: { ...section, ...identity, foreign },
    reads: identity.simulated ? ['simulate'] : [],
    run: async ({ seed, signal }) => {
      const manifest = ingestArchive(identity.paths, {
        name: identity.name,
        description: identity.description,
        license: section.license,
        citation: section.citation ?? (section.archives.length === 0 ? OWN_CITATION : undefined),
        manifest: identity.manifest,
        validationFraction: section.validationFraction,
        testFraction: section.testFraction,
        stream: randomStream(seed, 'split'),
        signal,
      });
      return { outputs: [identity.manifest], summary: manifestSummary(manifest) };
    },
  };
}

/** In place of ingesting, for a manifest that is there already: verifies that its files are what it says. */
export function verifyStage(manifestPath: string): Stage {
  return {
    name: 'ingest',
    configuration: { dataset: manifestPath, digest: existsSync(manifestPath) ? sha256File(manifestPath) : null },
    reads: [],
    run: async () => {
      openDataset(manifestPath);
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

/** Changes when a file changes, appears or goes. Contents are hashed by ingesting, which this decides on. */
function fingerprint(path: string): unknown {
  if (!existsSync(path)) return null;
  return archiveFiles([path]).map((file) => {
    const { size, mtimeMs } = statSync(file);
    return [file, size, mtimeMs];
  });
}
