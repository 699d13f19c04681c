import ts from 'typescript';
import { PRINTS, parse, RUNS } from './blocks';

const MARK = '// =>';

const CALLS: readonly (readonly [mark: string, call: string])[] = [
  [PRINTS, '$printed'],
  [RUNS, '$command'],
];

/**
 * Turns each `expression; // => expected` of a program into a call of `$check(actual, () => expected, line)`, and the comments of blocks that say
 * what is printed and run into calls of `$printed(text, line)` and `$command(lines, line)`.
 */
export function withChecks(text: string, file: string): string {
  const source = parse(text);
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
  let found = 0;
  let checked = text;
  for (const statement of [...source.statements].reverse()) {
    const [, expected] = /^[ \t]*\/\/ =>(.*)/.exec(text.slice(statement.end)) ?? [];
    if (expected === undefined || !ts.isExpressionStatement(statement)) continue;
    const line = lineOf(statement.end);
    if (!isExpression(expected)) throw new Error(`${file}:${line}: \`${expected.trim()}\` is not an expression`);
    const call = `await $check(${statement.expression.getText()}, () => (${expected}), ${line});`;
    checked = checked.slice(0, statement.getStart()) + call + checked.slice(statement.end);
    found++;
  }
  const marks = [...text.matchAll(new RegExp(MARK, 'g'))].length;
  if (found < marks)
    throw new Error(`${file}: a \`${MARK}\` is checked only behind an expression statement at the top level`);
  return withCalls(checked);
}

function withCalls(text: string): string {
  const rows = text.split('\n').map((row, index) => {
    const [mark, call] = CALLS.find(([mark]) => row.startsWith(mark)) ?? [];
    return mark ? `await ${call}(${row.slice(mark.length)}, ${index + 1});` : row;
  });
  return rows.join('\n');
}

function isExpression(text: string): boolean {
  const { diagnostics } = ts.transpileModule(`(${text})`, { reportDiagnostics: true });
  return text.trim() !== '' && diagnostics?.length === 0;
}
