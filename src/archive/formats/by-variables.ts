// Reading formats whose files have named variables and attributes in the layout of `layout.ts`: the format opens a file
// as such content, everything else is the same for all of them.
import { type FileContent, readField, valuesOf } from '../file-content.js';
import { depletionName, temperatureName } from '../layout.js';
import { headerOf } from '../simulation-header.js';
import type { ArchiveFormat } from './format.js';

/** Opens a file, hands its content to `use`, and closes it. */
export type OpenContent = <Result>(path: string, use: (content: FileContent) => Result) => Result;

/** The readers of the format of this name. */
export function readersByVariables(
  name: string,
  open: OpenContent,
): Required<Pick<ArchiveFormat, 'readHeader' | 'readTemperature' | 'readDepletion' | 'readSeries'>> {
  return {
    readHeader: (path) => open(path, (content) => headerOf(name, path, content)),
    readTemperature: (header, start, stop) =>
      open(header.file, (content) => readField(content, temperatureName, header, start, stop)),
    readDepletion: (header, start, stop) =>
      open(header.file, (content) =>
        content.has(depletionName) ? readField(content, depletionName, header, start, stop) : undefined,
      ),
    readSeries: (header, names) =>
      open(header.file, (content) =>
        Object.fromEntries(names.filter(content.has).map((series) => [series, valuesOf(content.variable(series))])),
      ),
  };
}
