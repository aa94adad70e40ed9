// Exported graphs give the same numbers in Python's onnxruntime, where there is one: THARSIS_PYTHON names an
// interpreter that has it (default: python3). With the package onnx in it, the models are checked against the standard,
// too.
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const python = process.env.THARSIS_PYTHON ?? 'python3';
const probe = spawnSync(python, ['-c', 'import onnxruntime'], { encoding: 'utf8' });

/** Of an output's largest number. Other kernels differ by 1e-6; Adam's first step divides gradients near zero by themselves. */
const TOLERANCE = 1e-4;

function run(command: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return stdout;
}

it('exported graphs give the same numbers in Python', (context) => {
  if (probe.status !== 0) context.skip(`${python} has no onnxruntime: set THARSIS_PYTHON to a Python that has it`);
  const folder = mkdtempSync(join(tmpdir(), 'tharsis-exported-'));
  run(process.execPath, 'validation/interoperability/export.js', folder);
  const { differences } = JSON.parse(run(python, 'validation/interoperability/run.py', folder)) as {
    differences: Record<string, number>;
  };
  expect(Object.keys(differences)).toContain('autoencoder-paper-layers-training');
  for (const [name, difference] of Object.entries(differences)) expect(difference, name).toBeLessThan(TOLERANCE);
});
