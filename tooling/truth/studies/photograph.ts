import path from 'node:path';
import sharp from 'sharp';
import type { Plane } from 'xai-metrics';

/** The photograph of the documentation, in shades of grey: a flower, by vultilion, CC BY 2.0. Pieces of it stand in for photographs of ImageNet, which may not be shipped. */
export async function photograph(): Promise<Plane> {
  const file = path.join(import.meta.dirname, '../../../docs/pages/public/data/flower.jpg');
  const { data, info } = await sharp(file).grayscale().raw().toBuffer({ resolveWithObject: true });
  return { values: Float32Array.from(data, (byte) => byte / 255), height: info.height, width: info.width };
}
