// Generated pages are in step with the results and the schema that they are made of, and their pictures are small.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';

it('every generated page is what `npm run pages` writes', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['docs/pages/generate.js', '--check'], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout, 'run `npm run pages`').toBe('');
  expect(status).toBe(0);
});

it('plots stay below 100 kB', () => {
  for (const folder of ['validation/plots', 'bench/plots']) {
    for (const file of readdirSync(folder)) expect(statSync(`${folder}/${file}`).size, file).toBeLessThan(100_000);
  }
});

/** Results from before commands wrote JSON: transcribed from a document, and what each says for its commit. */
const transcribed: Readonly<Record<string, RegExp | 'not recorded' | 'of each result'>> = {
  'validation/results/campaigns.json': 'not recorded',
  'validation/results/evolution-settings.json': 'not recorded',
  'validation/results/interoperability.json': 'not recorded',
  'validation/results/robustness.json': 'of each result',
  'bench/results/evolution-extrapolation.json': 'not recorded',
  'bench/results/evolution-paper-grid.json': 'of each result',
  'bench/results/evolutions-by-physics.json': /^[0-9a-f]{40}$/,
  'bench/results/evolutions.json': 'not recorded',
  'bench/results/factorization.json': 'not recorded',
  'bench/results/queries.json': 'not recorded',
  'bench/results/training-beside-pytorch.json': 'not recorded',
  'bench/results/training-memory.json': 'not recorded',
  'bench/results/training-profile.json': 'not recorded',
  'bench/results/training-start.json': 'not recorded',
  'bench/results/training.json': 'not recorded',
};

it('every result says where it comes from', () => {
  for (const folder of ['validation/results', 'bench/results']) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const path = `${folder}/${file}`;
      const { provenance } = JSON.parse(readFileSync(path, 'utf8')) as { provenance: Record<string, unknown> };
      const commit = transcribed[path] ?? /^[0-9a-f]{40}$/;
      const source = /^(validation|bench)\/README\.md at [0-9a-f]{40}$/;
      if (path in transcribed) expect(provenance.transcribedFrom, file).toMatch(source);
      else expect(provenance, file).not.toHaveProperty('transcribedFrom');
      expect(provenance, file).toMatchObject({
        date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}/),
        processor: expect.any(String),
        cores: expect.any(Number),
        node: expect.stringMatching(/^v\d+/),
        packages: expect.objectContaining({ tharsis: expect.any(String) }),
        commit: commit instanceof RegExp ? expect.stringMatching(commit) : commit,
      });
    }
  }
});
