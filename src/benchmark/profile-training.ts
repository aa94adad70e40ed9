// Measures a case once more while ONNX Runtime traces what it does. The trace slows it a little: only the shares of
// time count.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '../tensor/open-engine.js';
import { measureTraining } from './measure-training.js';
import type { TrainingCase } from './training-case.js';
import { profileOf, type TraceEvent, type TrainingProfile } from './training-profile.js';

/** Where the time of a case's training steps goes on the engine `onnx`. */
export async function profileTraining(
  benchmark: TrainingCase,
  threads: number,
  signal: AbortSignal,
): Promise<TrainingProfile> {
  const folder = mkdtempSync(join(tmpdir(), 'tharsis-trace-'));
  try {
    const engine = await openEngine('onnx', { threads, trace: folder });
    try {
      await measureTraining(benchmark, engine, signal);
    } finally {
      await engine.dispose();
    }
    return profileOf(onlyTrace(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A training step is one session, and a session leaves one trace. */
function onlyTrace(folder: string): TraceEvent[] {
  const names = readdirSync(folder);
  if (names.length !== 1) throw new Error(`profileTraining(): got ${names.length} traces, expected 1`);
  return JSON.parse(readFileSync(join(folder, names[0]!), 'utf8')) as TraceEvent[];
}
