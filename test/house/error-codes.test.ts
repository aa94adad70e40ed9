// The registry of error codes holds what src/ throws: each code is used, and the exit codes are those of the sources.
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { errorCodes, otherExitCodes } from '../../src/foundation/error-codes.js';
import { TharsisError } from '../../src/foundation/errors.js';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('error-codes.ts'))
  .map((file) => readFileSync(`src/${file}`, 'utf8'));

it('every code is used in src, and they are sorted', () => {
  const codes = Object.keys(errorCodes);
  expect(codes.filter((code) => !sources.some((text) => text.includes(`'${code}'`)))).toEqual([]);
  expect(codes).toEqual([...codes].sort());
});

it('an unknown code does not compile', () => {
  // @ts-expect-error: no such code
  expect(new TharsisError('no-such-code', 'message', 'remedy').code).toBe('no-such-code');
});

it('every error that exits with 1 is listed with that exit code', () => {
  const failures = new Set<string>(sources.flatMap(codesOfFailures));
  expect(failures.size).toBeGreaterThan(10);
  expect([...failures].filter((code) => !(code in otherExitCodes))).toEqual([]);
  // Those whose exit code or code is not a literal where they are made.
  const indirect = ['engine-foreign-tensor', 'file-not-written', 'worker-failed'];
  expect([...failures, ...indirect].sort()).toEqual(Object.keys(otherExitCodes).sort());
});

/** The codes of `new TharsisError('code', …, { exitCode: 1 })` in a source. */
function codesOfFailures(text: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'TharsisError') {
      const [code, , , options] = node.arguments ?? [];
      const fails = options !== undefined && /exitCode: 1\b/.test(text.slice(options.pos, options.end));
      if (fails && code !== undefined && ts.isStringLiteral(code)) found.push(code.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest));
  return found;
}
