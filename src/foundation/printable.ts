// Text from outside (names, paths, contents of files, messages of other libraries) as it may be shown: a terminal obeys
// control characters, and bidirectional ones show a line in another order than it has.

/** C0, DEL and C1 controls, separators of lines, marks and overrides of the direction, and what has no width. */
const UNPRINTABLE = /[\p{Cc}\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One line in which such characters are written out: '\n', '\u001b'. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => NAMED[character] ?? escaped(character));
}

/** The same for a text of several lines: its line breaks and tabs stay. */
export function printableLines(text: string): string {
  return text.replace(UNPRINTABLE, (character) =>
    character === '\n' || character === '\t' ? character : (NAMED[character] ?? escaped(character)),
  );
}

/** JSON of a value, with two spaces an indentation, in which such characters are written out, too. */
export function printableJson(value: unknown): string {
  // JSON.stringify writes out C0 controls itself, so the only ones left are its own line breaks.
  return JSON.stringify(value, null, 2).replace(UNPRINTABLE, (character) =>
    character === '\n' ? character : escaped(character),
  );
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
