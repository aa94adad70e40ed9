// Reading a YAML file against a zod schema, so that every error names its line and the remedy.
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { TharsisError } from './errors.js';
import { suggestion } from './nearest-name.js';
import { shown, wantedBy } from './schema-issue.js';
import { readTextUpTo } from './text-file.js';

/** Of a file of settings, far more than anybody writes. */
const MAX_BYTES = 4_000_000;
const MAX_DEPTH = 40;
const MAX_ALIASES = 100;

/** A parsed document that remembers where each key stands. */
export interface YamlDocument {
  readonly value: unknown;
  /** 'file.yaml:12' for the node at `path`, or for the nearest enclosing one that is written in the file. */
  where(path: readonly PropertyKey[]): string;
}

/** Parses a YAML file. Throws `configuration-missing` or `configuration-syntax`. */
export function readYaml(path: string): YamlDocument {
  const lines = new LineCounter();
  const settings = { lineCounter: lines, prettyErrors: false, stringKeys: true, logLevel: 'error' } as const;
  const document = parseDocument(readText(path), settings);
  const problem = document.errors[0];
  if (problem !== undefined) {
    const line = lines.linePos(problem.pos[0]).line;
    throw new TharsisError(
      'configuration-syntax',
      `${path}:${line}: not valid YAML: ${problem.message.split('\n')[0]}`,
      'mend the syntax at this line; indentation must be by spaces',
    );
  }
  return { value: plainValue(document, path) ?? {}, where: (keys) => `${path}${lineOf(document, lines, keys)}` };
}

/** The content as plain data, in which aliases are written out: neither without end nor to more than a file may hold. */
function plainValue(document: Document, path: string): unknown {
  const refused = (what: string, cause?: unknown): TharsisError =>
    new TharsisError('configuration-syntax', `${path}: ${what}`, 'write its keys and values out plainly', { cause });
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    throw refused(`its aliases (*name) cannot be written out: ${(cause as Error).message}`, cause);
  }
  const problem = oddityIn(value, MAX_DEPTH);
  if (problem !== undefined) throw refused(problem);
  return value;
}

/** What no settings have, and what schemas do not see. */
function oddityIn(value: unknown, levels: number): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (levels === 0) return `its keys are nested more than ${MAX_DEPTH} deep, or in themselves`;
  if (Object.hasOwn(value, '__proto__')) return "unknown key '__proto__'";
  for (const item of Object.values(value)) {
    const problem = oddityIn(item, levels - 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function readText(path: string): string {
  try {
    return readTextUpTo(path, MAX_BYTES);
  } catch (error) {
    throw new TharsisError(
      'configuration-missing',
      `cannot read the pipeline ${path}: ${(error as Error).message}`,
      'give the path of a YAML file, for example pipelines/mars-quick.yaml',
      { cause: error },
    );
  }
}

function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): string {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return `:${lines.linePos(node.range[0]).line}`;
  }
  return '';
}

/**
 * The value as the schema types it. The first problem is thrown as a `configuration-invalid` error whose message names
 * the place (`where`), the key and the offending value.
 */
export function parseWith<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: (path: readonly PropertyKey[]) => string,
): z.output<Schema> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw explain({ ...issue, input: valueAt(value, issue.path) ?? issue.input } as z.core.$ZodIssue, schema, where);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      inner instanceof Object && Object.hasOwn(inner, key) ? inner[key as keyof typeof inner] : undefined,
    value,
  );
}

function explain(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  where: (path: readonly PropertyKey[]) => string,
): TharsisError {
  const key = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const unknown = issue.keys[0]!;
    const full = key === '' ? unknown : `${key}.${unknown}`;
    return new TharsisError(
      'configuration-unknown-key',
      `${where([...issue.path, unknown])}: unknown key '${full}'`,
      suggestion(unknown, keysAt(schema, issue.path)),
    );
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = issue.errors.reduce((best, branch) => (branch.length < best.length ? branch : best))[0];
    if (nearest !== undefined && nearest.path.length > 0) {
      return explain({ ...nearest, path: [...issue.path, ...nearest.path] }, schema, where);
    }
  }
  const found = issue.input === undefined ? 'nothing' : shown(issue.input);
  const message = `expected ${wantedBy(issue)}`;
  if (key === '') {
    const remedy = 'write keys and values: docs/pipelines.md lists them';
    return new TharsisError('configuration-invalid', `${where([])}: the file is ${found}: ${message}`, remedy);
  }
  return new TharsisError(
    'configuration-invalid',
    `${where(issue.path)}: '${key}' is ${found}: ${message}`,
    `change '${key}'; docs/pipelines.md says what it may be`,
  );
}

/** The keys an object schema knows at a path, seen through defaults, optionals and preprocessing. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let current: unknown = unwrapped(schema);
  for (const key of path) {
    const shape = shapeOf(current);
    if (shape === undefined) return [];
    current = unwrapped(shape[String(key)]);
  }
  return Object.keys(shapeOf(current) ?? {});
}

function unwrapped(schema: unknown): unknown {
  let current = schema as { def?: { innerType?: unknown; out?: unknown } } | undefined;
  for (;;) {
    const inner = current?.def?.innerType ?? current?.def?.out;
    if (inner === undefined) return current;
    current = inner as typeof current;
  }
}

function shapeOf(schema: unknown): Record<string, unknown> | undefined {
  return (schema as { shape?: Record<string, unknown> } | undefined)?.shape;
}
