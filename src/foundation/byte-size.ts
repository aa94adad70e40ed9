// Sizes in memory, in words of messages.

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];

/** Three digits and a decimal unit: '268 MB', '8e+12 EB'. */
export function bytesInWords(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(bytes) / 3)));
  return `${Number((bytes / 1000 ** step).toPrecision(3))} ${UNITS[step]}`;
}
