// What limits a training step: the times of its operations, as ONNX Runtime's profiler traced them while a case was
// measured. An event of the trace is a run of the session ('model_run') or of one node's kernel; times are in
// microseconds.

/** A kind of operation, or one node, and its share of the time from one run to the next. */
export interface Share {
  readonly name: string;
  readonly share: number;
}

export interface TrainingProfile {
  /** By kind, largest first: those above one percent. */
  readonly operations: readonly Share[];
  /** The five largest single nodes. */
  readonly nodes: readonly Share[];
  /** Of the operations that only move numbers. */
  readonly moving: number;
  /** Within runs, but in no kernel: planning, allocation, threads. */
  readonly betweenOperations: number;
  /** Between runs: arguments in, results out. */
  readonly betweenRuns: number;
}

/** The parts of a trace event that are used. */
export interface TraceEvent {
  readonly cat: string;
  readonly name: string;
  readonly dur: number;
  readonly ts: number;
  readonly args: { readonly op_name?: string };
}

const MIN_SHARE = 0.01;
const MAX_NODES = 5;

const movers = new Set(
  (
    'Concat Expand Gather GatherElements GatherND Identity Pad ReorderInput ReorderOutput Reshape ScatterElements ' +
    'ScatterND Slice Split Squeeze Tile Transpose Unsqueeze'
  ).split(' '),
);

/** Operations that hold a graph whose own operations are traced, too. */
const containers = new Set(['If', 'Loop', 'Scan']);

/** The profile of a trace of at least three runs; the first, which warms up, does not count. */
export function profileOf(events: readonly TraceEvent[]): TrainingProfile {
  const runs = events.filter(({ name }) => name === 'model_run').sort((a, b) => a.ts - b.ts);
  if (runs.length < 3) throw new Error(`profileOf(): got ${runs.length} runs, expected at least 3`);
  // From the beginning of the second run to that of the last.
  const [begin, end] = [runs[1]!.ts, runs[runs.length - 1]!.ts];
  const whole = end - begin;
  const counted = ({ ts }: TraceEvent): boolean => ts >= begin && ts < end;
  const kernels = events.filter(
    (event) =>
      event.cat === 'Node' &&
      event.name.endsWith('_kernel_time') &&
      !containers.has(event.args.op_name ?? '') &&
      counted(event),
  );
  const operations = sharesBy(kernels, whole, ({ args }) => args.op_name ?? 'unknown');
  const within = total(runs.filter(counted)) / whole;
  return {
    operations: operations.filter(({ share }) => share >= MIN_SHARE),
    nodes: sharesBy(kernels, whole, ({ name }) => name.replace(/_kernel_time$/, '')).slice(0, MAX_NODES),
    moving: operations.reduce((sum, { name, share }) => (movers.has(name) ? sum + share : sum), 0),
    betweenOperations: within - total(kernels) / whole,
    betweenRuns: 1 - within,
  };
}

/** The profile as one line of text. */
export function profileLine({ operations, moving, betweenOperations, betweenRuns }: TrainingProfile): string {
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  const kinds = operations.slice(0, 6).map(({ name, share }) => `${name} ${percent(share)}`);
  return (
    `${kinds.join(', ')}; moving numbers ${percent(moving)}, ` +
    `between operations ${percent(betweenOperations)}, between runs ${percent(betweenRuns)}`
  );
}

function sharesBy(events: readonly TraceEvent[], whole: number, nameOf: (event: TraceEvent) => string): Share[] {
  const sums = new Map<string, number>();
  for (const event of events) sums.set(nameOf(event), (sums.get(nameOf(event)) ?? 0) + event.dur / whole);
  return [...sums].map(([name, share]) => ({ name, share })).sort((a, b) => b.share - a.share);
}

function total(events: readonly TraceEvent[]): number {
  return events.reduce((sum, { dur }) => sum + dur, 0);
}
