// The table of keys at the end of docs/pipelines.md, out of the schema.
import { readFileSync } from 'node:fs';

const { pipelineKeysTable } = await import('../../dist/pipeline/documented-keys.js');

const path = 'docs/pipelines.md';
const heading = '## Keys\n';

export function pipelineKeysPage() {
  const [prose] = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').split(heading);
  return { path, text: `${prose}${heading}\n${pipelineKeysTable()}\n` };
}
