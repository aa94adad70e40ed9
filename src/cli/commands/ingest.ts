// tharsis ingest ARCHIVE...: checks somebody's simulations, splits them, and writes their manifest.
import { statSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { ingestSchema } from '../../archive/ingest-section.js';
import { splitNames } from '../../archive/split.js';
import { nameFrom } from '../../foundation/names.js';
import { randomStream } from '../../foundation/random-stream.js';
import type { Reporter } from '../../foundation/reporter.js';
import { parseWith } from '../../foundation/yaml-document.js';
import { type CommonOptions, finiteNumber, type Outcome, plainName } from '../command-frame.js';
import { givenByOptions } from '../pipeline-options.js';
import type { TharsisCommand } from './command.js';

interface IngestOptions extends CommonOptions {
  readonly name?: string;
  readonly description?: string;
  readonly license?: string;
  readonly citation?: string;
  readonly validationFraction: number;
  readonly testFraction: number;
  readonly allowMixedPhysics?: boolean;
  readonly overwrite?: boolean;
}

export const ingest: TharsisCommand = {
  name: 'ingest',
  description: 'check simulations (files in a known format, or folders of them), split them, and write their manifest',
  out: 'manifest (default: data-manifests/<name>.json)',
  again: 'starts over',
  register(command) {
    const { validationFraction, testFraction } = ingestSchema.parse({});
    command
      .argument('<archive...>', 'files in a format of docs/archive-format.md, or folders of them')
      .option('--name <name>', 'name of the dataset (default: from the first path)', plainName)
      .option('--description <sentence>', 'one sentence for the manifest')
      .option('--license <url>', 'license of the archive')
      .option('--citation <text>', 'how to cite the archive')
      .option('--overwrite', 'replace a manifest that is there already')
      .option('--allow-mixed-physics', 'accept simulations of different physics; the manifest says how they differ')
      .option('--validation-fraction <share>', 'share of simulations for early stopping', share, validationFraction)
      .option('--test-fraction <share>', 'share of simulations never seen in training', share, testFraction);
  },
  run: ({ signal, reporter }, options: IngestOptions, paths: string[]) => ingestPaths(paths, options, signal, reporter),
};

async function ingestPaths(
  paths: readonly string[],
  options: IngestOptions,
  signal: AbortSignal,
  reporter: Reporter,
): Promise<Outcome> {
  const [{ ingestArchive }, { manifestExists }] = await Promise.all([
    import('../../archive/ingest.js'),
    import('../../archive/manifest.js'),
  ]);
  const name = options.name ?? nameFrom(basename(resolve(paths[0]!), extname(paths[0]!)));
  const path = options.out ?? `data-manifests/${name}.json`;
  const { validationFraction, testFraction } = options;
  // At once, rather than after all files are read.
  if (!options.overwrite && isFile(path)) throw manifestExists(path);
  parseWith(ingestSchema, { validationFraction, testFraction }, givenByOptions);
  const manifest = await ingestArchive(paths, {
    name,
    description: options.description ?? '',
    license: options.license,
    citation: options.citation,
    manifest: path,
    replace: options.overwrite === true,
    validationFraction,
    testFraction,
    allowMixedPhysics: options.allowMixedPhysics,
    stream: randomStream(options.seed ?? 1, 'split'),
    signal,
    reporter,
  });
  const { grid, snapshots, files, parameters, mixedPhysics } = manifest;
  const counts = splitNames.map((set) => [set, files.filter(({ split }) => split === set).length] as const);
  return {
    document: {
      manifest: path,
      simulations: { count: files.length, grid: [grid.radial, grid.azimuthal], snapshots },
      split: Object.fromEntries(counts),
      parameters,
      ...(mixedPhysics && { mixedPhysics }),
    },
    lines: [
      `${files.length} simulations, ${grid.radial} x ${grid.azimuthal} cells, ${snapshots} snapshots`,
      counts.map(([set, count]) => `${set} ${count}`).join(', '),
      ...parameters.map(
        ({ name: parameter, minimum, maximum, unit }) =>
          `${parameter}: ${rounded(minimum)} to ${rounded(maximum)} ${unit}`,
      ),
      ...(mixedPhysics ? [`different physics: ${mixedPhysics.join(', ')}`] : []),
      path,
      `train on it with: npx tharsis train PREDICTOR --data ${path}`,
    ],
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function share(text: string): number {
  const value = finiteNumber(text);
  if (value <= 0 || value >= 1) throw new InvalidArgumentError('expected a share between 0 and 1, like 0.15.');
  return value;
}
