// The tables of members in docs/, out of their registries: metrics and baselines in evaluation.md, formats in
// archive-format.md. Each stands between `<!-- NAME: generated -->` and `<!-- end -->`.
import { readFileSync } from 'node:fs';
import { table } from './page.js';

const { archiveFormats } = await import('../../dist/archive/formats/registry.js');
const { baselines } = await import('../../dist/evaluation/baselines/registry.js');
const { columnHeading, metricColumns } = await import('../../dist/evaluation/metrics/columns.js');

const yesOrNo = (value) => (value ? 'yes' : 'no');

const metricTable = table(
  ['key', 'column', 'better is', 'definition'],
  metricColumns().map((column) => [
    `\`${column.key}\``,
    columnHeading(column),
    column.betterIs === 'nearer the ideal' ? `nearer ${column.ideal}` : column.betterIs,
    column.meaning,
  ]),
);

const baselineTable = table(
  ['row', 'reads the truth', 'what it is'],
  Object.entries(baselines).map(([name, { yardstick, meaning }]) => [`\`${name}\``, yesOrNo(yardstick), meaning]),
);

const formatTable = table(
  ['format', 'what it is', 'endings looked for in folders', 'written'],
  archiveFormats.map(({ name, description, extensions, write }) => [
    `\`${name}\``,
    description,
    extensions.map((extension) => `\`.${extension}\``).join(', '),
    yesOrNo(write),
  ]),
);

const documents = {
  'docs/evaluation.md': { metrics: metricTable, baselines: baselineTable },
  'docs/archive-format.md': { formats: formatTable },
};

/** The documents that have such tables, with these up to date. */
export function memberPages() {
  return Object.entries(documents).map(([path, tables]) => ({ path, text: withTables(path, tables) }));
}

function withTables(path, tables) {
  let text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  for (const [name, rows] of Object.entries(tables)) {
    const [before, after, ...more] = text.split(`<!-- ${name}: generated -->\n`);
    const end = after?.indexOf('<!-- end -->') ?? -1;
    if (end === -1 || more.length > 0) throw new Error(`${path} needs the marks of the table '${name}' once`);
    text = `${before}<!-- ${name}: generated -->\n${rows}\n${after.slice(end)}`;
  }
  return text;
}
