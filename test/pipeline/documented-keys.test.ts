// docs/pipelines.md lists every key that a pipeline may have, out of the schema itself (`npm run pages`).
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { resolveConfiguration } from '../../src/pipeline/configuration.js';
import { pipelineKeysTable } from '../../src/pipeline/documented-keys.js';

const page = readFileSync('docs/pipelines.md', 'utf8');
const resolved = (text: string) => resolveConfiguration(parse(text), () => 'docs/pipelines.md');

it('lists every key with the default that a run resolves to', () => {
  expect(page.endsWith(`## Keys\n\n${pipelineKeysTable()}\n`)).toBe(true);
  const defaults: Record<string, unknown> = {};
  for (const [, key, text] of pipelineKeysTable().matchAll(/^\| `([\w.-]+)` \|.*\| `(.*)` \|$/gm)) {
    defaults[key!] = parse(text!);
  }
  const configuration = resolved('{ name: any, simulate: {} }');
  for (const [key, value] of Object.entries(defaults)) {
    const found = key
      .split('.')
      .reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], configuration);
    expect(found, key).toEqual(value);
  }
  expect(Object.keys(defaults).length).toBeGreaterThan(50);
});

it('writes numbers as people do', () => {
  expect(pipelineKeysTable()).toContain('1e19 to 1e22');
  expect(pipelineKeysTable()).not.toMatch(/(?<![.\d])\d{7}|e\+/);
});

it('has an example that is a pipeline', () => {
  const [, example] = /```yaml\n([\s\S]*?)```/.exec(page)!;
  const { simulate } = resolved(example!);
  expect(simulate?.ranges.initialTemperature).toEqual({ minimum: 1700, maximum: 1700 });
  expect(simulate?.ranges.enrichment).toEqual({ minimum: 1, maximum: 50 });
});
