import path from 'node:path';
import { wrongOption } from '../errors/wrong-option';
import type { PrintableOutput } from '../terminal/printable-output';
import { saveFile } from './save-file';

/** Whether a name is that of standard output: `-`, or `-.svg`, which says the format, too. */
export function isStandardOutput(file: string | undefined): boolean {
  return file !== undefined && /^-(\.\w+)?$/.test(file);
}

/**
 * Checks what is asked of standard output: one thing, of one item, and nothing that garbles a terminal.
 *
 * @param asked what the options say that write, `--json` among them
 * @throws {UsageError} naming the option that asks for too much
 */
export function checkStandardOutput(
  asked: { readonly out?: string; readonly save?: string; readonly json?: boolean },
  { isOne, isTTY = false }: { readonly isOne: boolean; readonly isTTY?: boolean },
): void {
  const named = (['out', 'save'] as const).filter((option) => isStandardOutput(asked[option]));
  for (const [at, option] of named.entries()) {
    const file = asked[option] as string;
    const extension = path.extname(file);
    if (!isOne) throw wrongOption(`--${option}`, file, 'a folder, for several explanations');
    if (at > 0 || asked.json)
      throw wrongOption(`--${option}`, file, `a file: ${at > 0 ? '--out' : '--json'} is written to standard output`);
    if (isTTY && !['.svg', '.html', '.ansi'].includes(extension))
      throw wrongOption(`--${option}`, file, 'a file, or a pipe: a terminal shows no such bytes');
  }
}

/** Writes a file, or to standard output where the name says so. */
export async function writeTo(file: string, content: Uint8Array | string, stdout: PrintableOutput): Promise<void> {
  if (isStandardOutput(file)) stdout.send(content);
  else await saveFile(file, content);
}
