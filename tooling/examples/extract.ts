import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Example, examplesIn } from './blocks';
import { exportsInReach } from './exports';
import { closing, prelude } from './prelude';

/** All examples of a package, complete: those of doc comments with their imports. */
export function examplesOf(packageDirectory: string): Example[] {
  const folder = path.join(packageDirectory, 'src');
  const sources = (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [])
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join('src', file))
    .sort();
  const inFile = (file: string) => examplesIn(file, readFileSync(path.join(packageDirectory, file), 'utf8'));
  const readme = existsSync(path.join(packageDirectory, 'README.md')) ? inFile('README.md') : [];
  const pages = pagesOf(packageDirectory).flatMap(inFile);
  const inComments = sources.flatMap(inFile);
  const exports = inComments.length > 0 ? exportsInReach(packageDirectory) : [];
  for (const example of inComments) example.text = prelude(example.text, exports) + example.text;
  return [...readme, ...pages, ...inComments];
}

/** The pages of a site, as paths from its folder; none of them in a package. What is generated from doc comments is no page of its own. */
export function pagesOf(directory: string): string[] {
  const folder = path.join(directory, 'pages');
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const isPage = (file: string) => file.endsWith('.md') && !/^(api|public)[\\/]/.test(file);
  return files
    .filter(isPage)
    .map((file) => path.join('pages', file))
    .sort();
}

/** Writes the examples of a package to its folder `.examples`, for the compiler to check. */
export function extract(packageDirectory: string): void {
  const folder = path.join(packageDirectory, '.examples');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const { file, line, text } of examplesOf(packageDirectory).filter(({ isPlain }) => !isPlain)) {
    const name = `${file.replaceAll(path.sep, '-')}.${line}.ts`;
    writeFileSync(path.join(folder, name), `${text}${closing(text)}\n`);
  }
}
