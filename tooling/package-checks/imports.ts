import { readFileSync } from 'node:fs';
import ts from 'typescript';

export interface Import {
  readonly specifier: string;
  /** True when the build leaves nothing of it. */
  readonly typeOnly: boolean;
}

/** Everything that a TypeScript file imports, re-exports, requires or imports dynamically by a literal name. */
export function importsOf(file: string, text = readFileSync(file, 'utf8')): Import[] {
  const imports: Import[] = [];
  const add = (name: ts.Node | undefined, typeOnly: boolean) => {
    if (name && ts.isStringLiteralLike(name)) imports.push({ specifier: name.text, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, isTypeOnly(node.importClause?.isTypeOnly, bindings(node)));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.isTypeOnly, node.exportClause));
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && isImportCall(node)) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022));
  return imports;
}

const bindings = ({ importClause }: ts.ImportDeclaration) =>
  importClause?.name ? undefined : importClause?.namedBindings;

function isTypeOnly(whole: boolean | undefined, names: ts.Node | undefined): boolean {
  if (whole) return true;
  const isList = names && (ts.isNamedImports(names) || ts.isNamedExports(names)) && names.elements.length > 0;
  return Boolean(isList && names.elements.every((element) => element.isTypeOnly));
}

function isImportCall({ expression }: ts.CallExpression): boolean {
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require')
  );
}
