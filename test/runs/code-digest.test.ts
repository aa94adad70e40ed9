// The key of a stage covers the code that its module reaches by imports, and no other code.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeDigest } from '../../src/runs/code-digest.js';

// The build is plain JavaScript, which runs before anything is compiled.
const build: string = '../../bin/build.js';
const { codeDigests } = (await import(build)) as {
  codeDigests(files: readonly string[], contents: readonly string[]): Record<string, string>;
};

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort();
const contents = files.map((file) => readFileSync(join('src', file), 'utf8'));
const before = codeDigests(files, contents);

/** The files whose digests an edit of `edited` changes. */
function changedBy(edited: string): string[] {
  expect(files).toContain(edited);
  const after = codeDigests(
    files,
    contents.map((content, index) => (files[index] === edited ? `${content}// edited\n` : content)),
  );
  return Object.keys(before).filter((file) => before[file] !== after[file]);
}

const stage = (name: string) => `pipeline/stages/${name}.ts`;

describe('code digest', () => {
  it.each([
    // predictHeldOut is defined here.
    [stage('evaluate'), [stage('evaluate'), stage('report')], [stage('simulate'), stage('train')]],
    ['query/conduction.ts', [stage('report')], [stage('simulate'), stage('train')]],
    ['report/report.ts', [stage('report')], [stage('simulate'), stage('train'), stage('evaluate')]],
    ['training/training-loop.ts', [stage('train')], [stage('simulate')]],
    ['statistics/pod.ts', [stage('evaluate')], [stage('simulate')]],
    ['campaign/simulate-task.ts', [stage('simulate'), 'campaign/simulation-worker.ts'], [stage('train')]],
    ['convection/evolution/evolution.ts', [stage('simulate'), 'campaign/simulate-task.ts'], [stage('train')]],
    ['runs/environment.ts', ['campaign/simulate-task.ts'], [stage('train')]],
  ])('of an edit in %s', (edited, changed, unchanged) => {
    const found = changedBy(edited);
    expect(found).toEqual(expect.arrayContaining(changed));
    for (const file of unchanged) expect(found).not.toContain(file);
  });

  it('is read by the URL of a module, from src/ or dist/', () => {
    const root = new URL('../../', import.meta.url).href;
    expect(codeDigest(`${root}dist/pipeline/stages/evaluate.js`)).toBe(
      codeDigest(`${root}src/pipeline/stages/evaluate.ts`),
    );
    expect(() => codeDigest(`${root}src/missing.ts`)).toThrow('no digest');
  });
});
