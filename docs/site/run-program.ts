import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, stripVTControlCharacters } from 'node:util';
import ts from 'typescript';
import type { Example } from '../../tooling/examples/blocks';
import { withChecks } from '../../tooling/examples/checks';
import { plain, settle, settleText, trimmed } from '../../tooling/examples/compare';
import { command } from './command';

const COMPILER_OPTIONS = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };

/** Runs a program of a page in the folder `folder`, as the module that a reader would save there; what it says of itself is checked. */
export async function runProgram({ file, line, text, isPlain }: Example, folder: string): Promise<void> {
  if (isPlain) checkPlain(text, file);
  const { outputText } = ts.transpileModule(withChecks(text, file), { compilerOptions: COMPILER_OPTIONS });
  const names = Object.keys(surroundings(file)).join(', ');
  const program = path.join(folder, `program-${line}.mjs`);
  writeFileSync(program, `const { ${names} } = globalThis.$page; ${outputText}`);
  Object.assign(globalThis, { $page: surroundings(file) });
  await import(pathToFileURL(program).href);
}

/** A program that a reader is told to save as a module of JavaScript has no types. */
function checkPlain(text: string, file: string): void {
  const options = {
    fileName: 'program.mjs',
    reportDiagnostics: true,
    compilerOptions: { ...COMPILER_OPTIONS, allowJs: true },
  };
  const [found] = ts.transpileModule(text, options).diagnostics ?? [];
  if (!found) return;
  const line = text.slice(0, found.start).split('\n').length;
  throw new Error(`${file}:${line}: ${ts.flattenDiagnosticMessageText(found.messageText, ' ')}`);
}

/** What stands for the console of a program, and what its checks call. */
function surroundings(file: string) {
  let printed = '';
  const log = (...values: unknown[]) => {
    printed += `${format(...values)}\n`;
  };
  return {
    console: Object.assign(Object.create(console), { log, info: log }),
    async $check(value: unknown, expected: () => unknown, line: number): Promise<void> {
      const actual = settle(await plain(await value), expected());
      assert.deepEqual(actual, expected(), difference(`${file}:${line}`, actual, expected()));
    },
    /** Compares what was printed since the last block that says so. */
    async $printed(expected: string, line: number): Promise<void> {
      const actual = settleText(stripVTControlCharacters(printed), expected);
      printed = '';
      assert.equal(actual, trimmed(expected), difference(`${file}:${line} prints`, actual, trimmed(expected)));
    },
    async $command(lines: string): Promise<void> {
      printed += await command(lines);
    },
  };
}

function difference(where: string, actual: unknown, expected: unknown): string {
  const show = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return `${where}\n${show(actual)}\nbut the page says\n${show(expected)}`;
}
