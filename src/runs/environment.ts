// Where and with what a run was made: the part of the provenance that the configuration does not say.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import { packageVersion } from './package-version.js';

const root = new URL('../../', import.meta.url);

/** Tharsis's own version and those of the packages that do arithmetic. */
export function packageVersions(): Record<string, string> {
  const own = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
  const versions: Record<string, string> = { tharsis: own.version };
  for (const name of ['@tensorflow/tfjs-core', 'onnxruntime-node', 'h5wasm', 'apache-arrow', 'ml-matrix']) {
    versions[name] = packageVersion(name);
  }
  return versions;
}

/** What environment.json holds. */
export interface Environment {
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryMiB: number;
  readonly packages: Readonly<Record<string, string>>;
  readonly commit: string;
  readonly command: readonly string[];
}

/** The environment of this process. */
export function describeEnvironment(): Environment {
  return {
    node: process.version,
    platform: `${platform()} ${release()} ${process.arch}`,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    packages: packageVersions(),
    commit: gitCommit(),
    command: process.argv.slice(2),
  };
}

/** Where a measurement comes from: the environment of this process, and the moment (ISO 8601, UTC). */
export type Provenance = Environment & { readonly date: string };

/** What every document of measured numbers says beside them: `verify`, `bench`, and the scripts of validation/ and bench/. */
export function describeMeasurement(): Provenance {
  return { date: new Date().toISOString(), ...describeEnvironment() };
}

function gitCommit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return 'none';
  }
}
