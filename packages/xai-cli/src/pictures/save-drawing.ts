import path from 'node:path';
import type { Modality } from 'xai-recipes';
import { wrongOption } from '../errors/wrong-option';
import { saveFile } from '../files/save-file';
import { paintable } from '../terminal/printable-output';
import { htmlPage } from './html-page';
import type { Picture } from './picture';

const PRINTED_COLUMNS = 100;

type Writer = (
  drawing: Picture,
  title: string,
  fonts: readonly Uint8Array[],
) => string | Uint8Array | Promise<Uint8Array>;

const writers: Record<string, Writer> = {
  '.png': ({ png }, _, fonts) => png(fonts),
  '.svg': ({ svg }) => svg(),
  '.html': ({ html }, title) => htmlPage(title, html()),
  '.ansi': ({ terminal }) => paintable(terminal?.(PRINTED_COLUMNS) ?? ''),
};

/** The file type of a picture that gets no name. */
export const usualExtension: Record<Modality, string> = { image: '.png', text: '.html', series: '.svg', table: '.svg' };

/** @throws {UsageError} for a file type in which a picture of that kind cannot be written */
export function checkExtension(file: string, modality: Modality): void {
  if (file === '-') return;
  const extensions = Object.keys(writers).filter((one) => one !== '.ansi' || modality !== 'series');
  const extension = path.extname(file).toLowerCase();
  if (extensions.includes(extension)) return;
  const expected = `a name that ends in ${extensions.join(', ')}`;
  throw wrongOption('--out', file, expected);
}

/** @throws {UsageError} for the numbers in a file of another type, which might be one that is needed */
export function checkSaved(file: string): void {
  if (file === '-' || path.extname(file).toLowerCase() === '.safetensors') return;
  const expected = 'a name that ends in .safetensors';
  throw wrongOption('--save', file, expected);
}

/**
 * A picture in a format.
 *
 * @param extension that of its file, such as `.svg`
 * @param fonts for letters of a PNG that DejaVu Sans lacks
 */
export async function drawnAs(
  extension: string,
  drawing: Picture,
  title: string,
  fonts: readonly Uint8Array[] = [],
): Promise<string | Uint8Array> {
  return writers[extension.toLowerCase()](drawing, title, fonts);
}

/** Writes a picture in the format that the name of the file says. */
export async function saveDrawing(file: string, drawing: Picture, title: string): Promise<void> {
  await saveFile(file, await drawnAs(path.extname(file), drawing, title));
}
