// docs/evaluation.md has a table of the metrics and one of the baselines, out of the registries. To bring it up to date:
// npx vitest run test/evaluation/documented-members.test.ts -u
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Baseline } from '../../src/evaluation/baselines/baseline.js';
import { baselines } from '../../src/evaluation/baselines/registry.js';
import { metricColumns } from '../../src/evaluation/metrics/columns.js';

const metricRows = metricColumns().map(({ key, heading, unit, ideal, betterIs, meaning }) => [
  `\`${key}\``,
  `${heading} (${unit})`,
  betterIs === 'nearer the ideal' ? `nearer ${ideal}` : betterIs,
  meaning,
]);
const baselineRows = Object.entries<Baseline>(baselines).map(([name, { yardstick, meaning }]) => [
  `\`${name}\``,
  yardstick ? 'yes' : 'no',
  meaning,
]);
const tables: Record<string, string> = {
  metrics: tableOf(['key', 'column', 'better is', 'definition'], metricRows),
  baselines: tableOf(['row', 'reads the truth', 'what it is'], baselineRows),
};

function tableOf(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, headings.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

it('docs/evaluation.md lists all metrics and baselines', async () => {
  const document = readFileSync('docs/evaluation.md', 'utf8');
  const updated = document.replace(
    /(<!-- (\w+): generated -->\n)[\s\S]*?(?=<!-- end -->)/g,
    (_, opening: string, name: string) => `${opening}${tables[name]}\n`,
  );
  for (const table of Object.values(tables)) expect(updated.split(table)).toHaveLength(2);
  await expect(
    updated,
    'docs/evaluation.md is out of date: run `npx vitest run test/evaluation/documented-members.test.ts -u`',
  ).toMatchFileSnapshot('../../docs/evaluation.md');
});
