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

it('every result says where it comes from', () => {
  for (const folder of ['validation/results', 'bench/results']) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const { provenance } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Record<string, unknown>;
      expect(provenance, file).toMatchObject({
        date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}/),
        processor: expect.any(String),
        cores: expect.any(Number),
        node: expect.stringMatching(/^v\d+/),
        packages: expect.objectContaining({ tharsis: expect.any(String) }),
        commit: expect.any(String),
      });
    }
  }
});
