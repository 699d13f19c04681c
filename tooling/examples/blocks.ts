import ts from 'typescript';

/** A program in a README or a doc comment. */
export interface Example {
  /** Where it stands, relative to the package: `README.md`, `src/analyze.ts`. */
  readonly file: string;
  /** The line of its first statement, counted from 1. */
  readonly line: number;
  /** False for a block that is only type-checked. */
  readonly run: boolean;
  /** The code, on the same lines as in the file; line 1 is free for imports. */
  text: string;
}

const OPENING = /^\s*```(?:ts|typescript)( no-run)?\s*$/;
const CLOSING = /^\s*```\s*$/;

/** The programs of a file: a README's blocks joined up to the next one with imports, a doc comment's one by one. */
export function examplesIn(file: string, text: string): Example[] {
  const inReadme = file.endsWith('.md');
  const lines = text.split('\n').map((line) => (inReadme ? line : docCommentLine(line)));
  const programs: { start: number; run: boolean; rows: string[] }[] = [];
  for (let opening = 0; opening < lines.length; opening++) {
    const fence = OPENING.exec(lines[opening]);
    if (!fence) continue;
    const closing = lines.findIndex((line, index) => index > opening && CLOSING.test(line));
    if (closing < 0) throw new Error(`${file}:${opening + 1}: the block is never closed`);
    const block = lines.slice(opening + 1, closing);
    const run = fence[1] === undefined;
    const previous = programs.filter((program) => program.run).at(-1);
    const joined = inReadme && run && !startsWithImport(block) ? previous : undefined;
    const program = joined ?? { start: opening + 2, run, rows: [] };
    if (!joined) programs.push(program);
    program.rows.push(...Array<string>(opening + 1 - program.rows.length).fill(''), ...block);
    opening = closing;
  }
  return programs.map(({ start, run, rows }) => ({ file, line: start, run, text: `${rows.join('\n')}\n` }));
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
