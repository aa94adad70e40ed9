// The HTML page around figures and tables: one file, no scripts, nothing loaded from anywhere; prints on paper.
import type { Figure } from './figure.js';
import { escapeMarkup } from './markup.js';
import { INK, QUIET, RULE } from './palette.js';

const style = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1024px; padding: 32px 32px 64px; background: #fff; color: ${INK};
  font: 16px/1.5 'Source Sans 3', 'Fira Sans', system-ui, 'Helvetica Neue', Arial, sans-serif; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 8px; letter-spacing: -0.01em; }
h2 { font-size: 20px; margin: 48px 0 12px; padding-top: 12px; border-top: 2px solid ${INK}; }
p, li { max-width: 44em; }
.lead { font-size: 18px; color: ${QUIET}; margin: 0 0 24px; }
figure { margin: 28px 0 36px; break-inside: avoid; }
figure h3 { font-size: 16px; margin: 0 0 10px; }
figcaption { color: ${QUIET}; font-size: 14px; margin-top: 10px; max-width: 52em; }
.scroll { overflow-x: auto; }
figure .scroll svg { display: block; width: 100%; height: auto; min-width: 640px; }
table { border-collapse: collapse; font-size: 13.5px; font-variant-numeric: tabular-nums; margin: 12px 0; }
th, td { padding: 6px 9px; text-align: right; border-bottom: 1px solid ${RULE}; font-weight: 400; }
thead th { vertical-align: bottom; color: ${QUIET}; font-size: 12px; line-height: 1.25; border-bottom-color: ${QUIET}; }
tbody th, thead th:first-child { text-align: left; white-space: nowrap; padding-left: 0; }
sub { font-size: 75%; line-height: 0; }
table.facts td { text-align: left; overflow-wrap: anywhere; }
table.facts th { color: ${QUIET}; vertical-align: top; }
code { font: 13px/1.5 ui-monospace, 'DejaVu Sans Mono', Menlo, monospace; }
.swatch { display: inline-block; width: 10px; height: 10px; border-radius: 5px; margin-right: 8px; }
@media (max-width: 600px) { body { padding: 20px 16px 40px; } h1 { font-size: 25px; } th, td { padding: 5px 8px; } }
@media print { body { max-width: none; padding: 0; font-size: 12px; } table { break-inside: avoid; } h2 { break-after: avoid; } figure .scroll svg { min-width: 0; }
  .scroll { overflow: visible; } table { font-size: 10px; } th, td { padding: 3px 5px; } }
`;

/** A section of the page: its heading is plain text, its body markup. */
export interface Section {
  readonly heading: string;
  readonly body: string;
}

/** The whole document. */
export function htmlPage(title: string, lead: string, sections: readonly Section[]): string {
  const body = sections.map(({ heading, body }) => `<section><h2>${escapeMarkup(heading)}</h2>${body}</section>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
<header><h1>${escapeMarkup(title)}</h1>
<p class="lead">${escapeMarkup(lead)}</p></header>
<main>
${body.join('\n')}
</main>
</body>
</html>
`;
}

/** A figure in the page, with how to read it. */
export function figureBlock(figure: Figure): string {
  return (
    `<figure><h3>${escapeMarkup(figure.title)}</h3><div class="scroll">${figure.svg}</div>` +
    `<figcaption>${escapeMarkup(figure.caption)}</figcaption></figure>`
  );
}

/** A paragraph of plain text. */
export function paragraph(content: string): string {
  return `<p>${escapeMarkup(content)}</p>`;
}

/** A list of plain texts. */
export function bulletList(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${escapeMarkup(item)}</li>`).join('')}</ul>`;
}
