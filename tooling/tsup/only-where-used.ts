import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import MagicString from 'magic-string';
import ts from 'typescript';

/**
 * Makes the values at the top of our sources (tables, sets, operators made by a function) such that bundlers leave out those that nobody uses.
 *
 * Bundlers keep what calls a function, reads a property or spreads an object while a module is loaded, as this might do something. A package of ours
 * does nothing there that others could notice (`sideEffects` of its manifest); so each such value is wrapped in a call that is marked as pure.
 */
export const onlyWhereUsed: Plugin = {
  name: 'only-where-used',
  setup(build) {
    build.onLoad({ filter: /[/\\]src[/\\].*\.ts$/ }, async ({ path: file }) => {
      if (file.includes('node_modules')) return undefined;
      const code = await readFile(file, 'utf8');
      const marked = new MagicString(code);
      for (const value of valuesMadeWhileLoading(code))
        marked.appendLeft(value.getStart(), '/* @__PURE__ */ (() => (').appendRight(value.end, '))()');
      const map = marked.generateMap({ source: path.basename(file), includeContent: true, hires: true });
      return { contents: `${marked}\n//# sourceMappingURL=${map.toUrl()}`, loader: 'ts' };
    });
  },
};

/** The first values of variables at the top of a module that are more than literals, functions and classes. */
function valuesMadeWhileLoading(code: string): ts.Expression[] {
  const { statements } = ts.createSourceFile('module.ts', code, ts.ScriptTarget.ES2022, true);
  return statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .flatMap(({ name, initializer }) => (ts.isIdentifier(name) && initializer ? [initializer] : []))
    .filter(acts);
}

/** Whether what is evaluated at once may call something, as far as a bundler can tell. */
function acts(node: ts.Node): boolean {
  if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isTypeNode(node)) return false;
  const actsItself =
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isSpreadAssignment(node) ||
    ts.isTemplateExpression(node);
  return actsItself || (ts.forEachChild(node, acts) ?? false);
}
