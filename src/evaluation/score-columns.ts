// The scores of single snapshots as the columns of a table: a row for each prediction of each snapshot.
import type { EvaluationResult } from './evaluation-result.js';
import type { Metric } from './metrics/metric.js';
import { type MetricName, metrics } from './metrics/registry.js';

/**
 * The columns `simulation`, `prediction`, `time` (s) and one for each metric of snapshots; NaN where a score is null.
 */
export function scoreColumns({ simulations }: EvaluationResult): Record<string, string[] | Float64Array> {
  const rows = simulations.flatMap(({ id, times, predictions }) =>
    predictions.flatMap((scores) => times.map((time, snapshot) => ({ id, time, scores, snapshot }))),
  );
  const names = Object.entries<Metric>(metrics).flatMap(([key, metric]) => ('perSnapshot' in metric ? [key] : []));
  const columns = names.map((key) => {
    const values = rows.map(({ scores, snapshot }) => {
      const score = scores[key as MetricName] as number[] | null;
      return score?.[snapshot] ?? Number.NaN;
    });
    return [key, Float64Array.from(values)] as const;
  });
  return {
    simulation: rows.map(({ id }) => id),
    prediction: rows.map(({ scores }) => scores.name),
    time: Float64Array.from(rows, ({ time }) => time),
    ...Object.fromEntries(columns),
  };
}
