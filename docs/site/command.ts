import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { isReader } from './reader';

const execute = promisify(execFile);

/** Runs the lines of a page's `sh run` block in the current folder, and returns what they print; lines that install are the folder's matter. */
export async function command(lines: string): Promise<string> {
  let printed = '';
  for (const line of lines.replaceAll(/\\\n\s*/g, ' ').split('\n')) {
    const [program, ...words] = wordsOf(line);
    if (program === undefined || program === 'npm') continue;
    printed += await call(program, words).catch((error: Error) => {
      throw new Error(`${line}\n${error.message}`);
    });
  }
  return printed;
}

async function call(program: string, words: string[]): Promise<string> {
  if (program === 'npx')
    return words[0] === 'xai' && !isReader ? xai(words.slice(1)) : node([binaryOf(words[0]), ...words.slice(1)]);
  if (program === 'node') return node(words);
  const paths = words.filter((word) => !word.startsWith('-'));
  if (program === 'mkdir') for (const folder of paths) mkdirSync(folder, { recursive: true });
  else if (program === 'cp')
    cpSync(paths[0], existsSync(paths[1]) ? path.join(paths[1], path.basename(paths[0])) : paths[1], {
      recursive: true,
    });
  else throw new Error(`pages cannot run ${program}`);
  return '';
}

/** The command line of this workspace, in this process. */
async function xai(words: string[]): Promise<string> {
  const { run } = await import('xai-cli');
  let printed = '';
  let told = '';
  const stdout = { write: (text: string) => (printed += text) };
  const stderr = { write: (text: string) => (told += text) };
  const code = await run(words, { stdout, stderr });
  if (code !== 0) throw new Error(`ended with exit code ${code}: ${told}`);
  return printed;
}

/** The file that `npx name` runs: of the package of that name, or of one that brings a command of that name. */
function binaryOf(name: string): string {
  const installed = readdirSync('node_modules').filter((folder) => !folder.startsWith('@'));
  for (const folder of [name, ...installed]) {
    const manifest = path.join('node_modules', folder, 'package.json');
    const { bin } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {};
    const file = typeof bin === 'string' && folder === name ? bin : bin?.[name];
    if (file) return path.join('node_modules', folder, file);
  }
  throw new Error(`no package that the page installs has a command ${name}`);
}

async function node(words: string[]): Promise<string> {
  return (await execute(process.execPath, words)).stdout;
}

/** The arguments of a command as a shell reads them: quotes keep blanks, a number sign begins a remark. */
function wordsOf(line: string): string[] {
  const words = line.matchAll(/(?:^|\s)(#.*$)|((?:"[^"]*"|'[^']*'|[^\s"'])+)/g);
  const found: string[] = [];
  for (const [, remark, word] of words) {
    if (remark !== undefined) break;
    found.push(word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'));
  }
  return found;
}
