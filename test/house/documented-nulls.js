// The last part of `npm run types`: refuses `!` on what may be null. Null is a documented answer ("not known"), unlike the
// undefined of an index or of a look-up that is plainly there. Biome's noNonNullAssertion knows no types, and would refuse both.
import ts from 'typescript';

const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
const program = ts.createProgram(fileNames, options);
const checker = program.getTypeChecker();

/** Whether a type has null among its members. */
function mayBeNull(type) {
  return (type.isUnion() ? type.types : [type]).some(({ flags }) => flags & ts.TypeFlags.Null);
}

/** The assertions of a file, each as 'file:line: text'. */
function assertionsOf(file) {
  const found = [];
  const visit = (node) => {
    if (ts.isNonNullExpression(node) && mayBeNull(checker.getTypeAtLocation(node.expression))) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file.fileName}:${line + 1}: ${node.getText()} may be null: say what happens then`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const sources = program.getSourceFiles().filter(({ fileName }) => /(?:^|\/)src\//.test(fileName));
const own = sources.filter(({ fileName }) => !fileName.includes('node_modules/'));
const found = own.flatMap(assertionsOf);
for (const text of found) process.stderr.write(`${text}\n`);
if (own.length === 0 || found.length > 0) process.exitCode = 1;
