// An operation that an engine lacks, told in words that help: TensorFlow.js only says that a kernel is not registered.
import { TharsisError } from '../foundation/errors.js';

/** The error to throw in place of `error`, which the function `name` met on `engine`; any other error stays as it is. */
export function explainedError(error: unknown, name: string, engine: string, remedy: string): unknown {
  const message = error instanceof Error ? error.message : '';
  const operation = /[Kk]ernel '(\w+)' (?:not registered )?for backend/.exec(message)?.[1];
  if (operation === undefined) return error;
  return new TharsisError(
    'engine-unsupported-operation',
    `the function '${name}' uses the operation ${operation}, which the ${engine} engine does not know${callSite(error as Error)}`,
    remedy,
    { cause: error, exitCode: 1 },
  );
}

/** The first place in the stack that is neither in TensorFlow.js nor in the machinery here. */
function callSite(error: Error): string {
  const lines = (error.stack ?? '').split('\n').slice(1);
  const machinery =
    /node_modules|node:|tensor\/(graph|gradient|derivatives|tape-order|with-backend|eager-engine|onnx-engine)/;
  const line = lines.find((candidate) => !machinery.test(candidate));
  return line === undefined ? '' : `, ${line.trim()}`;
}
