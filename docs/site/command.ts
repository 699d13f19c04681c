import { run } from 'xai-cli';

/** Runs the lines of a page's `sh run` block that call the command line, in this process; the rest of a block says what to install. */
export async function command(lines: string): Promise<string> {
  let printed = '';
  let told = '';
  for (const line of lines.replaceAll(/\\\n\s*/g, ' ').split('\n')) {
    const [, words] = /^(?:npx )?xai(?:-cli)? (.*)$/.exec(line.trim()) ?? [];
    if (words === undefined) continue;
    const stdout = { write: (text: string) => (printed += text) };
    const stderr = { write: (text: string) => (told += text) };
    const code = await run(wordsOf(words), { stdout, stderr });
    if (code !== 0) throw new Error(`${line}\nended with exit code ${code}: ${told}`);
  }
  return printed;
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
