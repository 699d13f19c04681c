import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { examplesIn, parse } from '../examples/blocks';
import { importsOf } from './imports';
import { command } from './processes';
import type { Package } from './workspace';

/** A TypeScript program to compile in a package's installation, and to run in it. */
export interface Program {
  /** The start of its file's name; it ends in the line of the README that it stands on. */
  readonly name: string;
  readonly text: string;
  readonly run: boolean;
}

/** The example programs of a package's README; they keep its lines. */
export async function readmePrograms({ directory }: Package): Promise<Program[]> {
  const readme = await readFile(path.join(directory, 'README.md'), 'utf8').catch(() => '');
  return examplesIn('README.md', readme).map(({ line, text, run }) => ({ name: `README-${line}`, text, run }));
}

/** A program that imports every entry of a package. */
export function entriesProgram({ name, manifest }: Package): Program {
  const entries = Object.keys(manifest.exports).filter((subpath) => !/\.(json|ttf)$/.test(subpath));
  const lines = entries.map((subpath, index) => {
    const specifier = name + subpath.slice(1);
    const check = `if (!Object.keys(entry${index}).some((name) => name !== 'default')) throw new Error('${specifier} exports nothing');`;
    return `import * as entry${index} from '${specifier}';\n${check}\n`;
  });
  return { name: 'entries', text: lines.join(''), run: true };
}

/** The packages that a program imports. */
export function packagesImported(text: string): string[] {
  const bare = importsOf('program.ts', text).filter(({ specifier }) => !/^(\.|node:)/.test(specifier));
  return bare.map(({ specifier }) => /^(@[^/]+\/)?[^/]+/.exec(specifier)![0]);
}

const COMPILER_OPTIONS = {
  ...{ module: 'node16', moduleResolution: 'node16', esModuleInterop: true, skipLibCheck: true, strict: true },
  ...{ target: 'es2022', lib: ['es2022', 'esnext.disposable', 'dom', 'dom.iterable'], types: ['node'] },
  typeRoots: [path.resolve('node_modules/@types')],
};

/** Compiles programs to ES modules and to CommonJS, with types as Node resolves them; returns the files to run. */
export async function compile(programs: readonly Program[], folder: string): Promise<string[]> {
  for (const { name, text } of programs) {
    await writeFile(path.join(folder, `${name}.mts`), text);
    await writeFile(path.join(folder, `${name}.cts`), asCommonJs(text));
  }
  const files = programs.flatMap(({ name }) => [`${name}.mts`, `${name}.cts`]);
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER_OPTIONS, files }));
  await command('node', [path.resolve('node_modules/typescript/bin/tsc'), '--pretty', 'false'], folder);
  return programs.filter(({ run }) => run).flatMap(({ name }) => [`${name}.mjs`, `${name}.cjs`]);
}

/** CommonJS has no top-level `await`: imports first, on line 1, and the rest in an async function, on its lines. */
export function asCommonJs(text: string): string {
  const imports = parse(text).statements.filter(ts.isImportDeclaration);
  let body = text;
  for (const { pos, end } of [...imports].reverse())
    body = body.slice(0, pos) + body.slice(pos, end).replace(/[^\n]+/g, '') + body.slice(end);
  const head = imports.map((statement) => statement.getText().replace(/\s*\n\s*/g, ' ')).join(' ');
  const caught = 'main().catch((error) => { console.error(error); process.exitCode = 1; });';
  return `${head} async function main() {${body}}\n${caught}\n`;
}
