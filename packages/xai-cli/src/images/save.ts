import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RGBAImage } from 'vision-heatmaps';
import { encodePng } from 'vision-heatmaps/png';
import { withFile } from '../errors/file-failure';

/** Writes a file, and the folders that it lies in. */
export async function saveFile(file: string, content: Uint8Array | string): Promise<void> {
  await withFile('write', file, async () => {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  });
}

/** Writes an image as a PNG file. */
export function savePicture(file: string, picture: RGBAImage): Promise<void> {
  return saveFile(file, encodePng(picture));
}
