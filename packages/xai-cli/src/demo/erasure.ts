import { argMax, slice, type Tensor4D, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { IntegratedGradients } from 'explainable-ai';
import { type RGBAImage, type Sheet, sheet, toImages } from 'vision-heatmaps';
import { analyze, WeightedSelector } from 'xai-base';

/** The most pixels that are erased. */
const MOST = 40;

/** The proof of the heatmap: what the model reads without the pixels that speak most for a 9 over a 4. */
export interface Erasure {
  /** How many pixels are erased: the fewest with which the model reads something else; at most 40. */
  readonly pixels: number;
  readonly before: { readonly image: RGBAImage; readonly reads: number };
  readonly after: { readonly image: RGBAImage; readonly reads: number };
}

/**
 * Erases the pixels that speak most for a 9 and against a 4, by IntegratedGradients, until the model reads another digit.
 *
 * @param nine `[1, 28, 28, 1]`
 */
export async function eraseEvidence(model: LayersModel, nine: Tensor4D): Promise<Erasure> {
  const explanation = await analyze(nine, new IntegratedGradients(model), new WeightedSelector({ 9: 1, 4: -1 }));
  const values = await explanation.val.data();
  explanation.dispose();
  const strongest = Array.from(values.keys()).sort((a, b) => values[b] - values[a]);

  const pixels = await nine.data();
  const erased = Array.from({ length: MOST + 1 }, (_, count) => {
    const hidden = new Set(strongest.slice(0, count));
    return pixels.map((value, at) => (hidden.has(at) ? 0 : value)) as Float32Array;
  });
  const batch = tidy(() => tensor4d(concatenated(erased), [MOST + 1, 28, 28, 1]));
  try {
    const reads = tidy(() => argMax(model.predict(batch) as Tensor4D, -1).arraySync() as number[]);
    const changed = reads.findIndex((digit) => digit !== reads[0]);
    const count = changed < 0 ? MOST : changed;
    const show = async (row: number) => {
      const one = tidy(() => slice(batch, row, 1));
      const [image] = await toImages(one);
      one.dispose();
      return { image, reads: reads[row] };
    };
    return { pixels: count, before: await show(0), after: await show(count) };
  } finally {
    batch.dispose();
  }
}

/** The proof as a picture. */
export function erasureSheet({ pixels, before, after }: Erasure, cellSize: number): Sheet {
  return sheet({
    rows: [''],
    columns: [
      `the model reads a ${before.reads}`,
      `without the ${pixels} reddest pixels of the last row: a ${after.reads}`,
    ],
    cells: [[before.image, after.image]],
    cellSize,
  });
}

function concatenated(arrays: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  arrays.forEach((array, row) => {
    all.set(array, row * array.length);
  });
  return all;
}
