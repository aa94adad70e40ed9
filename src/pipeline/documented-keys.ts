// Every key that a pipeline may have, out of the schema itself, as a Markdown table: the part of docs/pipelines.md
// that `npm run pages` writes.
import { z } from 'zod';
import { plainNumber } from '../foundation/plain-number.js';
import { pipelineSchema } from './configuration.js';

interface JsonSchema {
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

/** The table of keys: their path, what they mean, their default. */
export function pipelineKeysTable(): string {
  const lines = ['| key | what it is | default |', '| --- | --- | --- |'];
  const visit = (node: JsonSchema, path: string): void => {
    for (const [name, child] of Object.entries(node.properties ?? {})) {
      const key = path === '' ? name : `${path}.${name}`;
      lines.push(`| \`${key}\` | ${cell(meaning(child))} | ${cell(defaultOf(child))} |`);
      if (Object.keys(child.properties ?? {}).join() !== 'minimum,maximum') visit(child, key);
    }
  };
  visit(z.toJSONSchema(pipelineSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema, '');
  return lines.join('\n');
}

function meaning({ description = '', enum: choices }: JsonSchema): string {
  const shown = choices?.map((choice) => `\`${choice}\``).join(', ');
  return [description, shown].filter((part) => part !== undefined && part !== '').join('; ');
}

function defaultOf({ default: value, properties }: JsonSchema): string {
  if (value === undefined || value === '' || (properties !== undefined && JSON.stringify(value) === '{}')) return '';
  return `\`${flowStyle(value)}\``;
}

/** A value as YAML writes it on one line. */
function flowStyle(value: unknown): string {
  if (typeof value === 'number') return plainNumber(value);
  if (Array.isArray(value)) return `[${value.map(flowStyle).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${flowStyle(inner)}`);
  return `{ ${entries.join(', ')} }`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
