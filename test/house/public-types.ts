// The types that stand in public signatures, found by the compiler in the declarations of the built package.
import { resolve } from 'node:path';
import ts from 'typescript';

/**
 * Per subpath, the types of this package that its exports refer to and that it does not export itself, each with what
 * refers to it: ['Scaling in Model']. Of a constant only the type counts and not its arguments: a registry holds members
 * of a contract, which is public; what is special to a member is its own.
 *
 * @param declarations the declaration file of each subpath, by its name
 * @param root folder of the package's declarations
 */
export function unnamedTypes(declarations: Readonly<Record<string, string>>, root: string): Record<string, string[]> {
  const program = ts.createProgram(Object.values(declarations), {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    noLib: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const origin = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const isOwn = (symbol: ts.Symbol): boolean =>
    (symbol.declarations ?? []).some(
      (node) => !ts.isTypeParameterDeclaration(node) && node.getSourceFile().fileName.startsWith(resolve(root)),
    );
  const missingFrom = (file: string): string[] => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
    const exported = new Set(checker.getExportsOfModule(module).map(origin));
    const missing = new Set<string>();
    for (const symbol of exported) {
      const isConstant = (symbol.flags & ts.SymbolFlags.Variable) !== 0;
      const visit = (node: ts.Node): void => {
        const name = referredName(node);
        const found = name === undefined ? undefined : checker.getSymbolAtLocation(name);
        const type = found === undefined ? undefined : origin(found);
        if (type !== undefined && isOwn(type) && !exported.has(type)) missing.add(`${type.name} in ${symbol.name}`);
        if (ts.isTypeReferenceNode(node) && isConstant) return;
        ts.forEachChild(node, visit);
      };
      for (const declaration of symbol.declarations ?? []) if (isOwn(symbol)) visit(declaration);
    }
    return [...missing];
  };
  return Object.fromEntries(Object.entries(declarations).map(([subpath, file]) => [subpath, missingFrom(file)]));
}

/** The name by which a node of the syntax refers to a type. */
function referredName(node: ts.Node): ts.Node | undefined {
  if (ts.isTypeReferenceNode(node)) return node.typeName;
  if (ts.isExpressionWithTypeArguments(node)) return node.expression;
  if (ts.isImportTypeNode(node)) return node.qualifier;
  return undefined;
}
