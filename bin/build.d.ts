/** What decides the results of a module: the digest of its code, and the packages that it imports, directly or not. */
export interface CodeEntry {
  readonly code: string;
  readonly packages: readonly string[];
}
export function build(): void;
export function codeDigests(files: readonly string[], contents: readonly string[]): Record<string, CodeEntry>;
