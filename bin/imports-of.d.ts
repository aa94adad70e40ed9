/** An import of a module, as written there. */
export interface ModuleImport {
  readonly specifier: string;
  readonly kind: 'module' | 'type' | 'worker';
}
export function importsOf(content: string): ModuleImport[];
