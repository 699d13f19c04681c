import type { RGBAImage } from 'vision-heatmaps';
import { encodePng } from 'vision-heatmaps/png';
import { saveFile } from '../files/save-file';

/** Writes an image as a PNG file. */
export function savePicture(file: string, picture: RGBAImage): Promise<void> {
  return saveFile(file, encodePng(picture));
}
