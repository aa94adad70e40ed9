// What the source of a module imports. Plain JavaScript, for build.js, which runs before anything is built; the layer
// test reads imports with it too.

/**
 * The imports of a TypeScript module in their order. `kind` is 'type' for those that leave no code, and 'worker' for
 * scripts that are started by URL.
 */
export function importsOf(content) {
  // Anchored, so that examples in comments do not count.
  const pattern =
    /^(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|^import\s+'([^']+)'|new URL\(\s*'(\.[^']+\.js)'/gm;
  return [...content.matchAll(pattern)].map(([, typeOnly, named, dynamic, bare, url]) => ({
    specifier: named ?? dynamic ?? bare ?? url,
    kind: typeOnly !== undefined ? 'type' : url !== undefined ? 'worker' : 'module',
  }));
}
