// The language of sources and pages: plain and in the present. Words here are those of a diary, or stand for a plainer
// one (`told` for reported, `so many` for a number, `lest` for so that … not).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const words =
  /\b(today|yesterday|once was|the machine was|tells|told|lest|so many|vouch\w*|licen[c]es?)\b|(?<!there )\bis none\b/gi;

function filesUnder(folder: string, endings: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .map((file) => join(folder, file));
}

/** Lines that hold the title of a test, or of a group of tests. */
const title = /^\s*(?:(?:it|describe)\b|\]\)\()/;

it('no source, page or title of a test speaks like a diary', () => {
  const files = [
    ...filesUnder('src', ['.ts', '.md']),
    ...filesUnder('docs', ['.md', '.js']),
    ...filesUnder('validation', ['.md', '.js', '.sh']),
    ...filesUnder('bench', ['.md', '.js']),
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
  ];
  const wordsIn = (file: string, counts: (line: string) => boolean) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        counts(line) ? [...line.matchAll(words)].map(([word]) => `${file}:${index + 1}: ${word}`) : [],
      );
  expect(files.flatMap((file) => wordsIn(file, () => true))).toEqual([]);
  expect(filesUnder('test', ['.ts']).flatMap((file) => wordsIn(file, (line) => title.test(line)))).toEqual([]);
});
