// What a zod schema refuses, in the words of messages to users: the offending value and what is expected in its place.
import type { z } from 'zod';

const LONGEST = 120;

/** A value as messages show it, on one line and cut where it is long. */
export function shown(value: unknown): string {
  const text = textOf(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

/** JSON, but with the numbers that JSON has not (NaN, Infinity). */
function textOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'empty';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  if (typeof value !== 'object') return JSON.stringify(value) ?? String(value);
  return `{${Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${textOf(item)}`)}}`;
}

const types: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'keys and values',
  record: 'keys and values',
  string: 'a text',
};

/** What is expected, to follow 'expected' or 'give': 'a whole number', 'at least 1 item'. */
export function wantedBy(issue: z.core.$ZodIssue): string {
  // Texts of schemas of Tharsis; zod's own begin with one of these words.
  if (!/^(Invalid|Too|Unrecognized)\b/.test(issue.message)) return issue.message.replace(/^expected /, '');
  switch (issue.code) {
    case 'invalid_type': {
      const isInfinite = typeof issue.input === 'number' && !Number.isFinite(issue.input);
      return isInfinite ? 'a finite number' : (types[issue.expected] ?? issue.expected);
    }
    case 'invalid_value': {
      const values = issue.values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
      return values.length === 1 ? values[0]! : `one of ${values.join(', ')}`;
    }
    case 'too_small':
      return limited(issue.origin, issue.minimum, issue.inclusive === false ? 'more than' : 'at least');
    case 'too_big':
      return limited(issue.origin, issue.maximum, issue.inclusive === false ? 'less than' : 'at most');
    case 'invalid_union': {
      const branches = issue.errors.flatMap(([first]) => (first === undefined ? [] : [wantedBy(first)]));
      return branches.length === 0 ? 'another value' : [...new Set(branches)].join(' or ');
    }
    default:
      return issue.message.replace(/^(Invalid|Too|Unrecognized) \w+: /, '');
  }
}

function limited(origin: string, limit: number | bigint, relation: string): string {
  const plural = Number(limit) === 1 ? '' : 's';
  if (origin === 'array') return `${relation} ${limit} item${plural}`;
  if (origin === 'string') return `${relation} ${limit} character${plural}`;
  return `a number that is ${relation} ${limit}`;
}

/** The whole problem: "'times' is missing: expected a list". */
export function problemOf(issue: z.core.$ZodIssue): string {
  const key = issue.path.join('.');
  return `${key === '' ? 'it' : `'${key}'`} is ${shown(issue.input)}: expected ${wantedBy(issue)}`;
}
