// A page answers one question: { path, question, answer, plot?, sections, commands, results }.
//   path      'validation/how-….md'; its plot is 'validation/plots/how-….svg'
//   answer    three sentences
//   plot      { alt, panel }: a panel of src/report
//   sections  [{ heading, text?, table? }]; text and table are Markdown
//   commands  what makes the results again
//   results   paths of the JSON files, whose provenance stands at the end
import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const { svgDocument } = await import('../../dist/report/figure.js');

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** A result file of validation/results or bench/results. */
export function readResult(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

/** A Markdown table. Cells that are undefined stay empty; bars in cells are escaped. */
export function table(headings, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell ?? '').replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The files of a page: its text, and its plot. */
export function pageFiles(page) {
  const { path, question, answer, plot, sections, commands, results } = page;
  const name = basename(path, '.md');
  const parts = [
    `# ${question}`,
    answer,
    ...(plot === undefined ? [] : [`![${plot.alt}](plots/${name}.svg)`]),
    ...sections.flatMap(({ heading, text, table: rows }) => [`## ${heading}`, text, rows].filter(Boolean)),
    '## Measure it again',
    ['```sh', ...commands, '```'].join('\n'),
    ['Measured:', '', ...results.map((result) => provenanceLine(path, result))].join('\n'),
    `This page is generated from these files by \`npm run pages\`.`,
  ];
  const text = `${parts.join('\n\n')}\n`;
  if (plot === undefined) return [{ path, text }];
  const svg = `${svgDocument(plot.panel, plot.alt)}\n`;
  return [
    { path, text },
    { path: `${dirname(path)}/plots/${name}.svg`, text: svg },
  ];
}

function provenanceLine(page, result) {
  const { date, processor, cores, node, commit, transcribedFrom, conditions } = readResult(result).provenance;
  const link = `[${basename(result)}](${relative(dirname(page), result)})`;
  const facts = [
    date.slice(0, 10),
    `${processor}, ${cores} cores`,
    `Node ${node.replace('v', '')}`,
    /^[0-9a-f]{40}$/.test(commit) ? `commit ${commit.slice(0, 7)}` : undefined,
    conditions,
    transcribedFrom === undefined ? undefined : 'transcribed by hand',
  ];
  return `- ${link}: ${facts.filter(Boolean).join('; ')}.`;
}
