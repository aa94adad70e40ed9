// Normalization by given means and variances, which broadcast against the last axes.
import { defineKernel, recordKernel } from '../backend.js';
import type { RecordedValue } from '../recording.js';

defineKernel('FusedBatchNorm', ({ recording, inputs, attributes }) => {
  const { x, mean, variance, scale, offset } = inputs as Record<string, RecordedValue>;
  const epsilon = (attributes.varianceEpsilon as number | undefined) ?? 0.001;
  const combine = (kernel: string, a: RecordedValue, b: RecordedValue) => recordKernel(recording, kernel, { a, b });
  const raised = combine('Add', variance!, { shape: [], type: 'float32', uniform: epsilon });
  const inverse = recordKernel(recording, 'Rsqrt', { x: raised });
  const factor = scale === undefined ? inverse : combine('Multiply', inverse, scale);
  const normalized = combine('Multiply', combine('Sub', x!, mean!), factor);
  return offset === undefined ? normalized : combine('Add', normalized, offset);
});
