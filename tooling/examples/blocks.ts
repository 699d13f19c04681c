import ts from 'typescript';

/** A program in a README or a doc comment. */
export interface Example {
  /** Where it stands, relative to the package: `README.md`, `src/analyze.ts`. */
  readonly file: string;
  /** The line of its first statement, counted from 1. */
  readonly line: number;
  /** False for a block that is only type-checked. */
  readonly run: boolean;
  /** Whether it is JavaScript, which is run but not type-checked. */
  readonly isPlain: boolean;
  /** The code, on the same lines as in the file; line 1 is free for imports. */
  text: string;
}

const OPENING = /^\s*```(ts|typescript|js|text prints|sh run)( no-run)?\s*$/;
/** Opens a comment with the text that a program is to have printed, as JSON. */
export const PRINTS = '// prints:';
/** Opens a comment with commands to run, as JSON. */
export const RUNS = '// runs:';
const CLOSING = /^\s*```\s*$/;

/**
 * The programs of a file: the blocks of a README or a page joined up to the next one with imports, a doc comment's one by one. What a program
 * `prints`, and the commands that a page `runs`, stand in it as comments, which `withChecks` turns into calls.
 */
export function examplesIn(file: string, text: string): Example[] {
  const inMarkdown = file.endsWith('.md');
  const lines = text.split('\n').map((line) => (inMarkdown ? line : docCommentLine(line)));
  const programs: { start: number; run: boolean; isPlain: boolean; rows: string[] }[] = [];
  for (let opening = 0; opening < lines.length; opening++) {
    const fence = OPENING.exec(lines[opening]);
    if (!fence) continue;
    const closing = lines.findIndex((line, index) => index > opening && CLOSING.test(line));
    if (closing < 0) throw new Error(`${file}:${opening + 1}: the block is never closed`);
    const [, language, notRun] = fence;
    const block = asCode(language, lines.slice(opening + 1, closing));
    const run = notRun === undefined;
    const previous = programs.filter((program) => program.run).at(-1);
    const joined = inMarkdown && run && !startsWithImport(block) ? previous : undefined;
    const program = joined ?? { start: opening + 2, run, isPlain: language === 'js', rows: [] };
    if (!joined) programs.push(program);
    program.rows.push(...Array<string>(opening + 1 - program.rows.length).fill(''), ...block);
    opening = closing;
  }
  return programs.map(({ start, rows, ...kind }) => ({ file, line: start, ...kind, text: `${rows.join('\n')}\n` }));
}

/** A block as lines of code: of printed text or commands, one comment and nothing below it. */
function asCode(language: string, block: string[]): string[] {
  if (language === 'text prints') return [`${PRINTS} ${JSON.stringify(block.join('\n'))}`];
  if (language === 'sh run') return [`${RUNS} ${JSON.stringify(block.join('\n'))}`];
  return block;
}

/** What a doc comment's line says; nothing for a line of code. */
function docCommentLine(line: string): string {
  return /^\s*\* ?(?!\/)(.*)$/.exec(line)?.[1] ?? '';
}

function startsWithImport(block: string[]): boolean {
  return /^\s*import\b/.test(block.find((line) => !/^\s*(\/\/.*)?$/.test(line)) ?? '');
}

export function parse(text: string): ts.SourceFile {
  return ts.createSourceFile('example.ts', text, ts.ScriptTarget.ES2022, true);
}
