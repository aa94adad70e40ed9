// Options of every ONNX Runtime session in this process, test sessions included: the thread settings of the first
// session apply to all.
import type { InferenceSession } from 'onnxruntime-node';

/**
 * Numbers below 1e-38 (denormal ones) are taken as zero, in the calling thread as well. They are noise to training, but
 * processors take a hundred times as long for them, and saturated units make many.
 */
export const runtimeOptions: InferenceSession.SessionOptions = {
  logSeverityLevel: 4,
  extra: { session: { set_denormal_as_zero: '1' } },
};
