import path from 'node:path';
import ts from 'typescript';
import { examplesIn } from '../../examples/blocks';
import { type Export, exportsOf } from '../../examples/exports';
import type { Package } from '../workspace';

/** Every export has a doc comment; of a class or a function it holds an example. Errors need none. */
export function documented({ directory }: Package): string[] {
  const exports = exportsOf(directory);
  return exports.filter(({ declarations }) => declarations.length > 0).flatMap((one) => missing(one));
}

function missing({ name, declarations }: Export): string[] {
  const [declaration] = declarations;
  const source = declaration.getSourceFile();
  const line = source.getLineAndCharacterOfPosition(declaration.getStart()).line + 1;
  const where = `${path.relative('.', source.fileName)}:${line}: ${name}`;
  const comments = declarations.flatMap((one) => ts.getJSDocCommentsAndTags(one)).filter(ts.isJSDoc);
  if (!comments.some(({ comment }) => comment)) return [`${where} has no description; put a doc comment before it`];
  const needsExample = declarations.some((one) => ts.isClassDeclaration(one) || ts.isFunctionDeclaration(one));
  const texts = comments.map((comment) => comment.getText());
  const hasExample = texts.some((text) => text.includes('@example') && examplesIn('comment.ts', text).length > 0);
  return needsExample && !hasExample && !name.endsWith('Error')
    ? [`${where} has no example; put \`@example\` and a fenced ts block into its doc comment`]
    : [];
}
