// docs/pipelines.md lists every key that a pipeline may have, out of the schema itself. To bring it up to date:
// npx vitest run test/pipeline/documented-keys.test.ts --update
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { pipelineSchema, resolveConfiguration } from '../../src/pipeline/configuration.js';

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
}

const introduction = `# Pipelines

A pipeline is a YAML file; \`npx tharsis run FILE\` runs its stages: simulate, ingest, autoencoder, fnn, lstm, model, evaluate, report.
Every key is checked, and a wrong one is told with its line. Units are SI, so times are in seconds: 1 Gyr = 3.15576e16 s. A run writes
the resolved configuration, every default filled in, into \`runs/<name>/config.yaml\`, which is itself a pipeline file.

A small one:

\`\`\`yaml
name: my-mars
seed: 7
simulate:
  count: 60
  sampling: sobol
  ranges:
    referenceViscosity: { minimum: 1.0e+20, maximum: 1.0e+22 } # Pa s
    initialTemperature: 1700 # K, the same in all simulations
  evolution:
    cells: { radial: 48, azimuthal: 64 }
ingest:
  testFraction: 0.2
lstm:
  hidden: 128
\`\`\`

On somebody's archive: \`ingest: { archives: [folder] }\` in place of \`simulate\`, or \`ingest: { dataset: data-manifests/theirs.json }\`
after \`npx tharsis ingest\`. With \`warmStart\`, training goes on from a model.

`;

function documentOf(schema: JsonSchema): string {
  const lines = ['| key | what it is | default |', '| --- | --- | --- |'];
  const visit = (node: JsonSchema, path: string): void => {
    for (const [name, child] of Object.entries(node.properties ?? {})) {
      const key = path === '' ? name : `${path}.${name}`;
      lines.push(`| \`${key}\` | ${cell(meaning(child))} | ${cell(defaultOf(child))} |`);
      if (Object.keys(child.properties ?? {}).join() !== 'minimum,maximum') visit(child, key);
    }
  };
  visit(schema, '');
  return `${introduction}## Keys\n\n${lines.join('\n')}\n`;
}

function meaning({ description = '', enum: choices }: JsonSchema): string {
  const shown = choices?.map((choice) => `\`${choice}\``).join(', ');
  return [description, shown].filter((part) => part !== undefined && part !== '').join('; ');
}

function defaultOf({ default: value, properties }: JsonSchema): string {
  if (value === undefined || (properties !== undefined && JSON.stringify(value) === '{}')) return '';
  const text =
    typeof value === 'object' ? JSON.stringify(value).replaceAll('"', '').replaceAll(',', ', ') : String(value);
  return text === '' ? '' : `\`${text.replaceAll(':', ': ')}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

it('docs/pipelines.md lists every key', async () => {
  const schema = z.toJSONSchema(pipelineSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  await expect(documentOf(schema)).toMatchFileSnapshot('../../docs/pipelines.md');
});

it('the example in docs/pipelines.md is a pipeline', () => {
  const [, example] = /```yaml\n([\s\S]*?)```/.exec(readFileSync('docs/pipelines.md', 'utf8'))!;
  const { simulate } = resolveConfiguration(parse(example!), () => 'docs/pipelines.md');
  expect(simulate?.ranges.initialTemperature).toEqual({ minimum: 1700, maximum: 1700 });
  expect(simulate?.ranges.enrichment).toEqual({ minimum: 1, maximum: 50 });
});
