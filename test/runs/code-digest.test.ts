// The key of a stage covers the code and the packages that its module reaches by imports, and no others.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { codeDigests } from '../../bin/build.js';
import { codeDigest } from '../../src/runs/code-digest.js';
import { packageVersion } from '../../src/runs/package-version.js';

const gradients = 'tensor/tfjs-gradients.js';
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort();
const files = [...sources, gradients];
const contents = [...sources.map((file) => readFileSync(join('src', file), 'utf8')), '// the bundle'];
const before = codeDigests(files, contents);

/** The files whose digests an edit of `edited` changes. */
function changedBy(edited: string): string[] {
  expect(files).toContain(edited);
  const after = codeDigests(
    files,
    contents.map((content, index) => (files[index] === edited ? `${content}// edited\n` : content)),
  );
  return Object.keys(before).filter((file) => before[file]!.code !== after[file]!.code);
}

const root = new URL('../../', import.meta.url).href;
const stage = (name: string) => `pipeline/stages/${name}.ts`;

describe('code digest', () => {
  afterEach(() => vi.doUnmock('../../src/runs/package-version.js'));

  it.each([
    // predictHeldOut is defined here.
    [stage('evaluate'), [stage('evaluate'), stage('report')], [stage('simulate'), stage('train')]],
    ['query/conduction.ts', [stage('report')], [stage('simulate'), stage('train')]],
    ['report/report.ts', [stage('report')], [stage('simulate'), stage('train'), stage('evaluate')]],
    ['training/training-loop.ts', [stage('train')], [stage('simulate')]],
    ['statistics/pod.ts', [stage('evaluate')], [stage('simulate')]],
    ['campaign/simulate-task.ts', [stage('simulate'), 'campaign/simulation-worker.ts'], [stage('train')]],
    ['convection/evolution/evolution.ts', [stage('simulate'), 'campaign/simulate-task.ts'], [stage('train')]],
    [gradients, [stage('train'), stage('evaluate')], [stage('simulate'), 'campaign/simulate-task.ts']],
    // The stages are handed their engine.
    ['tensor/session-cache.ts', [stage('train'), stage('evaluate'), stage('report')], [stage('simulate')]],
    ['runs/environment.ts', ['campaign/simulate-task.ts'], [stage('train')]],
  ])('of an edit in %s', (edited, changed, unchanged) => {
    const found = changedBy(edited);
    expect(found).toEqual(expect.arrayContaining(changed));
    for (const file of unchanged) expect(found).not.toContain(file);
  });

  it.each([
    ['campaign/simulate-task.ts', ['h5wasm'], ['onnxruntime-node', '@tensorflow/tfjs-core']],
    [stage('train'), ['@tensorflow/tfjs-core', 'h5wasm', 'onnxruntime-node', 'protobufjs'], ['@resvg/resvg-js']],
    [stage('evaluate'), ['ml-matrix'], ['commander']],
  ])('of %s covers the packages that it imports', (file, among, notAmong) => {
    const { packages } = before[file]!;
    expect(packages).toEqual(expect.arrayContaining(among));
    for (const name of [...notAmong, 'tharsis', 'node:fs']) expect(packages).not.toContain(name);
  });

  it.each([
    ['onnxruntime-node', [stage('train')], ['campaign/simulate-task.ts']],
    ['h5wasm', [stage('train'), 'campaign/simulate-task.ts'], ['foundation/digest.ts']],
  ])('changes with the version of %s where it is used', async (name, changed, unchanged) => {
    vi.resetModules();
    vi.doMock('../../src/runs/package-version.js', () => ({
      packageVersion: (asked: string) => (asked === name ? '0.0.0' : packageVersion(asked)),
    }));
    const other = await import('../../src/runs/code-digest.js');
    const isChanged = (file: string) => other.codeDigest(`${root}src/${file}`) !== codeDigest(`${root}src/${file}`);
    expect(changed.filter(isChanged)).toEqual(changed);
    expect(unchanged.filter(isChanged)).toEqual([]);
  });

  it('is read by the URL of a module, from src/ or dist/', () => {
    expect(codeDigest(`${root}dist/pipeline/stages/evaluate.js`)).toBe(
      codeDigest(`${root}src/pipeline/stages/evaluate.ts`),
    );
    expect(() => codeDigest(`${root}src/missing.ts`)).toThrow('no digest');
  });
});
