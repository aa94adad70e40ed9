// Text from outside in a Markdown file: it is shown as it is, and makes no HTML, link, table cell or line of its own.
import { printable } from './printable.js';

/** Inline text; also in a table cell. */
export function markdownText(text: string): string {
  return printable(text.replace(/[\r\n]+/g, ' '))
    .replace(/[\\`[\]!|]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
