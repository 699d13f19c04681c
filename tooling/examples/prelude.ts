import ts from 'typescript';
import { parse } from './blocks';
import type { Export } from './exports';

/** The imports that a doc comment's example leaves out, as one line: `tf`, and what it uses of the exports in reach. */
export function prelude(text: string, exports: readonly Export[]): string {
  const { used, declared } = names(text);
  const isMissing = (name: string) => used.has(name) && !declared.has(name);
  const bySpecifier = new Map<string, string[]>();
  for (const { name, specifier, typeOnly } of exports) {
    if (!isMissing(name)) continue;
    declared.add(name);
    bySpecifier.set(specifier, [...(bySpecifier.get(specifier) ?? []), typeOnly ? `type ${name}` : name]);
  }
  const imports = [...bySpecifier].map(([specifier, list]) => `import { ${list.join(', ')} } from '${specifier}';`);
  if (isMissing('tf')) imports.unshift("import * as tf from '@tensorflow/tfjs-core';");
  return imports.join(' ');
}

/** A last line that exports what a program declares at its top level: that makes it a module, and nothing in it unused. */
export function closing(text: string): string {
  const declared = parse(text).statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(namesBoundBy);
    if ((ts.isClassDeclaration(statement) || ts.isFunctionDeclaration(statement)) && statement.name)
      return statement.name.text;
    return [];
  });
  return `export { ${declared.join(', ')} };`;
}

function namesBoundBy({ name }: ts.VariableDeclaration | ts.BindingElement): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesBoundBy(element)));
}

/** The identifiers of a program: those it refers to, and those it declares or imports. */
function names(text: string): { used: Set<string>; declared: Set<string> } {
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isMemberName(node)) (isDeclaredName(node) ? declared : used).add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(parse(text));
  return { used, declared };
}

function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  const hasMember = ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent);
  return (hasMember || ts.isClassElement(parent) || ts.isTypeElement(parent)) && parent.name === node;
}

function isDeclaredName(node: ts.Identifier): boolean {
  const { parent } = node;
  return 'name' in parent && parent.name === node && !ts.isShorthandPropertyAssignment(parent);
}
